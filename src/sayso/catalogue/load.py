"""Blueprints from their files, with everything that is wrong with one said at once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sayso.spec.diagnostics import Diagnostic, Level

from .lines import LineError, figure, listing
from .text import MisreadError, read_yaml
from .types import Blueprint, Choice, Entry, EntryKind, Figure, Grant, Kept, Listing, Rank

FOLDER = Path(__file__).parent / "blueprints"
TYPES = frozenset(
    """
    text long_text integer decimal money boolean date datetime time enum multi_enum email url phone image file
    """.split()  # noqa: SIM905 - words read better as words
)
_KEYS = {
    "name", "also", "about", "pattern", "slots", "icon", "entities", "roles", "start", "reports", "samples",
    "questions", "next",
}  # fmt: skip
_OF_ENTITY = {
    "core",
    "usual",
    "extra",
    "computed",
    "flow",
    "rules",
    "title",
    "role",
    "icon",
    "when",
    "called",
}
_OF_START = {"figures", "lists", "charts"}
_ACTIONS = {"read", "create", "update", "delete"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
_HEAD = re.compile(
    r"^(?P<name>[a-z][a-z0-9_]*)\s*(?P<marks>[!*]*)\s*(?::\s*(?P<type>[a-z][a-z0-9_]*))?\s*(?P<more>[!*]*)"
    r"(?P<rest>.*)$",
    re.DOTALL,
)
_OPTIONS = re.compile(r"^\s*\((?P<options>[^)]*(?:\([^)]*\)[^)]*)*)\)")
_DEFAULT = re.compile(r"^(?:\[[^\]]*\])?\s*=(?!=)\s*(?P<value>.+)$", re.DOTALL)
_LITERAL = re.compile(r"""^(?:today\(\)|now\(\)|true|false|-?\d+(?:\.\d+)?|"[^"]*"|'[^']*')$""")
_WORDED = frozenset({"text", "long_text", "email", "url", "phone"})


