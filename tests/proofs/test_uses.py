"""What is published has been called, as every role, and what does not answer names the element."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import pytest

from sayso.compiler.migrations.transforms import Transform
from sayso.compiler.migrations.types import Choices
from sayso.db.database import Database
from sayso.db.gate import Gate
from sayso.proofs.service import Proofs
from sayso.proofs.types import Actor, Api, Reply
from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import ModulePlan
from sayso.runtime.query import lists
from sayso.runtime.query.groups import Grouping, Groups
from sayso.spec.model import AppSpec, Component, ComponentType, Field, FieldType
from sayso.web.inprocess import InProcess
from tests.support.visitors import BOOKS, SEES_SERVICES, salon_with_visitors


@dataclass(frozen=True)
class Candidate:
    after: AppSpec
    before: AppSpec | None = None
    transforms: tuple[Transform, ...] = ()
    reverse: tuple[Transform, ...] = ()
    choices: Choices = field(default_factory=dict)
    known: frozenset[str] = frozenset()


def with_component(spec: AppSpec, component: Component) -> AppSpec:
    return spec.model_copy(update={"components": (*spec.components, component)})


def with_field(spec: AppSpec, entity: str, added: Field) -> AppSpec:
    entities = tuple(
        one.model_copy(update={"fields": (*one.fields, added)}) if one.name == entity else one
        for one in spec.entities
    )
    return spec.model_copy(update={"entities": entities})


async def test_a_figure_that_cannot_be_worked_out_is_named(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    """The checks of specs refuse it first; here they are not asked."""
    notes = Field(id="fld_notes222", name="papers", label="Papers", type=FieldType.JSON)
    figures = Component(
        id="com_figure22",
        name="PaperFigures",
        type=ComponentType.STATS,
        entity="client",
        props={"stats": [{"label": "By paper", "op": "count", "group_by": "papers"}]},
    )
    found = await Proofs(opened, routes).examine(with_component(with_field(salon, "client", notes), figures))
    [problem] = found.diagnostics
    assert (problem.code, problem.path) == ("proof-use", "components.PaperFigures.props.stats.0")
    assert "“By paper”" in problem.message
    assert "Papers cannot be grouped by" in problem.message
    assert problem.hint


async def test_a_form_that_does_not_ask_for_what_is_needed_is_named(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    form = Component(
        id="com_form2222", name="ShortForm", type=ComponentType.FORM, entity="client",
        props={"fields": ["email"]},
    )  # fmt: skip
    found = await Proofs(opened, routes).examine(with_component(salon, form))
    [problem] = found.diagnostics
    assert (problem.code, problem.path) == ("proof-use", "components.ShortForm.props.fields")
    assert "“Name”" in problem.message


async def test_a_query_that_breaks_in_the_running_code_is_found_before_it_runs(
    opened: Database, routes: InProcess, salon: AppSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The calls go through the code that answers them later: what is broken there stops the publishing."""
    grouped = Groups.grouping

    def broken(self: Groups, name: str, date_path: str | None = None) -> Grouping:
        if name == "stylist":
            raise MalformedError("Stylist cannot be grouped by.")
        return grouped(self, name, date_path)

    monkeypatch.setattr(Groups, "grouping", broken)
    found = await Proofs(opened, routes).examine(salon)
    assert {(one.code, one.path) for one in found.diagnostics} == {
        ("proof-use", "components.AppointmentsPerStylistChart")
    }


