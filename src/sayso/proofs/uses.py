"""What is published has been called: every list, filter, search, view, figure, report, file, as every role.

The calls are those that the components of the application make, and they go through the routes and the
queries that answer them once it runs. Many conditions travel in one call; where a call is refused, each of
its parts is asked for by itself, so that what is found names the element.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from sayso.proofs.scene import Scene
from sayso.proofs.truth import StoredRow
from sayso.proofs.types import Actor, Reply
from sayso.runtime.plan import CollectionPlan, Column
from sayso.runtime.query.filters import MOST_FILTERS
from sayso.spec.endpoints import EndpointCall
from sayso.spec.model import (
    NUMBER_TYPES,
    PROPS_OF,
    Action,
    Component,
    ComponentType,
    EndpointAuth,
    FieldType,
    FilterBy,
    Model,
    Operator,
)
from sayso.spec.model.component_props import (
    CalendarProps,
    CardsProps,
    ChartProps,
    KanbanProps,
    StatsProps,
    TableProps,
)
from sayso.spec.query import CLOCKED, TYPES_OF, UNORDERED, Condition, Order

KIND = "uses"
CODE = "proof-use"
_MOST_SORTED = 5
_SAMPLES: dict[FieldType, str] = {
    FieldType.BOOLEAN: "true", FieldType.DATE: "2026-01-02", FieldType.DATETIME: "2026-01-02T03:04:05Z",
    FieldType.TIME: "03:04", FieldType.UUID: "00000000-0000-4000-8000-000000000000",
    **dict.fromkeys(NUMBER_TYPES, "1"),
}  # fmt: skip

Parameters = tuple[tuple[str, str], ...]
_UNCOUNTED: Parameters = (("count", "false"),)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a call asks for on behalf of an element; ``said`` is what people call that."""

    path: str
    said: str
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the data API: its address, what it is for, and what it asks for."""

    address: str
    path: str
    said: str
    parts: tuple[Part, ...] = ()
    parameters: Parameters = ()

    @property
    def url(self) -> str:
        """The address with all parameters."""
        given = [*self.parameters, *(pair for part in self.parts for pair in part.parameters)]
        return f"{self.address}?{urlencode(given)}" if given else self.address

    def apart(self) -> "Iterator[Call]":
        """A call for each part."""
        for part in self.parts:
            yield replace(self, path=part.path, said=part.said, parts=(part,))


async def prove_uses(scene: Scene, entities: Sequence[str]) -> None:
    """Ask for everything that is shown of these entities, as each role that may read them."""
    for entity in entities:
        readers = [a for a in scene.people.acting if scene.index.grants(a.role, entity, Action.READ)]
        for place, actor in enumerate(readers):
            await _Uses(scene, actor, entity).call(thoroughly=place == 0)
        for actor in readers:
            if not actor.scope.is_anonymous and scene.index.grants(actor.role, entity, Action.CREATE):
                await _Uses(scene, actor, entity).bring_back()


class _Uses:
    """The calls of one role about one entity."""

    def __init__(self, scene: Scene, actor: Actor, entity: str) -> None:
        self._scene = scene
        self._actor = actor
        self._plan: CollectionPlan = scene.plan.by_entity[entity]
        self._address = scene.collection(entity)
        self._path = f"entities.{entity}"
        stored = scene.truth.stored[entity]
        self._row: StoredRow | None = next(
            (stored[key] for key in sorted(scene.truth.readable(actor, entity))), None
        )

    async def call(self, *, thoroughly: bool) -> None:
        """Every call: each column is filtered by, and ``thoroughly`` each kind of column in every way."""
        met: set[object] = set() if thoroughly else {*FieldType}
        parts: list[Part] = []
        for column in self._plan.columns.values():
            parts += self._filters(column, thoroughly=column.type not in met)
            met.add(column.type)
        parts += self._related()
        calls = [
            Call(
                self._address, self._path, "the list", tuple(parts[start : start + MOST_FILTERS]), _UNCOUNTED
            )
            for start in range(0, len(parts), MOST_FILTERS)
        ]
        calls += [
            self._searched(),
            self._saved_view(),
            *self._components(),
            *self._of_a_row(),
            *self._endpoints(),
        ]
        await self._all(calls)
        if thoroughly:
            await self._sorted()

    async def _all(self, calls: Sequence[Call]) -> None:
        """Make all calls; only where some are refused it is seen which, and which of their parts."""
        async with self._scene.stage.gate.trial():
            replies = [await self._scene.api(self._actor, "GET", call.url) for call in calls]
        if all(reply.is_done for reply in replies):
            self._scene.findings.permitted[KIND] += sum(max(len(call.parts), 1) for call in calls)
            return
        for call in calls:
            await self._one(call)

    async def _one(self, call: Call) -> None:
        reply = await self._scene.ask(self._actor, "GET", call.url)
        if reply.is_done:
            self._scene.findings.permitted[KIND] += max(len(call.parts), 1)
            return
        found = False
        for part in call.apart() if len(call.parts) > 1 else ():
            alone = await self._scene.ask(self._actor, "GET", part.url)
            if not alone.is_done:
                found = True
                self._fail(part.path, part.said, alone)
        if not found:
            only = call.parts[0] if len(call.parts) == 1 else call
            self._fail(only.path, only.said, reply)

    def _fail(self, path: str, said: str, reply: Reply) -> None:
        self._scene.findings.fail(
            CODE,
            path,
            f"As “{self._actor.role}”, {said} of {self._plan.label_plural.lower()} does not answer "
            f"({reply.status}): {reply.detail}",
            "Take it away, or choose another field for it; nothing was published.",
        )

    def _filters(self, column: Column, *, thoroughly: bool) -> Iterator[Part]:
        """The ways in which people filter by a column."""
        said = f"the filter on “{column.label}”"
        path = self._path if column.origin == "system" else f"{self._path}.fields.{column.name}"
        for op, value in self._conditions(column):
            yield Part(path, said, ((f"filter[{column.name}][{op}]", value),))
            if not thoroughly:
                return

    def _conditions(self, column: Column) -> Iterator[tuple[str, str]]:
        value = self._value(column)
        yield Operator.IS_NULL, "false"
        asked = {Operator.BETWEEN: f"{value},{value}", **dict.fromkeys(CLOCKED, "")}
        for op in Operator:
            if op is not Operator.IS_NULL and column.type in TYPES_OF[op]:
                yield op, asked.get(op, value)

    def _value(self, column: Column) -> str:
        """A value of the column that a row has, else one of its kind."""
        found = (self._row or {}).get(column.stored)
        if isinstance(found, list):
            found = next(iter(found), None)
        if found is None or isinstance(found, dict):
            return column.options[0][0] if column.options else _SAMPLES.get(column.type, "a")
        return str(found).lower() if isinstance(found, bool) else str(found)[:80].replace(",", " ")

    def _related(self) -> Iterator[Part]:
        for name in self._plan.sets:
            for op, value in (("is_null", "false"), ("has", _SAMPLES[FieldType.UUID])):
                said = f"the filter on “{name}”"
                yield Part(f"{self._path}.{name}", said, ((f"filter[{name}][{op}]", value),))

    def _searched(self) -> Call:
        """A search, with all that a list may show of others."""
        expand = ",".join((*self._plan.parents, *self._plan.sets))
        return Call(self._address, self._path, "the search", (), (("q", "a b"), ("expand", expand)))

    def _saved_view(self) -> Call:
        """What people keep under a name: filters of several columns, a search and an order, all in one."""
        filters = [
            pair
            for column in self._plan.columns.values()
            for part in self._filters(column, thoroughly=False)
            for pair in part.parameters
        ]
        order = [name for name, column in self._plan.columns.items() if column.type not in UNORDERED]
        kept = (("q", "a b"), ("sort", ",".join(order[:_MOST_SORTED])), *_UNCOUNTED)
        return Call(self._address, self._path, "a saved view", (), (*filters[:MOST_FILTERS], *kept))

    def _of_a_row(self) -> Iterator[Call]:
        if self._row is None:
            return
        at = f"{self._address}/{self._row['id']}"
        yield Call(at, self._path, "a record", (), (("expand", ",".join(self._plan.parents)),))
        if self._plan.flow is not None:
            yield Call(f"{at}/transitions", f"flows.{self._plan.name}", "the moves of a record")
        if not self._actor.scope.is_anonymous:
            yield Call(f"{at}/history", self._path, "the history of a record")
            yield Call(f"{self._address}/export.csv", self._path, "the export")

    async def _sorted(self) -> None:
        """Every order, and where the next page goes on from there."""
        names = [name for name, column in self._plan.columns.items() if column.type not in UNORDERED]
        names += list(self._plan.parents)
        for start in range(0, len(names), _MOST_SORTED):
            some = names[start : start + _MOST_SORTED]
            wanted = ",".join(f"{'-' if place % 2 else ''}{name}" for place, name in enumerate(some))
            order = (("sort", wanted), ("page_size", "1"), ("count", "false"))
            call = Call(self._address, self._path, f"the order by {', '.join(some)}", (), order)
            reply = await self._scene.ask(self._actor, "GET", call.url)
            if not reply.is_done:
                self._fail(call.path, call.said, reply)
                continue
            cursor = reply.data["page"]["next_cursor"]
            if cursor is not None:
                await self._one(replace(call, parameters=(*order, ("cursor", cursor))))

    async def bring_back(self) -> None:
        """Take all rows out as a file, and bring that file in again: rows that the role may not add are told
        of one by one, and the file as a whole is taken."""
        if self._row is None or not self._shows_what_is_written(self._row):
            return
        given = await self._scene.ask(self._actor, "GET", f"{self._address}/export.csv")
        if not given.is_done:
            return
        address = f"{self._address}/import?partial=true"
        taken = await self._scene.ask(self._actor, "POST", address, given.data)
        if taken.is_done:
            self._scene.findings.permitted[KIND] += 1
        else:
            self._fail(self._path, "the import", taken)

    def _shows_what_is_written(self, row: StoredRow) -> bool:
        """Whether the actor's file has a column that an import takes."""
        return any(
            self._scene.truth.may_field(
                self._actor, Action.READ, self._plan.name, row, column.link.name if column.link else name
            )
            for name, column in self._plan.written.items()
        )

    def _components(self) -> Iterator[Call]:
        """What each component asks for, and each report, whether a chart shows it or not."""
        for component in self._scene.index.spec.components:
            if component.entity == self._plan.name:
                yield from self._component(
                    component, PROPS_OF[component.type].model_validate(component.props)
                )
        for report in self._scene.index.spec.reports:
            if report.entity != self._plan.name:
                continue
            path, said = f"reports.{report.name}", f"the report “{report.title}”"
            for name in self._charts(report.name):
                path, said = f"components.{name}", f"the chart “{name}” (“{report.title}”)"
            address = f"/api/reports/{report.name}"
            yield Call(address, path, said)
            yield Call(address, path, said, (), (("from", "2026-01-01"), ("to", "2026-12-31")))

    def _endpoints(self) -> Iterator[Call]:
        """The endpoints that give rows, as those for whom they are."""
        for found in self._scene.plan.endpoints:
            auth, role = found.endpoint.auth, self._actor.role
            if found.entity != self._plan.name or (
                auth is EndpointAuth.ADMIN and role != self._scene.index.widest_role
            ):
                continue
            if self._actor.scope.is_anonymous and auth is not EndpointAuth.PUBLIC:
                continue
            path = f"endpoints.{found.endpoint.method.value} {found.endpoint.path}"
            if found.call is EndpointCall.LIST:
                yield Call(found.address, path, f"the endpoint {found.endpoint.path}")
            elif found.call is EndpointCall.READ and self._row is not None:
                address = "/".join((*found.address.split("/")[:-1], str(self._row["id"])))
                yield Call(address, path, f"the endpoint {found.endpoint.path}")

    def _charts(self, report: str) -> Iterator[str]:
        for component in self._scene.index.spec.components:
            if component.type is ComponentType.CHART:
                props = ChartProps.model_validate(component.props)
                if props.report == report:
                    yield component.name

    def _component(self, component: Component, props: Model) -> Iterator[Call]:
        path = f"components.{component.name}"
        said = f"the {component.type.value} “{component.name}”"
        match props:
            case TableProps():
                order = ",".join(str(Order.of(key)) for key in props.sort)
                more = _conditions(props.filters) + ((("sort", order),) if order else ())
                yield Call(self._address, path, said, (), (*more, ("page_size", str(props.page_size))))
            case CardsProps():
                yield Call(self._address, path, said, (), _conditions(props.filters))
            case StatsProps():
                for number, stat in enumerate(props.stats):
                    measure = f"{stat.op}:{stat.field}" if stat.field else stat.op
                    grouped = (("group_by", stat.group_by),) if stat.group_by else ()
                    yield Call(
                        f"{self._address}/stats",
                        f"{path}.props.stats.{number}",
                        f"the figure “{stat.label}”",
                        (),
                        (("measures", measure), *grouped, *_conditions(stat.filters)),
                    )
            case KanbanProps():
                measures = f"count,sum:{props.sum}" if props.sum else "count"
                by = (("measures", measures), ("group_by", props.group_by))
                yield Call(f"{self._address}/stats", path, said, (), by)
                empty = ((f"filter[{props.group_by}][is_null]", "true"), ("sort", "-updated_at"))
                yield Call(self._address, path, said, (), empty)
            case CalendarProps():
                yield from (Call(self._address, path, said, (), within) for within in _spans(props))
            case _:
                return


def _spans(props: CalendarProps) -> Iterator[Parameters]:
    """The entries of a month, and those that began before it."""
    first = date(2026, 1, 1)
    last = first + timedelta(days=41)
    yield ((f"filter[{props.start}][between]", f"{first},{last}"), ("sort", props.start))
    if props.end is not None:
        yield ((f"filter[{props.start}][lt]", str(first)), (f"filter[{props.end}][gte]", str(first)))


def _conditions(filters: Iterable[FilterBy]) -> Parameters:
    wanted = [Condition.of(fixed) for fixed in filters]
    return tuple((f"filter[{one.path}][{one.op}]", one.value) for one in wanted)
