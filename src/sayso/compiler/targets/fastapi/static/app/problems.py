"""Errors as `application/problem+json`; every expected one is a `Problem` with a stable code."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from itertools import islice
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

log = logging.getLogger(__name__)


class Problem(Exception):
    """An error that is told to the caller."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    code = "unexpected"

    def __init__(
        self, detail: str, *, hint: str = "", errors: Sequence[tuple[str, str]] = (), **more: object
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.hint = hint
        self.errors = [{"field": field, "message": message} for field, message in errors]
        self.more = more


class Malformed(Problem):
    """The request itself cannot be understood."""

    status = HTTPStatus.BAD_REQUEST
    code = "malformed"


class SignInNeeded(Problem):
    """Nobody is signed in."""

    status = HTTPStatus.UNAUTHORIZED
    code = "sign_in_needed"


class Denied(Problem):
    """The member's role may not do this."""

    status = HTTPStatus.FORBIDDEN
    code = "denied"


class NotFound(Problem):
    """There is no such thing, or the member may not see it; the answer is the same on purpose."""

    status = HTTPStatus.NOT_FOUND
    code = "not_found"


class RuleViolated(Problem):
    """A rule of the application forbids it."""

    status = HTTPStatus.CONFLICT
    code = "rule_violated"


class NotUnique(RuleViolated):
    """Another row already has this value."""

    code = "not_unique"


class TransitionRefused(RuleViolated):
    """The row cannot move to that state from where it is."""

    code = "transition_refused"


class InUse(RuleViolated):
    """Other rows still refer to this one."""

    code = "in_use"


class KeyReused(RuleViolated):
    """The idempotency key came before with another request."""

    code = "idempotency_key_reused"


class VersionMismatch(Problem):
    """Somebody changed the row since it was read."""

    status = HTTPStatus.PRECONDITION_FAILED
    code = "version_mismatch"


class TooLarge(Problem):
    """More bytes than are accepted."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "too_large"


class WrongMediaType(Problem):
    """The body is of a kind that this call does not read."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    code = "unsupported_media_type"


class InvalidFields(Problem):
    """Values that the fields do not accept: pairs of field and message."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "invalid_fields"

    def __init__(self, errors: Sequence[tuple[str, str]]) -> None:
        words = " ".join(message for _, message in errors[:3])
        super().__init__(words, hint="Correct the fields named and send it again.", errors=errors)


class TimedOut(Problem):
    """The database took longer than a request may."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "timed_out"


def no_such(label: str) -> NotFound:
    """The error for a row that is not there."""
    return NotFound(f"There is no such {label.lower()}.", hint="It may have been deleted.")


def install(app: FastAPI) -> None:
    """Answer every error of the application as a problem."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


class ProblemResponse(JSONResponse):
    """JSON in plain ASCII, so that whatever was sent can be told back."""

    media_type = "application/problem+json"

    def render(self, content: Any) -> bytes:
        """The body."""
        return json.dumps(content).encode()


def answer(
    status: int,
    code: str,
    detail: str,
    hint: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> JSONResponse:
    """A problem as it is sent."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "hint": hint,
        "errors": list(errors),
    }
    body |= more or {}
    return ProblemResponse(body, status, dict(headers or {}))


def answer_to(problem: Problem) -> JSONResponse:
    """A problem as it is sent."""
    return answer(
        problem.status,
        problem.code,
        problem.detail,
        problem.hint,
        problem.errors,
        more=problem.more,
    )


async def _problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    if error.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("operation failed", exc_info=error)
    return answer_to(error)


async def _unreadable(request: Request, error: Exception) -> JSONResponse:
    """What pydantic refused, in words for the person who typed it."""
    assert isinstance(error, RequestValidationError)
    return answer_to(_problem_of(request, error.errors()))


def _problem_of(request: Request, errors: Sequence[Mapping[str, Any]]) -> Problem:
    where = {error["loc"][0] for error in errors}
    if "path" in where:
        return NotFound("There is no such record.", hint="It may have been deleted.")
    if where & {"query", "header"}:
        return Malformed(" ".join(_message(error) for error in errors))
    whole = [error for error in errors if error["loc"] == ("body",)]
    if whole and not _is_json(request):
        return WrongMediaType("This call reads JSON.", hint="Send Content-Type: application/json.")
    if any(error["type"] == "json_invalid" for error in errors) or any(
        error["type"] == "missing" for error in whole
    ):
        return Malformed("The body is not JSON.", hint="Check quotes, commas and encoding.")
    malformed = [str(error["msg"]) for error in errors if error["type"] == "malformed"]
    return Malformed(malformed[0]) if malformed else InvalidFields(complaints(errors, skip=1))


def complaints(errors: Iterable[Mapping[str, Any]], skip: int = 0) -> list[tuple[str, str]]:
    """Pydantic's errors as pairs of field and message; `skip` leaves out the start of places."""
    found: dict[str, str] = {}
    for error in islice(errors, 100):
        place = list(error["loc"][skip:])
        while place and isinstance(place[-1], int):
            place.pop()
        found.setdefault(".".join(map(str, place)), _message(error))
    return list(found.items())


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"


def _message(error: Mapping[str, Any]) -> str:
    place = next((part for part in reversed(error["loc"]) if isinstance(part, str)), "body")
    subject = place.removesuffix("_id").replace("_", " ").capitalize()
    subject = "The body" if place == "body" else subject
    return f"{subject} {_complaint(error)}"


def _complaint(error: Mapping[str, Any]) -> str:
    kind, limits = error["type"], error.get("ctx") or {}
    match kind:
        case _ if kind == "missing" or error.get("input") is None:
            return "is required."
        case "extra_forbidden":
            return "is not a field that can be set."
        case "literal_error":
            return f"must be one of: {limits['expected']}."
        case "list_type":
            return "must be a list of choices."
        case "model_attributes_type" | "model_type" | "dict_type":
            return "must be a JSON object of fields."
        case "not_this":
            return str(error["msg"])
    message = str(error["msg"])
    return message[:1].lower() + message[1:] + "."


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = error.status_code
    codes = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}
    words = {404: "There is no such call.", 405: "This address answers to other methods."}
    code = codes.get(status, "malformed" if status < 500 else "unexpected")
    return answer(status, code, words.get(status, error.detail), headers=error.headers)


async def _unexpected(_: Request, error: Exception) -> JSONResponse:
    """The log has the trace; the caller never sees it."""
    log.error("unexpected error", exc_info=error)
    return answer(
        500,
        "unexpected",
        "Something went wrong on our side.",
        "Try again; if it happens again, look into the log of the server.",
    )
