"""Reads ``codex32_registry.json``, however it is laid out: a list, an object by name, or below ``bots``."""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sayso.bots.registry_import.fields import Fields, count_of, is_on, line_of, moment_of, number_of, slug_of
from sayso.bots.registry_import.folder import CODE, MOST_BOTS, REGISTRY
from sayso.bots.registry_import.texts import UnreadableError, json_of
from sayso.bots.registry_import.timings import Timings, intervals_of
from sayso.bots.registry_import.types import Entry, Registry
from sayso.errors import InputError

LONGEST_NAME = 80
LONGEST_DESCRIPTION = 600
_BELOW = ("bots", "registry", "items", "entries", "agents")
_FOLDER = "bots"


def read_registry(data: bytes, paths: Collection[str]) -> Registry:
    """All that the registry says; ``paths`` are the files beside it.

    Raises:
        InputError: when it is no JSON, or says nothing of bots.
    """
    try:
        told = json_of(data)
    except UnreadableError as error:
        raise InputError(f"{REGISTRY} {error}.", hint="Mend the file and try again.") from error
    given, left = _bots_of(told)
    if len(given) > MOST_BOTS:
        raise InputError(f"{REGISTRY} has {len(given):,} bots; {MOST_BOTS:,} are taken at once.")
    entries: list[Entry] = []
    for key, value in given:
        entry = _entry(key, value, paths)
        is_twice = any((one.key, one.place) == (entry.key, entry.place) for one in entries)
        if is_twice and not entry.why_not:
            entry = Entry(entry.key, entry.name, entry.place, why_not="It is in the registry twice.")
        entries.append(entry)
    return Registry(tuple(entries), tuple(left))


def _bots_of(told: Any) -> tuple[list[tuple[str, Any]], list[str]]:
    """What is said of each bot, by the key that it has, and names of what is about none."""
    left: list[str] = []
    for _ in range(3):
        if not isinstance(told, Mapping):
            break
        below = next((name for name in _BELOW if isinstance(told.get(name), list | Mapping)), None)
        if below is None:
            break
        left += [line_of(name, 60) for name in told if name != below]
        told = told[below]
    if isinstance(told, list):
        return [("", one) for one in told], left
    if not isinstance(told, Mapping):
        raise InputError(
            f"{REGISTRY} holds no bots.", hint="It is a list of them, or an object by their names."
        )
    bots = [(str(key), one) for key, one in told.items() if isinstance(one, Mapping)]
    left += [line_of(key, 60) for key, one in told.items() if not isinstance(one, Mapping)]
    if not bots and told:
        raise InputError(
            f"{REGISTRY} holds no bots.", hint="It is a list of them, or an object by their names."
        )
    return bots, left


def _entry(key: str, given: Any, paths: Collection[str]) -> Entry:
    if not isinstance(given, Mapping):
        return Entry(line_of(given, 60), line_of(given, 60) or "?", "", why_not="It is no object.")
    fields = Fields(given)
    known = fields.text("id", 200)
    name = fields.text("name", LONGEST_NAME) or line_of(key or known, LONGEST_NAME)
    key = known or line_of(key, 200) or name
    if not name:
        return Entry("?", "?", "", why_not="It has no name.")
    place, warnings, why_not = _place(fields, (line_of(key, 200), name, known), paths)
    timings = _timings(fields)
    stats = fields.value("stats")
    counted = [fields, *([Fields(stats)] if isinstance(stats, Mapping) else [])]
    runs, successes, errors = (max(count_of(one.value(kind)) for one in counted) for kind in _COUNTED)
    config = fields.value("config")
    tags = _tags(fields.value("tags"))
    owner, label = fields.text("owner", 80), _label(fields)
    wanted = fields.value("requirements")
    return Entry(
        key=key,
        name=name,
        place=place,
        description=_described(fields.text("description", LONGEST_DESCRIPTION), tags),
        label=label,
        is_active=is_on(fields.value("status")),
        config=dict(config) if isinstance(config, Mapping) else {},
        triggers=tuple(timings.triggers),
        runs=max(runs, successes + errors),
        successes=successes,
        errors=errors,
        average_seconds=max(_average(one) for one in counted),
        created_at=moment_of(fields.value("created")),
        updated_at=moment_of(fields.value("updated")),
        last_run_at=next(filter(None, (moment_of(one.value("last_run")) for one in counted)), None),
        warnings=(*warnings, *timings.warnings),
        left=tuple(
            [f"{one}: not known here" for one in fields.left()]
            + ([f"owner: {owner}; the bot is of whoever imports it"] if owner else [])
            + (["versions: only the present code is taken"] if fields.value("versions") else [])
        ),
        requirements=tuple(line_of(one, 80) for one in wanted) if isinstance(wanted, list) else (),
        why_not=why_not,
    )


