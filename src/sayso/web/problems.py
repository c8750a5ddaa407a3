"""Errors as ``application/problem+json``: one place gives each its status."""

import logging
from http import HTTPStatus

import orjson

from sayso.errors import AppError, ConflictError, DeniedError, InputError, NotFoundError
from sayso.runtime.errors import (
    ApplicationChangedError,
    InvalidFieldsError,
    MalformedError,
    SignInNeededError,
    TimedOutError,
    TooLargeError,
    VersionMismatchError,
    WrongMediaTypeError,
)
from sayso.web.exchange import PROBLEM, Answer

_log = logging.getLogger(__name__)

_STATUS: tuple[tuple[type[AppError], int], ...] = (
    (SignInNeededError, 401),
    (DeniedError, 403),
    (NotFoundError, 404),
    (VersionMismatchError, 412),
    (ConflictError, 409),
    (TooLargeError, 413),
    (WrongMediaTypeError, 415),
    (InvalidFieldsError, 422),
    (MalformedError, 400),
    (InputError, 400),
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
    body = {
        "type": f"urn:sayso:problem:{error.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": error.message,
        "code": error.code,
        "hint": error.hint,
        "errors": error.details.get("errors", []),
    }
    body |= {key: value for key, value in error.details.items() if key != "errors"}
    return Answer(status, orjson.dumps(body), PROBLEM)


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
