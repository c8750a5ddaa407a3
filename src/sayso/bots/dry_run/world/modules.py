"""``modules.sayso`` of a case: answers as the data API does, over made-up rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

import orjson

from sayso.bots.dry_run.world.figures import figures
from sayso.bots.dry_run.world.filters import Looking
from sayso.bots.dry_run.world.shapes import EntityShape, ModuleShape
from sayso.bots.dry_run.world.store import Row, Store
from sayso.devloop.programs.grants import ModuleGrant, demand_granted
from sayso.errors import AppError, ConflictError, DeniedError, InputError, NotFoundError
from sayso.runtime.errors import InvalidFieldsError, MalformedError
from sayso.runtime.values.body import did_you_mean
from sayso.sandbox.types import ServiceAnswer, ServiceRequest
from sayso.spec.model import Action

_STATUS: tuple[tuple[type[AppError], int], ...] = (
    (DeniedError, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (InvalidFieldsError, 422),
    (InputError, 400),
)
_PAGE, _LARGEST_PAGE, _MOST_AT_ONCE = 20, 200, 1000
_VERBS = {Action.READ: "see", Action.CREATE: "create", Action.UPDATE: "change", Action.DELETE: "delete"}


class MadeUpModules:
    """The applications of a case."""

    def __init__(
        self,
        shapes: Mapping[str, ModuleShape],
        grants: Sequence[ModuleGrant],
        store: Store,
        reports: Mapping[tuple[str, str], list[Row]],
        now: datetime,
    ) -> None:
        self._shapes = shapes
        self._grants = {one.slug: one for one in grants}
        self._store = store
        self._reports = reports
        self._now = now

    async def answer(self, request: ServiceRequest) -> ServiceAnswer:
        """What a bot is answered."""
        try:
            status, said = self._answer(request)
        except AppError as error:
            status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
            said = {"detail": error.message, "code": error.code, "hint": error.hint, "status": status}
        return ServiceAnswer(status, b"" if said is None else orjson.dumps(said, default=str))

    def _answer(self, request: ServiceRequest) -> tuple[int, Any]:
        place, _, query = request.path.partition("?")
        slug, *parts = [unquote(part) for part in place.lstrip("/").split("/")]
        grant, module = self._grants.get(slug), self._shapes.get(slug)
        if grant is None:
            known = ", ".join(sorted(self._grants)) or "none"
            raise DeniedError(
                f"This program does not read the application “{slug[:60]}”.",
                hint=f"Applications that it reads: {known}.",
            )
        if module is None:
            raise NotFoundError(f"There is no application “{slug[:60]}” here.")
        parameters = parse_qsl(query, keep_blank_values=True)
        if parts[:1] == ["reports"] and len(parts) == 2:
            return 200, {"name": parts[1], "rows": self._report(module, parts[1])}
        entity = module.entity(parts[0] if parts else "")
        if entity is None:
            name = parts[0] if parts else ""
            collections = [one.collection for one in module.entities.values()]
            raise NotFoundError(f'There is no "{name[:60]}" here.{did_you_mean(name, collections)}')
        return _Call(self, request, grant, module, entity).answered(parts[1:], parameters)

    def _report(self, module: ModuleShape, name: str) -> list[Row]:
        if name not in module.reports:
            raise NotFoundError(f'There is no report "{name[:60]}".')
        return self._reports.get((module.slug, name), [])

    @property
    def store(self) -> Store:
        """Its rows."""
        return self._store

    @property
    def now(self) -> datetime:
        """The time of the case."""
        return self._now


class _Call:
    """One call about one entity."""

    def __init__(
        self,
        world: MadeUpModules,
        request: ServiceRequest,
        grant: ModuleGrant,
        module: ModuleShape,
        entity: EntityShape,
    ) -> None:
        self._store = world.store
        self._request = request
        self._grant = grant
        self._module = module
        self._entity = entity
        self._looking = Looking(world.store, module, entity, world.now)

    def answered(self, parts: list[str], parameters: list[tuple[str, str]]) -> tuple[int, Any]:
        method, store, at = self._request.method, self._store, (self._module, self._entity)
        match method, parts:
            case "GET", []:
                self._demand(Action.READ)
                return 200, self._page(parameters)
            case "GET", ["stats"]:
                self._demand(Action.READ)
                rows = self._looking.rows(parameters)
                return 200, {"items": figures(self._looking, self._entity, rows, dict(parameters))}
            case "GET", [row_id]:
                self._demand(Action.READ)
                return 200, self._shown(store.get(*at, row_id))
            case "POST", []:
                self._demand(Action.CREATE)
                return 201, self._once(lambda: self._shown(store.create(*at, self._body())))
            case "POST", ["bulk"]:
                self._demand(Action.CREATE)
                return 201, self._once(self._bulk)
            case "PATCH", [row_id]:
                self._demand(Action.UPDATE)
                return 200, self._shown(store.update(*at, row_id, self._body()))
            case "POST", [row_id, "transitions", name]:
                self._demand(Action.UPDATE)
                return 200, self._shown(store.move(*at, row_id, name))
            case "DELETE", [row_id]:
                self._demand(Action.DELETE)
                store.delete(*at, row_id)
                return 204, None
        raise NotFoundError("There is no such call in a case.", hint="Use ctx.rows.")

    def _demand(self, action: Action) -> None:
        demand_granted(self._grant, self._module.name, self._entity.collection, self._entity.names, action)
        if action.value not in self._entity.actions:
            raise DeniedError(f"Your role may not {_VERBS[action]} this {self._entity.label.lower()}.")

    def _page(self, parameters: list[tuple[str, str]]) -> dict[str, Any]:
        wanted = dict(parameters)
        rows = self._looking.sorted(self._looking.rows(parameters), wanted.get("sort") or "-created_at")
        size, start = _whole(wanted, "page_size", _PAGE), _whole(wanted, "cursor", 0)
        if not 1 <= size <= _LARGEST_PAGE:
            raise MalformedError(f"page_size is 1 to {_LARGEST_PAGE}.")
        after = start + size
        page = {"page_size": size, "next_cursor": str(after) if after < len(rows) else None}
        return {"items": [self._shown(row) for row in rows[start:after]], "page": page}

    def _bulk(self) -> dict[str, Any]:
        body = self._body()
        items = body.get("items") if isinstance(body, dict) else None
        if not isinstance(items, list) or not 1 <= len(items) <= _MOST_AT_ONCE:
            raise MalformedError(f'The body must be {{"items": […]}} with 1 to {_MOST_AT_ONCE} rows.')
        made = [self._store.create(self._module, self._entity, item) for item in items]
        return {"items": [self._shown(row) for row in made]}

    def _once(self, make: Any) -> Any:
        key = next((v for k, v in self._request.headers.items() if k.lower() == "idempotency-key"), "")
        known = self._store.once(key)
        if known is None:
            known = make()
            self._store.keep(key, known)
        return known

    def _shown(self, row: Row) -> Row:
        return self._store.shown(self._module, self._entity, row)

    def _body(self) -> Any:
        try:
            return orjson.loads(self._request.body)
        except ValueError:
            raise MalformedError("The body is no JSON.") from None


def _whole(wanted: Mapping[str, str], name: str, otherwise: int) -> int:
    text = wanted.get(name) or str(otherwise)
    if not text.isdecimal():
        raise MalformedError(f"{name} is a number.")
    return int(text)
