"""The things of ``things/*.toml``, with what they inherit from the kinds of ``kinds.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.catalogue.senses import Sense

_HERE = Path(__file__).parent
_BETWEEN = re.compile(r",\s*(?![^(\[]*[)\]])")
Fields = tuple[tuple[str, ...], tuple[str, ...]]
"""Core fields and usual ones, in short form."""
_CALLED = frozenset(["name", "title"])
"""Fields by which a row is called; they come first."""
_MOST = 8
"""Fields of a thing: what one could fill in on the first day."""
_NAME = re.compile(r"^[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Thing:
    """A well-known thing. ``core`` and ``usual`` are fields in short form, ``parents`` what it belongs to."""

    name: str
    domain: str
    kind: str
    group: str
    sense: Sense
    icon: str
    also: tuple[str, ...]
    core: tuple[str, ...]
    usual: tuple[str, ...]
    parents: tuple[str, ...]
    flow: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """What things of a kind have in common, with what the kind inherits itself."""

    name: str
    sense: Sense
    group: str
    icon: str
    flow: tuple[str, ...]
    chain: tuple[str, ...]


def split(said: str) -> tuple[str, ...]:
    """A list written with commas; those within parentheses belong to an entry."""
    return tuple(one.strip() for one in _BETWEEN.split(said) if one.strip())


def field_name(said: str) -> str:
    """The name of a field in short form."""
    match = _NAME.match(said)
    return match[0] if match else said


def merged(before: Fields, said: str) -> Fields:
    """Core and usual fields, with a text of fields laid over those before.

    >>> merged((("name!:text", "price:money"), ("photo:image",)), "-price, isbn:text; year:integer")
    (('name!:text', 'isbn:text'), ('photo:image', 'year:integer'))
    """
    core_said, _, usual_said = said.partition(";")
    gone = {one[1:] for part in (core_said, usual_said) for one in split(part) if one.startswith("-")}
    said_now = [[one for one in split(part) if not one.startswith("-")] for part in (core_said, usual_said)]
    names = {field_name(one) for part in said_now for one in part}
    replaced = [{field_name(one): one for one in part} for part in said_now]
    found: list[tuple[str, ...]] = []
    for at in (0, 1):
        kept = [
            replaced[at].pop(field_name(one), one)
            for one in before[at]
            if _stays(one, gone, names, replaced[at])
        ]
        every = (*kept, *replaced[at].values())
        found.append(tuple(sorted(every, key=lambda one: field_name(one) not in _CALLED)))
    return found[0], found[1]


def _stays(said: str, gone: set[str], names: set[str], here: Mapping[str, str]) -> bool:
    name = field_name(said)
    return name not in gone and (name not in names or name in here)


@cache
def _kind_rows() -> dict[str, dict[str, str]]:
    return tomllib.loads((_HERE / "kinds.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name."""
    rows = _kind_rows()
    found: dict[str, Kind] = {}
    for name in rows:
        chain = tuple(_chain(name, rows))

        def nearest(key: str, chain: tuple[str, ...] = chain) -> str:
            return next((str(rows[one][key]) for one in chain if key in rows[one]), "")

        found[name] = Kind(
            name=name,
            sense=Sense(nearest("sense")),
            group=nearest("group"),
            icon=nearest("icon"),
            flow=split(nearest("flow")),
            chain=chain,
        )
    return found


def _chain(name: str, rows: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The kind and its wider kinds, the narrowest first."""
    while name:
        yield name
        name = rows[name].get("is", "")


@cache
def kind_fields(name: str) -> Fields:
    """Core and usual fields of a kind, with those that it inherits."""
    rows = _kind_rows()
    found: Fields = ((), ())
    for one in reversed(kinds()[name].chain):
        found = merged(found, rows[one].get("fields", ""))
    return found


@cache
def entries() -> dict[str, Thing]:
    """All things by name."""
    found: dict[str, Thing] = {}
    for path in sorted((_HERE / "things").glob("*.toml")):
        for name, row in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[name] = _thing(name, path.stem, row)
    return found


def _fewest(fields: Fields, said: str) -> Fields:
    """At most eight fields: what a thing says itself comes before what its kind brings."""
    own = {field_name(one) for part in said.split(";") for one in split(part)}
    core, usual = list(fields[0]), list(fields[1])
    for part in (usual, core):
        for one in reversed(part.copy()):
            if (
                len(core) + len(usual) > _MOST
                and field_name(one) not in own
                and "!" not in one.partition(":")[0]
            ):
                part.remove(one)
    return tuple(core), tuple(usual)


def _thing(name: str, domain: str, row: Mapping[str, str]) -> Thing:
    kind = kinds()[row["is"]]
    core, usual = _fewest(merged(kind_fields(kind.name), row.get("fields", "")), row.get("fields", ""))
    return Thing(
        name=name,
        domain=domain,
        kind=kind.name,
        group=kind.group,
        sense=Sense(row.get("sense", kind.sense)),
        icon=row.get("icon", kind.icon),
        also=split(row.get("also", "")),
        core=core,
        usual=usual,
        parents=tuple(row.get("of", "").split()),
        flow=split(row["flow"]) if "flow" in row else kind.flow,
        values=split(row.get("values", "")),
    )
