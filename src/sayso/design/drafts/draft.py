"""The AppSpec of a blueprint, by the reader that reads what models answer."""

from dataclasses import dataclass

from sayso.catalogue.described import Chosen, described
from sayso.catalogue.types import Blueprint
from sayso.design.agents.execution import Carrier
from sayso.design.agents.first.defaults import complete, parts_of
from sayso.design.agents.first.description_items import described_items
from sayso.design.agents.language.edit_context import Making
from sayso.kit.ids import IdSource
from sayso.kit.words import singular
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.edits import empty_spec
from sayso.spec.edits.tree import changed
from sayso.spec.model import AppSpec

from .shown import as_written
from .start import with_start

_UNCOUNTED = frozenset({"stock", "inventory", "work", "housekeeping", "care", "CRM", "feedback", "support"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An application out of the catalogue: what was understood of it, without the pages that follow by rule.

    ``problems`` are faults of the blueprint: a sound one has none.
    """

    spec: AppSpec
    blueprint: Blueprint
    problems: tuple[Diagnostic, ...] = ()


def why_of(blueprint: Blueprint) -> str:
    """Why a part is there that nobody spoke of."""
    return f"Usual in {in_text(blueprint)}."


def in_text(blueprint: Blueprint) -> str:
    """A design as it is called within a sentence: ``a tool library``, ``stock keeping``."""
    first, *more = blueprint.name.split()
    plain = " ".join([first if first[1:2].isupper() else first.lower(), *more])
    last = plain.rsplit(maxsplit=1)[-1]
    if singular(last) != last or last.endswith(("ing", "ment", "ance", "ence")) or last in _UNCOUNTED:
        return plain
    return f"{'an' if plain[:1].lower() in 'aeiou' else 'a'} {plain}"


def draft(blueprint: Blueprint, ids: IdSource, chosen: Chosen = Chosen()) -> Draft:  # noqa: B008 - it is frozen
    """The design of a blueprint, all of it assumed."""
    empty = empty_spec()
    why = why_of(blueprint)
    carrier = Carrier(empty, ids, lambda *_: None, why=why)
    left = carrier.take(described_items(described(blueprint, chosen), empty))
    problems = [*carrier.faults, *(problem for one in left for problem in one.problems)]
    spec = changed(carrier.spec, name=blueprint.name, description=blueprint.about)
    parts = parts_of(spec, "", ids)
    spec, more = with_start(spec, blueprint, Making(spec, ids), parts, why)
    return Draft(spec, blueprint, (*problems, *more))


def whole(made: Draft, ids: IdSource) -> AppSpec:
    """The draft with everything that follows by rule."""
    spec = complete(made.spec, "", ids, made.blueprint.name, with_rules=False, with_usual=False)
    return as_written(spec, (made.blueprint,)) if spec is not made.spec else spec
