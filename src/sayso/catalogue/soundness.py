"""What a blueprint lacks that every blueprint has, apart from how it is written."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from sayso.kit.words import singular, snake
from sayso.spec.diagnostics import Diagnostic, Level

from .patterns.shapes import names
from .types import Blueprint, Figure, Kept, Rank


class Problem(Protocol):
    """How a problem of one file is said."""

    def __call__(self, at: str, message: str, hint: str = "", level: Level = Level.ERROR) -> Diagnostic:
        """The diagnostic."""
        ...


_FEWEST_SAMPLES = 3


def unsound(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Everything that one blueprint lacks."""
    file = f"{blueprint.family}/{blueprint.slug}.yaml"

    def problem(at: str, message: str, hint: str = "", level: Level = Level.ERROR) -> Diagnostic:
        return Diagnostic(
            code="unsound-blueprint", level=level, path=f"{file}: {at}", message=message, hint=hint
        )

    yield from _head(blueprint, problem)
    yield from _counts(blueprint, problem)
    yield from _entities(blueprint, problem)
    yield from _names(blueprint, problem)
    yield from _samples(blueprint, problem)


def _head(blueprint: Blueprint, problem: Problem) -> Iterator[Diagnostic]:
    for key in ("name", "about", "icon", "roles"):
        if not getattr(blueprint, key):
            yield problem(key, "This is missing.", "Every blueprint has it.")
    if len(blueprint.name.split()) > 4:
        yield problem("name", "A name has at most four words.")
    if blueprint.pattern and blueprint.pattern not in names():
        yield problem("pattern", f"There is no pattern “{blueprint.pattern}”.", ", ".join(sorted(names())))
    for slot, entity in blueprint.slots.items():
        if entity not in blueprint.entities:
            yield problem(f"slots.{slot}", f"There is no entity “{entity}”.")


def _counts(blueprint: Blueprint, problem: Problem) -> Iterator[Diagnostic]:
    wordings = len(set(map(wording, blueprint.also)))
    for at, count, fewest, most, hint in (
        ("also", wordings, 5, 99, "Give five other wordings or more."),
        ("entities", len(blueprint.by_default), 3, 8, "Three to eight come by default; others get `when`."),
        ("reports", len(blueprint.reports), 2, 20, "Give two or more."),
        ("start.figures", len(blueprint.figures), 1, 8, "What does its owner look at every morning?"),
        ("questions", len(blueprint.questions), 2, 3, "Ask two or three."),
        ("next", len(blueprint.next), 3, 3, "Give three next wishes."),
    ):
        if not fewest <= count <= most:
            yield problem(at, f"There are {count}.", hint)


def _entities(blueprint: Blueprint, problem: Problem) -> Iterator[Diagnostic]:
    for name, kept in blueprint.entities.items():
        at = f"entities.{name}"
        if name != singular(name):
            yield problem(at, f"“{name}” is a plural.", f"Call it {singular(name)}.", Level.WARNING)
        if not kept.entries:
            yield problem(at, "It keeps nothing.", "Give it core entries.")
        if kept.role and kept.role not in blueprint.roles:
            yield problem(f"{at}.role", f"There is no role “{kept.role}”.", ", ".join(blueprint.roles))
        yield from _entries(blueprint, kept, problem)
        seen = {"status", *(entry.name for entry in kept.entries)}
        for part in kept.title:
            if part not in seen:
                yield problem(f"{at}.title", f"{name} has no “{part}”.", ", ".join(sorted(seen)))


def _entries(blueprint: Blueprint, kept: Kept, problem: Problem) -> Iterator[Diagnostic]:
    at, seen = f"entities.{kept.name}", set[str]()
    for entry in kept.entries:
        if entry.name in seen:
            yield problem(at, f"“{entry.name}” is kept twice.")
        if entry.name == "status" and kept.flow:
            yield problem(at, "A flow has its own field “status”.", "Leave the entry out.")
        seen.add(entry.name)
        target = blueprint.entities.get(entry.to)
        if target and target.when and not kept.when and entry.rank is not Rank.EXTRA:
            hint = "Put the link under `extra`; it comes with that entity in any case."
            said = f"“{entry.name}” leads to {entry.to}, which comes only with `when`."
            yield problem(at, said, hint, Level.WARNING)


def _names(blueprint: Blueprint, problem: Problem) -> Iterator[Diagnostic]:
    figures: list[tuple[str, Figure]] = [("start.figures", one) for one in blueprint.figures]
    figures += [("reports", one) for one in blueprint.reports]
    for at, figure in figures:
        yield from _of(blueprint, problem, f"{at} “{figure.title}”", figure.entity)
    for listing in blueprint.lists:
        yield from _of(blueprint, problem, f"start.lists “{listing.title}”", listing.entity)
    titles = {one.title for one in blueprint.reports}
    for chart in blueprint.charts:
        if chart not in titles:
            hint = f"Titles are {', '.join(sorted(titles))}."
            yield problem("start.charts", f"There is no report “{chart}”.", hint)
    if len(titles) < len(blueprint.reports):
        yield problem("reports", "Two reports have one title.")


def _of(blueprint: Blueprint, problem: Problem, at: str, entity: str) -> Iterator[Diagnostic]:
    if entity not in blueprint.entities:
        hint = f"Entities are {', '.join(blueprint.entities)}."
        yield problem(at, f"There is no entity “{entity}”.", hint)
    elif blueprint.entities[entity].when:
        yield problem(at, f"“{entity}” comes only with `when`.", "Count what is there by default.")


def _samples(blueprint: Blueprint, problem: Problem) -> Iterator[Diagnostic]:
    for key, values in blueprint.samples.items():
        entity, _, name = key.partition(".")
        kept = blueprint.entities.get(entity)
        if kept is None or kept.entry(name) is None:
            yield problem(f"samples.{key}", "This leads nowhere.", "entity.field")
        if len(values) < _FEWEST_SAMPLES:
            yield problem(f"samples.{key}", f"{len(values)} values are too few.", "Give six or more.")


def wording(said: str) -> str:
    """A wording as it is compared: without case, signs and number."""
    return " ".join(singular(word) for word in snake(said).split("_"))


def shared(blueprints: Iterable[Blueprint]) -> Iterator[Diagnostic]:
    """Wordings that two blueprints share, or one has twice."""
    first: dict[str, Blueprint] = {}
    slugs: dict[str, Blueprint] = {}
    for blueprint in blueprints:
        same = slugs.setdefault(blueprint.slug, blueprint)
        if same is not blueprint:
            yield Diagnostic(
                code="shared-slug", level=Level.ERROR, path=f"{blueprint.family}/{blueprint.slug}.yaml: name",
                message=f"There is a file of this name in {same.family} as well.",
                hint="Call one of them otherwise, or take it out.",
            )  # fmt: skip
        mine: set[str] = set()
        for said in (blueprint.name, *blueprint.also):
            key = wording(said)
            file = f"{blueprint.family}/{blueprint.slug}.yaml"
            other = first.setdefault(key, blueprint)
            if other is not blueprint or key in mine:
                where = "here" if other is blueprint else f"in {other.family}/{other.slug}.yaml"
                level = Level.WARNING if other is blueprint else Level.ERROR
                yield Diagnostic(
                    code="shared-wording", level=level, path=f"{file}: also",
                    message=f"“{said}” stands {where} as well.",
                    hint="Say it in a way that means only this one.",
                )  # fmt: skip
            mine.add(key)
