"""Which changes a message means, told from its checks: whatever else changes was not asked for.

What comes along by itself is meant, too: that forms and tables show a new field, that a new thing has pages
and rights, that what is shown of a removed thing goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .application import Application, is_named
from .facts import Part


@dataclass(frozen=True, slots=True)
class Called:
    """A check as a message calls it."""

    name: str
    arguments: tuple[Any, ...] = ()
    keywords: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return " ".join(
            [self.name, *map(str, self.arguments), *(f"{key}={value}" for key, value in self.keywords)]
        )

    def get(self, place: int, name: str, usual: str = "*") -> str:
        """An argument by its place or its name."""
        named = dict(self.keywords)
        return str(self.arguments[place] if place < len(self.arguments) else named.get(name, usual))


def meant(base: Application, checks: Sequence[Called]) -> list[Part]:
    """The parts of which changes are asked for by checks on an application."""
    return [part for check in checks for part in _parts(base, check, checks)]


def _parts(base: Application, check: Called, checks: Sequence[Called]) -> Iterable[Part]:
    """What one check means, of several."""
    of, name, detail = check.get(0, "of"), check.get(1, "by"), check.get(2, "chart")
    match check.name:
        case "entity" | "no_entity":
            return _of_entity(base, check, checks)
        case "field" | "no_field" | "attribute" | "option" | "no_option":
            return _of_field(check.name, of, name, detail)
        case "computed" | "rule":
            return [Part(check.name, of), Part("shown", of)]
        case "link" | "no_link" | "link_required":
            return _of_link(base, check, checks)
        case "state" | "no_state" | "initial" | "transition" | "no_transition" | "limited":
            return _of_flow(base, check, checks)
        case "role" | "no_role" | "may" | "may_not" | "hidden":
            return _of_rights(check, checks)
        case _:
            return _of_screens(check, of, name)


def _are_both(kind: str, checks: Sequence[Called]) -> bool:
    """Whether something is to be there and something of its kind is not: it is called otherwise."""
    return {kind, f"no_{kind}"} <= {check.name for check in checks}


def _of_entity(base: Application, check: Called, checks: Sequence[Called]) -> Iterable[Part]:
    name = check.get(0, "name")
    if _are_both("entity", checks):
        return [Part("entity|page|title|shown", name)]
    if check.name == "entity":
        return _of_new_entity(base, name, checks)
    return [Part("*", name), Part("link|report|title", "*", name), Part("shown")]


def _of_new_entity(base: Application, name: str, checks: Sequence[Called]) -> Iterator[Part]:
    """All about a new entity, but where its fields are told no others than what names a row."""
    if base.entity(name) is not None:
        return
    told = [check for check in checks if check.name == "field" and check.get(0, "of") == name]
    yield Part(
        "entity|computed|rule|initial|state|transition|grant|visible|page|component|order|report|title", name
    )
    yield Part("field|option", name, "name|title|number" if told else "*")
    yield Part("link", name)
    yield Part("link", "*", name)
    yield Part("shown")


def _of_link(base: Application, check: Called, checks: Sequence[Called]) -> Iterator[Part]:
    ends = f"{check.get(0, 'one')}|{check.get(1, 'other')}"
    yield Part("link|visible", ends, ends)
    yield Part("shown", ends)
    yield Part("component", ends, "form|detail")
    if check.name == "no_link":
        yield Part("report|title", ends, ends)
        yield Part("component", ends, "chart")
    through = check.get(3, "through", "")
    if through:
        yield from _of_new_entity(base, through, checks)


def _of_rights(check: Called, checks: Sequence[Called]) -> Iterable[Part]:
    role, of = check.get(0, "who"), check.get(1, "of")
    match check.name:
        case "may" | "may_not":
            return [Part("grant", of, "|".join(check.arguments[2]), role), Part("visible", of, "*", role)]
        case "hidden":
            return [Part("visible", of, check.get(2, "name"), role)]
        case _ if _are_both("role", checks):
            return [Part("role", "*", role)]
        case _:
            return [
                Part("role|permissions", "*", f"{role}|default_role"),
                Part("grant|visible", detail=role),
            ]


def _of_field(kind: str, of: str, name: str, detail: str) -> Iterator[Part]:
    yield Part("shown", of)
    if kind == "attribute":
        aspect = detail.partition(".")[0]
        yield Part("field", of, name, "name" if aspect in {"label", "name"} else aspect)
        return
    yield Part("option", of, name, detail if kind in {"option", "no_option"} else "*")
    if kind in {"field", "no_field"}:
        yield Part("field|visible", of, name)
        yield Part("report|title", of, name)
        yield Part("component", of, "filters|chart")


def _of_flow(base: Application, check: Called, checks: Sequence[Called]) -> Iterator[Part]:
    of, first, second = check.get(0, "of"), check.get(1, "before"), check.get(2, "after")
    yield Part("shown", of)
    if base.flow(of) is None:
        yield Part("*", of, "status")
        yield Part("initial|state|transition", of)
        yield Part("component|report|title|grant", of)
    if check.name in {"transition", "no_transition", "limited"}:
        yield Part("transition", of, first, second)
    elif check.name == "initial":
        yield Part("initial", of)
    else:
        yield Part("state", of, first)
        if check.name == "no_state" or not _is_moved(of, first, checks):
            yield Part("transition", of, first)
            yield Part("transition", of, "*", first)


def _is_moved(of: str, state: str, checks: Sequence[Called]) -> bool:
    """Whether checks say how a state is reached or left; if none does, any way is fine."""
    return any(
        is_named(state, str(end))
        for check in checks
        if check.name in {"transition", "limited"} and is_named(of, check.get(0, "of"))
        for end in check.arguments[1:3]
    )


def _of_screens(check: Called, of: str, name: str) -> Iterable[Part]:
    match check.name:
        case "page" | "no_page":
            return [Part("page|component|shown|order", detail=of)]
        case "pages_in_order":
            return [Part("order", "*", "pages")]
        case "component" | "no_component":
            return [Part("component|shown", of, name)]
        case "before":
            return [Part("order")]
        case "column_hidden":
            return [Part("shown", of, "table")]
        case "report" | "no_report":
            return [Part("report|title", of, name), Part("component|shown", of, "chart")]
        case "theme":
            return [Part("app", "*", "theme")]
        case _:
            raise LookupError(f"No check is called {check.name}.")
