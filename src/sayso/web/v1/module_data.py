"""Rows of a module for whoever is signed in at the platform: its own data API, in the role they have."""

from typing import Annotated, ClassVar

from fastapi import APIRouter, Path, Request, Response
from starlette.types import Receive, Scope, Send

from sayso.errors import ConflictError, NotFoundError
from sayso.identity.people.admission import Visitor
from sayso.identity.permissions import Permission
from sayso.identity.principal import PrincipalKind
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.registry import Registry
from sayso.runtime.types import Module
from sayso.web.body_limits import FILE, takes
from sayso.web.cross_site import SAFE_METHODS
from sayso.web.exchange import Answer, Exchange
from sayso.web.guard import GuardedRoute
from sayso.web.origin.session import ROLE_HEADER, visitor_of
from sayso.web.services import Services
from sayso.web.strict_request import IS_HEAD
from sayso.web.v1.access import Known, Target

_ELSEWHERE = frozenset({"session/role", "session/token"})
"""Calls that leave a cookie or a token, which are good at the module's own address alone."""
_PROBLEMS = {"x-problems": [405, 409, 412, 413, 415]}
_ANY = {"content": {"application/json": {"schema": {}}}, "description": "As the module answers."}
DataPath = Annotated[str, Path(max_length=400)]


class RowsRoute(GuardedRoute):
    """A route whose parameters the data API of the module reads."""

    passes_parameters_on: ClassVar[bool] = True


router = APIRouter(prefix="/modules/{slug}/data", route_class=RowsRoute)


class Passed(Response):
    """An answer of the data API, as it is."""

    def __init__(self, answer: Answer, *, head_only: bool) -> None:
        super().__init__(status_code=answer.status)
        self._answer = answer
        self._head_only = head_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        del scope, receive
        await self._answer.send(send, head_only=self._head_only)


@router.get("/{data_path:path}", response_class=Response, responses={200: _ANY}, openapi_extra=_PROBLEMS)
async def read_rows(services: Known, target: Target, request: Request, data_path: DataPath) -> Response:
    """Read rows of a module: lists, single rows, figures, exports, the session.

    What follows `data/` is what follows `/api/` at the module's own address, with the same parameters.
    """
    return await _answer(services, target, request, data_path)


@router.post(
    "/{data_path:path}",
    response_class=Response,
    responses={200: _ANY, 201: _ANY},
    openapi_extra=_PROBLEMS,
)
@takes(FILE)
async def add_rows(services: Known, target: Target, request: Request, data_path: DataPath) -> Response:
    """Add rows to a module, import a file, send an upload, move a row along."""
    return await _answer(services, target, request, data_path)


@router.patch("/{data_path:path}", response_class=Response, responses={200: _ANY}, openapi_extra=_PROBLEMS)
@takes(FILE)
async def change_row(services: Known, target: Target, request: Request, data_path: DataPath) -> Response:
    """Change a row of a module, or the settings of the module."""
    return await _answer(services, target, request, data_path)


@router.put("/{data_path:path}", response_class=Response, responses={200: _ANY}, openapi_extra=_PROBLEMS)
@takes(FILE)
async def replace_related_rows(
    services: Known, target: Target, request: Request, data_path: DataPath
) -> Response:
    """Replace what a row of a module is related to."""
    return await _answer(services, target, request, data_path)


@router.delete(
    "/{data_path:path}",
    response_class=Response,
    status_code=204,
    responses={204: {"description": "It is gone."}},
    openapi_extra=_PROBLEMS,
)
async def delete_row(services: Known, target: Target, request: Request, data_path: DataPath) -> Response:
    """Delete a row of a module; it can be brought back."""
    return await _answer(services, target, request, data_path)


async def _answer(services: Services, target: Target, request: Request, path: str) -> Response:
    """What the module itself answers to this person."""
    module, me = target.module, target.me
    if me.kind is PrincipalKind.KEY and request.method not in SAFE_METHODS:
        me.demand(Permission.DATA_WRITE)
    if path in _ELSEWHERE:
        raise NotFoundError("There is no such call here.", hint="Call it at the module's own address.")
    await _demand_served(services.registry, module)
    scope = {**request.scope, "path": f"/api/{path}"}
    exchange = Exchange(scope, request.receive, services.settings)

    async def admit(runtime: ModuleRuntime) -> Visitor:
        return await visitor_of(services.admissions, runtime, me.user_id, exchange.header(ROLE_HEADER))

    answer = await services.origin.answer_known(module.slug, exchange, admit)
    return Passed(answer, head_only=bool(getattr(request.state, IS_HEAD, False)))


async def _demand_served(registry: Registry, module: Module) -> None:
    """Refuse modules whose rows nobody can reach just now."""
    runtime = await registry.runtime(module.slug)
    if runtime is None or runtime.plan.module.id != module.id:
        raise ConflictError(
            f"{module.name} is not running, so its rows cannot be reached.",
            hint="Publish it, or restore it if it is archived.",
        )
