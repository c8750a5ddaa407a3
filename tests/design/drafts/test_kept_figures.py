"""What was said of steps and things changes a design without making its figures count something else."""

from functools import cache
from typing import Any

from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec, ComponentType

STEPS = "An online shop for lamps. Orders go from placed to paid to sent."
OWN_STEPS = "An online shop for lamps. Orders go from new to wrapped to gone."


@cache
def application(text: str) -> AppSpec:
    return read_wish(Wish(text, empty_spec(), SeededIds(2))).spec


def props(spec: AppSpec, kind: ComponentType) -> list[dict[str, Any]]:
    """The properties of the components of a type that come from the design."""
    found: list[dict[str, Any]] = [
        dict(one.props) for one in spec.components if one.type is kind and one.assumed
    ]
    return found


def stats(spec: AppSpec) -> dict[str, Any]:
    return {
        stat["label"]: stat["filters"] for one in props(spec, ComponentType.STATS) for stat in one["stats"]
    }


def lists(spec: AppSpec) -> dict[str, Any]:
    return {one["title"]: one["filters"] for one in props(spec, ComponentType.LIST) if "title" in one}


def test_a_list_is_headed_as_its_design_says() -> None:
    assert "To pack" in lists(application("online shop"))


def test_figures_keep_conditions_on_steps_that_are_there() -> None:
    spec = application(STEPS)
    assert not has_errors(check(spec))
    assert stats(spec)["To pack"] == [{"field": "status", "op": "eq", "value": "paid"}]
    assert lists(spec)["To pack"] == [{"field": "status", "op": "eq", "value": "paid"}]
    assert "Sales this month" in stats(spec)


def test_figures_of_steps_that_are_gone_are_left_out() -> None:
    spec = application(OWN_STEPS)
    assert not has_errors(check(spec))
    assert not {"To pack", "Waiting for payment"} & {*stats(spec), *lists(spec)}
    assert "Sales this month" in stats(spec)
    assert all(report.title != "Returns per month" for report in spec.reports)


def test_what_a_trade_also_calls_so_is_kept_once() -> None:
    spec = application("An online shop. A product has a price. An article has a colour and a weight.")
    names = {entity.name for entity in spec.entities}
    assert "article" not in names
    product = next(entity for entity in spec.entities if entity.name == "product")
    assert {"colour", "weight"} <= {field.name for field in product.fields}