async def test_only_what_a_changed_component_asks_for_is_called_again(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    proofs = Proofs(opened, routes)
    first = await proofs.report(Candidate(salon))
    assert first.holds
    assert first.findings.permitted["uses"] > 300
    again = await proofs.report(Candidate(salon))
    assert again.findings.permitted.total() == 0
    cards = Component(id="com_cards222", name="Cards", type=ComponentType.CARDS, entity="service")
    changed = await proofs.report(Candidate(with_component(salon, cards)))
    assert changed.holds
    assert changed.proved == ()
    assert set(changed.findings.permitted) == {"uses"}
    assert 0 < changed.findings.permitted["uses"] < first.findings.permitted["uses"] / 2


@dataclass(frozen=True)
class Asked:
    """A call as the routes heard it."""

    role: str
    method: str
    path: str
    parameters: tuple[tuple[str, str], ...]

    def has(self, *starts: str) -> bool:
        """Whether every one of these begins a parameter."""
        return all(any(name.startswith(start) for name, _ in self.parameters) for start in starts)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """All that proofs ask of the routes, by the role that asks."""
    found: list[Asked] = []
    over = InProcess.over

    def listening(self: InProcess, plan: ModulePlan, gate: Gate, actors: Sequence[Actor]) -> Api:
        api = over(self, plan, gate, actors)

        async def call(actor: Actor | None, method: str, path: str, body: object = None) -> Reply:
            at = urlsplit(path)
            role = actor.role if actor else ""
            found.append(Asked(role, method, at.path, tuple(parse_qsl(at.query, keep_blank_values=True))))
            return await api(actor, method, path, body)

        return call

    monkeypatch.setattr(InProcess, "over", listening)
    return found


async def test_every_way_to_use_a_list_is_called_as_every_role_that_may(
    opened: Database, routes: InProcess, heard: list[Asked]
) -> None:
    """Visitors who are not signed in as well; an import and an export are for those who are."""
    salon = salon_with_visitors(SEES_SERVICES, BOOKS)
    found = await Proofs(opened, routes).examine(salon)
    assert found.holds, found.diagnostics
    readers = {"clients": {"owner", "stylist"}, "appointments": {"owner", "stylist"},
               "services": {"owner", "stylist", "visitor"}}  # fmt: skip

    def roles(method: str, path: str, *starts: str) -> set[str]:
        return {one.role for one in heard if (one.method, one.path) == (method, path) and one.has(*starts)}

    for collection, may in readers.items():
        at = f"/api/{collection}"
        (entity,) = (one for one in salon.entities if at.startswith(f"/api/{one.name}"))
        for each in entity.fields:
            assert may <= roles("GET", at, f"filter[{each.name}]"), each.name
        assert may <= roles("GET", at, "q"), "a search"
        assert may <= roles("GET", at, "filter[", "q", "sort"), "a saved view"
        assert may - {"visitor"} <= roles("GET", f"{at}/export.csv")
    assert roles("POST", "/api/clients/import") == {"owner", "stylist"}
    assert roles("POST", "/api/services/import") == {"owner"}
    assert roles("POST", "/api/appointments/import") == {"owner", "stylist"}
    assert {"owner", "stylist", "visitor"} <= roles("POST", "/api/appointments"), "a form"
    assert {"owner", "stylist"} <= roles("GET", "/api/appointments/stats", "measures", "group_by"), "a board"
    moved = {one.role for one in heard if one.method == "POST" and "/transitions/" in one.path}
    assert {"owner", "stylist"} <= moved, "a move on a board"


async def test_a_saved_view_that_breaks_is_named(
    opened: Database, routes: InProcess, salon: AppSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a filter, a search and an order work each for itself, and not in one call."""
    read = lists.read_list_request

    def broken(parameters: Sequence[tuple[str, str]]) -> lists.ListRequest:
        names = [name for name, _ in parameters]
        if "q" in names and "sort" in names and any("[" in name for name in names):
            raise MalformedError("This cannot be asked for at once.")
        return read(parameters)

    monkeypatch.setattr("sayso.runtime.records.read_list_request", broken)
    found = await Proofs(opened, routes).examine(salon)
    assert {(one.code, one.path) for one in found.diagnostics} >= {("proof-use", "entities.client")}
    assert any("a saved view of clients" in one.message for one in found.diagnostics)
