"""Errors as ``application/problem+json``: one place gives each its status."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson

from sayso.blocks.errors import DoesNotWorkError
from sayso.bots.errors import DoesNotWorkError as BotDoesNotWorkError
from sayso.bots.triggers.errors import BadSignatureError
from sayso.errors import AppError, ConflictError, DeniedError, InputError, NotFoundError, TookTooLongError
from sayso.evolution.advisory_lock import BusyError
from sayso.identity.errors import WeakPasswordError, WrongCredentialsError, WrongPasswordError
from sayso.identity.openid.errors import ProviderDownError
from sayso.llm.errors import ModelsUnavailableError
from sayso.mail import MailError
from sayso.runtime.errors import (
    ApplicationChangedError,
    InvalidFieldsError,
    MalformedError,
    QuotaSpentError,
    SignInNeededError,
    TimedOutError,
    TooLargeError,
    VersionMismatchError,
    WrongMediaTypeError,
)
from sayso.web.exchange import PROBLEM, Answer
from sayso.web.limits import TooManyRequestsError
from sayso.web.strict_request import MOST_ERRORS, TooLongAddressError, TooManyHeadersError

_log = logging.getLogger(__name__)

_LISTS = ("errors", "diagnostics")
"""Details that name places in what was sent."""
LONGEST_DETAIL = 2_000
"""Characters of what went wrong, and of the way out."""
LONGEST_ERROR = 300
"""Characters of what is said of one place."""

_STATUS: tuple[tuple[type[AppError], int], ...] = (
    (SignInNeededError, 401),
    (WrongCredentialsError, 401),
    (BadSignatureError, 401),
    (WeakPasswordError, 422),
    (WrongPasswordError, 422),
    (DeniedError, 403),
    (NotFoundError, 404),
    (VersionMismatchError, 412),
    (ConflictError, 409),
    (TooManyRequestsError, 429),
    (TooLargeError, 413),
    (QuotaSpentError, 507),
    (TooLongAddressError, 414),
    (TooManyHeadersError, 431),
    (WrongMediaTypeError, 415),
    (InvalidFieldsError, 422),
    (TookTooLongError, 422),
    (DoesNotWorkError, 422),
    (BotDoesNotWorkError, 422),
    (MalformedError, 400),
    (InputError, 400),
    (BusyError, 503),
    (MailError, 503),
    (ModelsUnavailableError, 503),
    (ProviderDownError, 503),
    (TimedOutError, 503),
    (ApplicationChangedError, 503),
)


def status_of(error: AppError) -> int:
    """The HTTP status of an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def problem(error: AppError) -> Answer:
    """The answer for an expected error."""
    status = status_of(error)
    if status == 500:
        _log.error("operation failed: %s", error.message, exc_info=error)
    more = sum(max(len(error.details.get(name, ())) - MOST_ERRORS, 0) for name in _LISTS)
    hint = f"{error.hint} There are {more} more like these.".lstrip() if more else error.hint
    body = {
        "type": f"urn:sayso:problem:{error.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": _shortened(error.message, LONGEST_DETAIL),
        "code": error.code,
        "hint": _shortened(hint, LONGEST_DETAIL),
        "errors": [],
    }
    body |= error.details
    body |= {name: _first(error.details[name]) for name in _LISTS if name in error.details}
    return Answer(status, orjson.dumps(body, default=str), PROBLEM, _headers_of(error))


def _first(places: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """So many of what is wrong in places as an answer has, each in few words."""
    return [
        {name: _shortened(text, LONGEST_ERROR) for name, text in one.items()} for one in places[:MOST_ERRORS]
    ]


def _shortened(text: Any, longest: int) -> Any:
    """A text of at most so many characters; what was sent is never said back at length."""
    return f"{text[: longest - 1]}…" if isinstance(text, str) and len(text) > longest else text


def _headers_of(error: AppError) -> tuple[tuple[bytes, bytes], ...]:
    if isinstance(error, (SignInNeededError, WrongCredentialsError)):
        return ((b"www-authenticate", b'Bearer realm="sayso"'),)
    if isinstance(error, TooManyRequestsError):
        headers = {**error.standing.headers, "retry-after": str(error.standing.reset)}
        return tuple((name.encode(), value.encode()) for name, value in headers.items())
    return ()


def unexpected(error: BaseException) -> Answer:
    """The answer for what nobody foresaw: the log has the trace, the caller never sees it."""
    _log.error("unexpected error", exc_info=error)
    body = {
        "type": "urn:sayso:problem:unexpected",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "Something went wrong on our side.",
        "code": "unexpected",
        "hint": "Try again; if it happens again, look into the log of the server.",
        "errors": [],
    }
    return Answer(500, orjson.dumps(body), PROBLEM)


def stopping() -> Answer:
    """The answer for what was still under way when the server had to end."""
    body = {
        "type": "urn:sayso:problem:stopping",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "Sayso was stopped before this was done.",
        "code": "stopping",
        "hint": "Start it again, and look whether it was done.",
        "errors": [],
    }
    return Answer(503, orjson.dumps(body), PROBLEM)


def method_not_allowed(allowed: str) -> Answer:
    """The path is right, the method is not."""
    body = {
        "type": "urn:sayso:problem:method_not_allowed",
        "title": "Method Not Allowed",
        "status": 405,
        "detail": f"This address answers to {allowed}.",
        "code": "method_not_allowed",
        "hint": "",
        "errors": [],
    }
    return Answer(405, orjson.dumps(body), PROBLEM, ((b"allow", allowed.encode()),))