_COUNTED = ("runs", "successes", "errors")


def _place(fields: Fields, names: Collection[str], paths: Collection[str]) -> tuple[str, list[str], str]:
    """The path of the code, remarks on it, and why there is none."""
    said = fields.value("place")
    if isinstance(said, str) and said.strip():
        wanted = posixpath.normpath(said.strip().replace("\\", "/"))
        for path in (wanted, f"{wanted}/{CODE}", f"{_FOLDER}/{wanted}", f"{_FOLDER}/{wanted}/{CODE}"):
            if path in paths and path.endswith(".py"):
                return path, [], ""
        tail = next((path for path in _tails(wanted) if path in paths), None)
        if tail is not None:
            return tail, [f"Its file is named from elsewhere; {tail} is taken."], ""
        if wanted.startswith("../") or wanted == "..":
            return line_of(said, 200), [], "Its file is outside the folder."
    for name in dict.fromkeys(filter(None, (*names, *(slug_of(one) for one in names)))):
        for folder in (name, name.replace("_", "-"), name.replace(" ", "_")):
            path = posixpath.normpath(f"{_FOLDER}/{folder}/{CODE}")
            if path in paths:
                return path, [], ""
    missing = (
        line_of(said, 200) if isinstance(said, str) and said else f"{_FOLDER}/{next(iter(names))}/{CODE}"
    )
    return missing, [], "Its file is not there."


def _tails(path: str) -> Iterator[str]:
    """The ends of a path that begin with the folder of bots, such as one that was absolute elsewhere."""
    parts = path.split("/")
    if ".." in parts:
        return
    for number, part in enumerate(parts):
        if part == _FOLDER and path.endswith(".py"):
            yield "/".join(parts[number:])


def _timings(fields: Fields) -> Timings:
    zone = fields.value("time_zone")
    timings = Timings(zone if isinstance(zone, str) and zone else "UTC")
    timings.schedule(fields.value("schedule"))
    name, value = fields.of("interval")
    if value not in (None, "", 0, False):
        if isinstance(value, Mapping):
            timings.schedule(value)
        else:
            timings.interval(value, next(intervals_of(name), 1))
    timings.webhook(fields.value("webhook"))
    triggers = fields.value("triggers")
    if triggers:
        timings.listed(triggers)
    return timings


def _average(fields: Fields) -> float:
    name, value = fields.of("average")
    number = number_of(value)
    if number is None or number <= 0:
        return 0.0
    return min(number / (1000 if name.endswith("_ms") else 1), 86_400.0)


def _label(fields: Fields) -> str:
    label = fields.text("version", 40)
    versions = fields.value("versions")
    if label or not isinstance(versions, list) or not versions:
        return label
    last = versions[-1]
    return line_of(last.get("version", "") if isinstance(last, Mapping) else last, 40)


def _tags(value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return [line_of(one, 40) for one in given[:20] if isinstance(one, str) and one.strip()]


def _described(text: str, tags: list[str]) -> str:
    said = f"Tags: {', '.join(tags)}." if tags else ""
    room = LONGEST_DESCRIPTION - len(said) - 1
    return line_of(f"{line_of(text, room)} {said}", LONGEST_DESCRIPTION) if room > 0 else text
