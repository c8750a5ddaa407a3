"""``first column should be the due date``, ``move the price before the date``: the order of columns."""

import re

from sayso.design.offline.refine.screens import components_for
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import listed, sentence
from sayso.spec.edits import Edit, Kind, change
from sayso.spec.model import ComponentType

from .listing import (
    IN,
    WHAT,
    arranged,
    columns_of,
    labels,
    members_of,
    owners_of,
    parts_of,
    place_of,
    tables_of,
    with_columns,
)

_FIRST = (
    pattern(rf"^(?:the )?(?P<end>first|last) column (?:should be|must be|is|has to be|shows?) {WHAT}{IN}?$"),
    pattern(
        rf"^{WHAT} (?:should be|must be|as|is|has to be|should become) (?:the )?(?P<end>first|last) "
        rf"column{IN}?$"
    ),
    pattern(
        rf"^(?:put|move|show|place|have|make) {WHAT} (?:as |at |to )?(?:the )?(?:very )?(?P<end>first|"
        rf"last|front|"
        rf"start|beginning|end)(?: column| place)?{IN}$"
    ),
    pattern(
        rf"^(?:put|move|show|place|have|make) {WHAT} (?:as |to )?(?:the )?(?P<end>first|last) column{IN}?$"
    ),
)
_BESIDE = (
    pattern(
        rf"^(?:put|move|show|place|have) {WHAT} (?:column )?(?:directly |right )?(?P<side>before|after|"
        rf"(?:to the )?"
        r"(?:left|right) of|in front of|behind) (?:the )?(?P<mark>[\w' -]+?)(?: column)?(?: field)?"
        rf"{IN}?$"
    ),
)
_AHEAD = frozenset({"before", "left of", "to the left of", "in front of"})


def order_columns(clause: str, situation: Situation) -> Change | None:
    """A column that comes first, last, or beside another."""
    for ways, change_ in ((_FIRST, _first), (_BESIDE, _beside)):
        for match in filter(None, (way.match(clause) for way in ways)):
            made = change_(match, situation)
            if made is not None:
                return made
    return None


def _first(match: re.Match[str], situation: Situation) -> Change | None:
    parts = parts_of(match["what"])
    ahead = match["end"].lower() in {"first", "front", "start", "beginning"}
    for entity in owners_of(place_of(match), parts, situation):
        names = [one.name for one in members_of(parts, entity, situation)]
        for table in tables_of(entity, situation)[:1] if names else ():
            others = [name for name in columns_of(table, entity, situation) if name not in names]
            order = [*names, *others] if ahead else [*others, *names]
            where = "begins" if ahead else "ends"
            made = arranged(entity, order, situation)
            return made and Change(
                f"The list of {many(entity)} {where} with {listed(labels(names))} now.", *made
            )
    return None


def _beside(match: re.Match[str], situation: Situation) -> Change | None:
    """One value before or after another, in the list and in the form."""
    for entity in owners_of(place_of(match), [match["what"], match["mark"]], situation):
        found = members_of([match["what"], match["mark"]], entity, situation)
        if len(found) < 2 or found[0].name == found[1].name:
            continue
        name, mark = found[0].name, found[1].name
        ahead = match["side"].lower() in _AHEAD
        edits: list[Edit] = []
        for table in tables_of(entity, situation)[:1]:
            shown = columns_of(table, entity, situation)
            if mark in shown:
                edits.append(with_columns(table, _moved(shown, name, mark, ahead=ahead)))
        for form in components_for(situation.spec, ComponentType.FORM, entity.name):
            asked = form.props.get("fields")
            names = [str(one) for one in asked] if isinstance(asked, list) else []
            if name in names and mark in names:
                fields = _moved(names, name, mark, ahead=ahead)
                edits.append(change(Kind.COMPONENT, form.id, props={**form.props, "fields": fields}))
        first, second = labels([name, mark])
        told = f"{sentence(first)} of {many(entity)} comes {'before' if ahead else 'after'} {second} now."
        return Change(told, tuple(edits), focus=Focus(entity=entity.id)) if edits else None
    return None


def _moved(names: list[str], name: str, mark: str, *, ahead: bool) -> list[str]:
    others = [one for one in names if one != name]
    place = others.index(mark) + (not ahead)
    return [*others[:place], name, *others[place:]]
