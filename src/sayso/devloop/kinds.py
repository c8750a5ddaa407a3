"""Built-in kinds of component that come closest to a part somebody would like to have written."""

import re
from dataclasses import dataclass

from sayso.design.knowledge.load import load
from sayso.kit.words import singular
from sayso.spec.model import ComponentType

_USUAL = (ComponentType.CARDS, ComponentType.TABLE)
_SHOWS: dict[ComponentType, str] = {
    ComponentType.CARDS: "cards, one for each row",
    ComponentType.TABLE: "a table that sorts, filters and edits rows",
    ComponentType.LIST: "a plain list of rows",
    ComponentType.KANBAN: "a board with a column for each state or choice, where rows are dragged",
    ComponentType.CALENDAR: "a calendar of rows that have a date",
    ComponentType.CHART: "a chart of a report",
    ComponentType.STATS: "figures, such as counts and sums",
    ComponentType.DETAIL: "one row with everything about it",
    ComponentType.FORM: "a form to fill in",
    ComponentType.FILTERS: "filters for the lists of a page",
    ComponentType.DASHBOARD: "several parts together",
}
_WORDS: dict[ComponentType, str] = {
    ComponentType.CARDS: "card tile gallery grid picture photo",
    ComponentType.TABLE: "table spreadsheet sheet matrix column",
    ComponentType.LIST: "list feed",
    ComponentType.KANBAN: "board kanban lane stage column drag",
    ComponentType.CALENDAR: "calendar timeline schedule week month agenda planner date gantt",
    ComponentType.CHART: "chart graph diagram trend bar pie line curve",
    ComponentType.STATS: "number figure count total sum gauge score calculator",
    ComponentType.DETAIL: "profile detail sheet document",
    ComponentType.FORM: "form wizard input questionnaire",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A built-in kind, and what it shows in words."""

    type: ComponentType
    shows: str


def closest_kinds(asked: str, most: int = 2) -> tuple[Kind, ...]:
    """The built-in kinds closest to what was asked for, best first; always at least one."""
    said = " ".join(_words(asked))
    parts = load("custom").get("part", ())
    known = [
        (len(word), tuple(ComponentType(kind) for kind in part["like"]))
        for part in parts
        for word in part["words"]
        if f" {' '.join(_words(word))} " in f" {said} "
    ]
    like = max(known, key=lambda one: one[0])[1] if known else _by_words(said)
    return tuple(Kind(kind, _SHOWS[kind]) for kind in like[:most])


def refusal(asked: str) -> str:
    """Says that no model is there to write this, and what could be shown without one."""
    kinds = " or ".join(kind.shows for kind in closest_kinds(asked))
    return (
        "A part of its own is written by a model, and none is set up for writing code. "
        f"What comes closest without one: {kinds}. Say which you would like, or set up a model for code."
    )


def _by_words(said: str) -> tuple[ComponentType, ...]:
    words = set(said.split())
    scores = {kind: len(words & set(of.split())) for kind, of in _WORDS.items()}
    found = sorted((kind for kind, score in scores.items() if score), key=lambda kind: -scores[kind])
    return tuple(dict.fromkeys([*found, *_USUAL]))


def _words(text: str) -> list[str]:
    return [singular(word) for word in re.findall(r"[a-z]+", text.lower())]
