"""What is published has been called, as every role, and what does not answer names the element."""

from dataclasses import dataclass, field

import pytest

from sayso.compiler.migrations.transforms import Transform
from sayso.compiler.migrations.types import Choices
from sayso.db.database import Database
from sayso.proofs.service import Proofs
from sayso.runtime.errors import MalformedError
from sayso.runtime.query.groups import Grouping, Groups
from sayso.spec.model import AppSpec, Component, ComponentType, Field, FieldType
from sayso.web.inprocess import InProcess


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