@dataclass
class Reading:
    """One file being read: ``problems`` name the place and the way out."""

    file: str
    problems: list[Diagnostic] = field(default_factory=list)

    def say(self, at: str, message: str, hint: str = "", code: str = "bad-blueprint") -> None:
        """Note a problem."""
        path = f"{self.file}: {at}" if at else self.file
        self.problems.append(Diagnostic(code=code, level=Level.ERROR, path=path, message=message, hint=hint))

    def texts(self, value: Any, at: str) -> list[str]:
        """A list of texts."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.say(at, "This has to be a list.", "Write it as [one, another].")
            return []
        found: list[str] = []
        for number, one in enumerate(value, 1):
            if isinstance(one, str | int | float) and not isinstance(one, bool):
                found.append(str(one))
            else:
                self.say(
                    f"{at}[{number}]", f"“{one}” has to be a text.", "Quote it; texts with “: ” need it."
                )
        return found

    def mapping(self, value: Any, at: str) -> dict[str, Any]:
        """An object."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.say(at, "This has to be an object.", "Write it as {key: value}.")
            return {}
        return {str(key): inner for key, inner in value.items()}

    def text(self, value: Any, at: str) -> str:
        """One text."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is not None:
            self.say(at, f"“{value}” has to be a text.", "Quote it.")
        return ""

    def known(self, data: Mapping[str, Any], keys: set[str], at: str) -> None:
        """Keys that mean nothing are said."""
        for key in data:
            if key not in keys:
                self.say(
                    f"{at}.{key}" if at else key,
                    f"There is no “{key}” here.",
                    f"Keys are {', '.join(sorted(keys))}.",
                )


def files(folder: Path = FOLDER) -> list[Path]:
    """All files of blueprints, by family and name."""
    return sorted(folder.glob("*/*.yaml"))


def load(path: Path) -> Blueprint:
    """A blueprint that is known to be sound.

    Raises:
        ValueError: when it is not; ``read`` says all that is wrong with it.
    """
    blueprint, problems = read(path)
    if blueprint is None or problems:
        raise ValueError("; ".join(f"{one.path}: {one.message}" for one in problems))
    return blueprint


def read(path: Path) -> tuple[Blueprint | None, list[Diagnostic]]:
    """The blueprint of a file, as far as it can be read, and all that is wrong with how it is written."""
    reading = Reading(f"{path.parent.name}/{path.name}")
    try:
        data = read_yaml(path.read_text(encoding="utf-8"))
    except (MisreadError, UnicodeDecodeError) as error:
        line = f"line {error.line}" if isinstance(error, MisreadError) else ""
        reading.say(line, str(error), "Quote what has “: ”, “#” or begins with a sign.")
        return None, reading.problems
    return _blueprint(reading.mapping(data, ""), reading, path.parent.name, path.stem), reading.problems


def blueprint_of(data: dict[str, Any], family: str, slug: str) -> tuple[Blueprint, list[Diagnostic]]:
    """The blueprint that the data of a file say, and all that is wrong with how they are written."""
    reading = Reading(f"{family}/{slug}")
    return _blueprint(data, reading, family, slug), reading.problems


def _blueprint(data: dict[str, Any], reading: Reading, family: str, slug: str) -> Blueprint:
    reading.known(data, _KEYS, "")
    said = reading.mapping(data.get("entities"), "entities")
    names = {name for name in said if _is_name(name, f"entities.{name}", reading)}
    entities = {
        name: kept(name, reading.mapping(inner, f"entities.{name}"), names, f"entities.{name}", reading)
        for name, inner in said.items()
        if name in names
    }
    roles, grants = _roles(reading.mapping(data.get("roles"), "roles"), names, reading)
    start = reading.mapping(data.get("start"), "start")
    reading.known(start, _OF_START, "start")
    return Blueprint(
        slug=slug,
        family=family,
        name=reading.text(data.get("name"), "name"),
        about=reading.text(data.get("about"), "about"),
        also=tuple(reading.texts(data.get("also"), "also")),
        pattern=reading.text(data.get("pattern"), "pattern"),
        slots={
            key: reading.text(value, f"slots.{key}")
            for key, value in reading.mapping(data.get("slots"), "slots").items()
        },
        icon=reading.text(data.get("icon"), "icon"),
        entities=entities,
        roles=roles,
        grants=grants,
        figures=tuple(_figures(start.get("figures"), "start.figures", reading)),
        lists=tuple(_lists(start.get("lists"), reading)),
        charts=tuple(reading.texts(start.get("charts"), "start.charts")),
        reports=tuple(_figures(data.get("reports"), "reports", reading)),
        samples=_samples(data.get("samples"), reading),
        questions=tuple(_questions(data.get("questions"), names, entities, reading)),
        next=tuple(reading.texts(data.get("next"), "next")),
    )


def _is_name(name: str, at: str, reading: Reading) -> bool:
    if _NAME.fullmatch(name):
        return True
    reading.say(at, f"“{name}” is no name.", "Use small letters, digits and underscores, in the singular.")
    return False


def kept(name: str, data: dict[str, Any], names: set[str], at: str, reading: Reading) -> Kept:
    """One entity; ``names`` are all entities that links may lead to."""
    reading.known(data, _OF_ENTITY, at)
    entries: list[Entry] = []
    for rank in (Rank.CORE, Rank.USUAL):
        for text in reading.texts(data.get(rank), f"{at}.{rank}"):
            entries += entry(text, names, rank, f"{at}.{rank}", reading)
    for words, texts in reading.mapping(data.get("extra"), f"{at}.extra").items():
        place = f"{at}.extra.{words}"
        for text in reading.texts(texts, place):
            entries += entry(text, names, Rank.EXTRA, place, reading, tuple(_words(words)))
    for text in reading.texts(data.get("computed"), f"{at}.computed"):
        for one in entry(text, names, Rank.CORE, f"{at}.computed", reading):
            if one.kind is EntryKind.LINK or "=" not in text:
                reading.say(f"{at}.computed", f"“{text}” is no computed value.", "name:type = expression")
            else:
                entries.append(replace(one, kind=EntryKind.COMPUTED))
    return Kept(
        name=name,
        entries=tuple(entries),
        flow=tuple(reading.texts(data.get("flow"), f"{at}.flow")),
        rules=tuple(reading.texts(data.get("rules"), f"{at}.rules")),
        title=tuple(reading.texts(data.get("title"), f"{at}.title")),
        role=reading.text(data.get("role"), f"{at}.role"),
        icon=reading.text(data.get("icon"), f"{at}.icon"),
        when=tuple(reading.texts(data.get("when"), f"{at}.when")),
        called=tuple(reading.texts(data.get("called"), f"{at}.called")),
    )


def _words(said: str) -> Iterator[str]:
    yield from (one.strip() for one in said.split(",") if one.strip())


def entry(  # noqa: PLR0917 - what it is, where it stands and when it comes
    text: str, names: set[str], rank: Rank, at: str, reading: Reading, words: tuple[str, ...] = ()
) -> list[Entry]:
    """What one entry means; none, with a problem said, where it means nothing."""
    match = _HEAD.match(text.strip())
    if match is None:
        reading.say(at, f"“{text}” is no entry.", "name:type, or the name of an entity for a link.")
        return []
    name, told, rest = match["name"], match["type"] or "", match["rest"].strip()
    if told in names or (not told and name in names and not rest.startswith("=")):
        if rest not in {"", "many", "many!"}:
            reading.say(at, f"“{text}” is no link.", "entity, entity!, name:entity or entity many.")
            return []
        return [Entry(text, name, EntryKind.LINK, rank, to=told or name, words=words)]
    if not told:
        hint = (
            "Give its type, as name:text."
            if not names
            else f"Give its type, or one of {', '.join(sorted(names))}."
        )
        reading.say(at, f"“{text}” names no entity and has no type.", hint)
        return []
    if told not in TYPES:
        hint = f"Types are {', '.join(sorted(TYPES))}."
        reading.say(at, f"“{text}”: there is neither a type nor an entity “{told}”.", hint)
        return []
    options: tuple[str, ...] = ()
    if listed := _OPTIONS.match(rest):
        options = tuple(one.strip() for one in listed["options"].split("|") if one.strip())
        rest = rest[listed.end() :].strip()
    if (told in {"enum", "multi_enum"}) != bool(options):
        reading.say(at, f"“{text}”: a choice has options, and nothing else has.", "kind:enum(One|Another)")
        return []
    value = _DEFAULT.match(rest)
    if rest and value is None and not re.fullmatch(r"\[-?[\d.]*\.\.-?[\d.]*\]", rest):
        reading.say(at, f"“{text}”: “{rest}” cannot stand there.", "[min..max], then = default.")
        return []
    said = value["value"].strip() if value else ""
    is_plain = bool(options) or bool(_LITERAL.match(said)) or (told in _WORDED and "(" not in said)
    is_computed = value is not None and not is_plain
    kind = EntryKind.COMPUTED if is_computed else EntryKind.FIELD
    return [Entry(text, name, kind, rank, type=told, options=options, words=words)]


def _roles(
    said: dict[str, Any], names: set[str], reading: Reading
) -> tuple[tuple[str, ...], tuple[Grant, ...]]:
    grants: list[Grant] = []
    for role, given in said.items():
        at = f"roles.{role}"
        _is_name(role, at, reading)
        if given == "all":
            grants.append(Grant(role, "*", ("create", "read", "update", "delete")))
            continue
        for entity, text in reading.mapping(given, at).items():
            if entity not in names:
                reading.say(
                    at, f"There is no entity “{entity}”.", f"Entities are {', '.join(sorted(names))}."
                )
                continue
            grants += _granted(role, entity, str(text), f"{at}.{entity}", reading)
    if said and next(iter(said.values())) != "all":
        reading.say("roles", "The first role has to be one that may do everything.", "manager: all")
    return tuple(said), tuple(grants)


def _granted(role: str, entity: str, text: str, at: str, reading: Reading) -> Iterator[Grant]:
    """``read``, ``create read own``, ``all``, or several of them with commas."""
    for part in text.split(","):
        words = part.split()
        own = "own" in words
        actions = [word for word in words if word != "own"]
        if actions == ["all"]:
            actions = ["create", "read", "update", "delete"]
        wrong = [word for word in actions if word not in _ACTIONS]
        if wrong or not actions:
            reading.say(
                at, f"“{part.strip()}” grants nothing.", "read, create, update, delete or all; then own."
            )
        else:
            yield Grant(role, entity, tuple(dict.fromkeys(actions)), own)


def _figures(said: Any, at: str, reading: Reading) -> Iterator[Figure]:
    for number, line in enumerate(reading.texts(said, at), 1):
        try:
            yield figure(line)
        except LineError as error:
            reading.say(f"{at}[{number}]", error.message, error.hint)


def _lists(said: Any, reading: Reading) -> Iterator[Listing]:
    for number, line in enumerate(reading.texts(said, "start.lists"), 1):
        try:
            yield listing(line)
        except LineError as error:
            reading.say(f"start.lists[{number}]", error.message, error.hint)


def _samples(said: Any, reading: Reading) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for key, values in reading.mapping(said, "samples").items():
        if not isinstance(values, list) or not all(isinstance(one, str | int | float) for one in values):
            reading.say(
                f"samples.{key}", "This has to be a list of texts or numbers.", "Quote what has “: ”."
            )
            continue
        found[key] = tuple(values)
    return found


def _questions(said: Any, names: set[str], entities: dict[str, Kept], reading: Reading) -> Iterator[Choice]:
    if said is not None and not isinstance(said, list):
        reading.say("questions", "This has to be a list.", "- ask: …")
        return
    for number, one in enumerate(said or (), 1):
        at = f"questions[{number}]"
        data = reading.mapping(one, at)
        reading.known(data, {"ask", "yes"}, at)
        ask = reading.text(data.get("ask"), f"{at}.ask")
        yes = reading.mapping(data.get("yes"), f"{at}.yes")
        if not ask or not yes:
            reading.say(at, "A question has to ask, and a yes has to change something.", "ask: …, yes: {…}")
            continue
        yield _choice(ask, yes, names, entities, at, reading)


def _choice(  # noqa: PLR0917 - private; called at one place
    ask: str, yes: dict[str, Any], names: set[str], entities: dict[str, Kept], at: str, reading: Reading
) -> Choice:
    adds: dict[str, tuple[Entry, ...]] = {}
    new: dict[str, Kept] = {}
    fresh = {key for key, value in yes.items() if isinstance(value, dict)}
    every = names | fresh
    for key, value in yes.items():
        place = f"{at}.yes.{key}"
        if key in {"with", "remove"}:
            continue
        if isinstance(value, dict) and key not in names:
            if _is_name(key, place, reading):
                new[key] = kept(key, reading.mapping(value, place), every, place, reading)
        elif key in names:
            texts = reading.texts(value, place)
            adds[key] = tuple(e for text in texts for e in entry(text, every, Rank.CORE, place, reading))
        else:
            reading.say(place, f"There is no entity “{key}”.", f"Entities are {', '.join(sorted(names))}.")
    brings = tuple(reading.texts(yes.get("with"), f"{at}.yes.with"))
    for one in brings:
        entity, _, name = one.rpartition(".")
        waiting = entities[one].when if one in entities else False
        extra = any(
            e.name == name and e.rank is Rank.EXTRA
            for kept_one in ([entities[entity]] if entity in entities else entities.values())
            for e in kept_one.entries
        )
        if not waiting and not extra:
            reading.say(f"{at}.yes.with", f"“{one}” is neither an entity with `when` nor an extra part.", "")
    removes = tuple(reading.texts(yes.get("remove"), f"{at}.yes.remove"))
    for one in removes:
        entity, _, name = one.partition(".")
        if entity not in entities or (name and entities[entity].entry(name) is None):
            reading.say(f"{at}.yes.remove", f"There is no “{one}”.", "entity or entity.field")
    return Choice(ask, brings, adds, new, removes)
