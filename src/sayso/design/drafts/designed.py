"""An application for a first description: the nearest designs with what was said laid over them."""

from dataclasses import dataclass

from sayso.catalogue.types import Blueprint
from sayso.design.agents.first.completing import complete
from sayso.kit.ids import IdSource
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec

from .draft import draft
from .find import Found, found_in
from .joined import joined
from .overlay import overlaid
from .said import Said
from .stated import says_it_all, stated_in


@dataclass(frozen=True, slots=True)
class Designed:
    """An application out of the catalogue; ``blueprints`` are the designs it is made of, the first leads."""

    spec: AppSpec
    blueprints: tuple[Blueprint, ...]
    is_sure: bool


def designed(said: Said, spec: AppSpec | None, ids: IdSource) -> Designed | None:
    """What the catalogue makes of a description; none where it has nothing to add.

    ``spec`` is what a reader found stated.
    """
    stated = stated_in(spec, said) if spec is not None else None
    if stated is not None and says_it_all(stated, said):
        return None
    found = found_in(said)
    if not found:
        return None
    made = draft(found[0].blueprint, ids, found[0].chosen)
    for one in found[1:]:
        made = joined(made, draft(one.blueprint, ids, one.chosen), ids)
    understood = overlaid(made, stated, said, ids) if stated is not None else made.spec
    name = _name(found)
    whole = complete(understood, said.text, ids, name, with_rules=False, with_usual=False)
    if has_errors(check(whole)):
        whole = complete(made.spec, said.text, ids, name, with_rules=False, with_usual=False)
    return Designed(whole, tuple(one.blueprint for one in found), found[0].is_sure)


def _name(found: tuple[Found, ...]) -> str:
    first, *more = (one.blueprint.name for one in found)
    return " and ".join((first, *map(str.lower, more)))[:60]
