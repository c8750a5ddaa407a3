"""Whatever goes wrong on the platform becomes a problem document, or a page where a person asked for one."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from sayso.errors import AppError, NotFoundError
from sayso.runtime.errors import FieldError, InvalidFieldsError, MalformedError
from sayso.web.exchange import Answer
from sayso.web.pages.routes import failed
from sayso.web.problems import method_not_allowed, problem, unexpected
from sayso.web.route_table import Methods
from sayso.web.strict_request import LONGEST_PART


def answer_failures(app: FastAPI) -> None:
    """Let every error of ``app``, whose routes are complete, be answered with a problem document."""
    methods = Methods(app)

    @app.exception_handler(AppError)
    async def refused(_: Request, error: AppError) -> Response:
        return as_response(problem(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        return as_response(problem(InvalidFieldsError([_place(one) for one in error.errors()])))

    @app.exception_handler(HTTPException)
    async def refused_by_the_framework(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return as_response(method_not_allowed(", ".join(methods.at(request.scope["path"]))))
        if error.status_code == HTTPStatus.NOT_FOUND and _is_for_people(request):
            return failed(request, _as_ours(error))
        return as_response(problem(_as_ours(error)))

    @app.exception_handler(ResponseValidationError)
    async def broken_promise(_: Request, error: ResponseValidationError) -> Response:
        return as_response(unexpected(error))


def as_response(answer: Answer) -> Response:
    """An answer as the framework sends it."""
    headers = {name.decode(): value.decode() for name, value in answer.headers}
    return Response(answer.body, answer.status, headers, answer.content_type.decode())


def _is_for_people(request: Request) -> bool:
    is_api = request.scope["path"].startswith("/api/")
    return not is_api and "text/html" in request.headers.get("accept", "")


def _as_ours(error: HTTPException) -> AppError:
    if isinstance(error.__cause__, AppError):
        return error.__cause__
    if error.status_code == HTTPStatus.NOT_FOUND:
        return NotFoundError("There is nothing at this address.", hint="Check the path.")
    if error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return MalformedError("The request cannot be read.", hint="Check its body and headers.")
    return AppError("Something went wrong on our side.")


def _place(error: dict[str, object]) -> FieldError:
    where = error["loc"]
    parts = [str(part)[:LONGEST_PART] for part in where] if isinstance(where, tuple) else []
    if parts and parts[0] in {"body", "query", "path"}:
        parts = parts[1:]
    return FieldError(".".join(parts), str(error["msg"]).removeprefix("Value error, "))
