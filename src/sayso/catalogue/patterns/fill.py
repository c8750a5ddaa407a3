"""A pattern filled with nouns: a blueprint like those that are written by hand."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sayso.catalogue.lexicon import Profile, profile_of
from sayso.catalogue.lexicon.entries import field_name
from sayso.catalogue.load import blueprint_of
from sayso.catalogue.types import Blueprint
from sayso.kit.words import plural, singular, snake

from .shapes import Pattern, Slot, pattern

FAMILY = "patterns"
_SLOT = re.compile(r"(?:\b(?P<article>[Aa])n? )?<(?P<slot>\w+)>")
_TITLED = frozenset(["reports", "figures", "lists"])
_PROSE = frozenset(["name", "about", "also", "ask", "next", "values"])
_INSIDE = frozenset(["also", "values"])
"""Texts that begin with a small letter where they are written so."""
_RESERVED = {
    "order": "sales_order", "user": "person", "group": "people_group", "class": "school_class",
    "pass": "entry_pass", "return": "goods_return", "import": "goods_import", "file": "paper_file",
    "session": "sitting", "history": "history_entry", "from": "sender", "to": "recipient",
    "table": "dining_table", "column": "news_column", "check": "check_up", "case": "case_file",
    "test": "test_run", "status": "standing", "index": "index_entry", "date": "calendar_date",
    "time": "time_of_day", "text": "text_piece", "image": "picture", "money": "sum_of_money",
}  # fmt: skip
"""Nouns that a database, an expression or a short form could take for something else."""
_LONGEST_NAME = 4


def fill(name: str, nouns: Mapping[str, str] | None = None) -> Blueprint:
    """The blueprint of a pattern with these nouns in its slots; its own nouns stand where none are given.

    >>> fill("log", {"subject": "falcon", "entry": "moult"}).name
    'Falcon log'

    Raises:
        KeyError: when there is no such pattern or slot.
    """
    shape = pattern(name)
    names = named(shape, nouns or {})
    data = put_nouns(shape.document, names)
    data["entities"] = dict(_entities(shape, data["entities"]))
    data["name"] = _short(shape.document["name"], names)
    data["also"] = list(dict.fromkeys(data["also"]))
    data["pattern"], data["slots"] = name, names
    data["samples"] = _samples(shape, names, data)
    blueprint, _ = blueprint_of(data, FAMILY, name)
    return blueprint


def put_nouns(document: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A document with slots, with names in their place: as they are, or as words where it is read."""
    return {key: _filled(value, key, names) for key, value in document.items()}


def named(shape: Pattern, nouns: Mapping[str, str]) -> dict[str, str]:
    """The entity that fills each slot.

    Raises:
        KeyError: when a noun is given for a slot that is not there.
    """
    for slot in nouns:
        shape.slots[slot]
    found: dict[str, str] = {}
    asked = (key for one in shape.document["questions"] for key in one["yes"])
    fixed = {entity for entity in (*shape.document["entities"], *asked) if not entity.startswith("<")}
    given = {slot: _safe(noun) for slot, noun in nouns.items() if _safe(noun)}
    leading = next(iter(shape.slots))
    if given and leading not in given:
        given[leading] = _owner(shape.slots[leading], given.values())
    for slot, known in shape.slots.items():
        first = given.get(leading, "")
        usual = known.instead.get(profile_of(first).sense, known.noun) if first else known.noun
        wanted = given.get(slot) or _told(known.fields, given.values()) or usual
        while wanted in found.values() or wanted in fixed:
            wanted = usual if wanted != usual and usual not in found.values() else f"{wanted}_record"
        found[slot] = wanted
    return found


def _safe(noun: str) -> str:
    name = singular(snake(noun))[:40].strip("_")
    name = name if name[:1].isalpha() or not name else f"n_{name}"
    return _RESERVED.get(name, name)


def _owner(slot: Slot, nouns: Iterable[str]) -> str:
    """What the nouns usually belong to, where it fits the slot: a *firing* is one of a kiln."""
    parents = (parent for noun in nouns for parent in profile_of(noun).parents)
    return next((parent for parent in parents if profile_of(parent).sense in slot.senses), slot.alone)


def _told(fields: Iterable[str], nouns: Iterable[str]) -> str:
    """The first of these fields that one of the nouns keeps as a text, such as the author of a book."""
    kept = {said for noun in nouns for said in (*profile_of(noun).core, *profile_of(noun).usual)}
    return next((name for name in fields if f"{name}:text" in kept or f"{name}!:text" in kept), "")


def _filled(value: Any, key: str, names: Mapping[str, str]) -> Any:
    """A part of the document with the nouns in it; prose gets words, everything else names."""
    if isinstance(value, Mapping):
        inside = {inner: "values" if key == "samples" else inner for inner in value}
        return {_named(inner, names): _filled(one, inside[inner], names) for inner, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, key, names) for one in value]
    if not isinstance(value, str):
        return value
    if key in _PROSE:
        return _sentence(_prose(value, names)) if key not in _INSIDE else _prose(value, names)
    if key == "charts":
        return _sentence(_prose(value, names))
    if key in _TITLED:
        title, colon, rest = value.partition(": ")
        return f"{_sentence(_prose(title, names))}{colon}{_named(rest, names)}"
    said, dash, message = value.partition(" — ")
    return f"{_named(said, names)}{dash}{_prose(message, names)}"


def _named(text: str, names: Mapping[str, str]) -> str:
    return _replaced(text, names, lambda name: name)


def _prose(text: str, names: Mapping[str, str]) -> str:
    return _replaced(text, names, lambda name: name.replace("_", " "))


def _replaced(text: str, names: Mapping[str, str], form: Callable[[str], str]) -> str:
    plurals = {plural(slot): slot for slot in names}

    def noun(match: re.Match[str]) -> str:
        slot = match["slot"]
        name = names[slot] if slot in names else plural(names[plurals[slot]])
        article = f"{match['article']}{'n' if name[0] in 'aeio' else ''} " if match["article"] else ""
        return f"{article}{form(name)}"

    return _SLOT.sub(noun, text)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(said: str, names: Mapping[str, str]) -> str:
    """The name of the application in at most four words: long nouns are said by their last."""
    whole = _prose(said, names)
    if len(whole.split()) > _LONGEST_NAME:
        whole = _prose(said, {slot: name.rpartition("_")[2] for slot, name in names.items()})
    return _sentence(" ".join(whole.split()[:_LONGEST_NAME]))


def _entities(shape: Pattern, said: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entities; those of a slot with what is usually kept of their noun."""
    for key, (name, entity) in zip(shape.document["entities"], said.items(), strict=True):
        kept = dict(entity)
        own = kept.pop("own", None)
        profile = profile_of(name)
        if own and (profile.thing is not None or own is True):
            kept = _with_own(kept, profile, whole=own is True)
        if key.startswith("<") and "icon" not in kept:
            kept["icon"] = profile.icon
        yield name, _unlike_links(kept, set(said))


def _unlike_links(entity: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """An entity without fields that are called like something that it belongs to: the link says it."""
    linked = {
        field_name(one) for rank in ("core", "usual") for one in entity.get(rank, ()) if _is_link(one, names)
    }

    def kept(texts: list[str]) -> list[str]:
        return [one for one in texts if field_name(one) not in linked or _is_link(one, names)]

    found = entity | {rank: kept(entity[rank]) for rank in ("core", "usual") if rank in entity}
    if "extra" in entity:
        extra = {words: kept(texts) for words, texts in entity["extra"].items()}
        found["extra"] = {words: texts for words, texts in extra.items() if texts}
    return found


def _is_link(said: str, names: set[str]) -> bool:
    return said.removesuffix("!").removesuffix(" many") in names


def _with_own(entity: dict[str, Any], profile: Profile, *, whole: bool) -> dict[str, Any]:
    """An entity with the fields of its noun; what the pattern has in another form stays as it has it."""
    core, usual = [list(entity.get(rank, ())) for rank in ("core", "usual")]
    extra = [one for texts in entity.get("extra", {}).values() for one in texts]
    computed = list(entity.get("computed", ()))
    names = {field_name(one) for one in (*core, *usual, *extra, *computed)}
    roles = {_role(one) for one in (*core, *usual)} - {""}

    def fits(said: str) -> bool:
        role = _role(said)
        return field_name(said) not in names and (not role or role not in roles)

    own_core, own_usual = (
        [one for one in profile.core if fits(one)],
        [one for one in profile.usual if fits(one)],
    )
    found = dict(entity)
    found["core"] = [*own_core, *core] if whole else [*core, *own_core]
    found["usual"] = [*own_usual, *usual] if whole else [*usual, *own_usual]
    if "title" not in found and profile.title and set(profile.title) <= {*map(field_name, own_core), *names}:
        found["title"] = list(profile.title)
    if whole and "flow" not in found and profile.flow:
        found["flow"] = list(profile.flow)
    return {key: value for key, value in found.items() if value}


def _role(said: str) -> str:
    """What a field does for a row, where one of the kind is enough: its title, its day, its notes."""
    name, _, rest = said.partition(":")
    if rest.startswith("long_text"):
        return "notes" if name.rstrip("!") in {"notes", "description", "remark", "text"} else ""
    if rest.startswith("text") and name.rstrip("!*") in {"name", "title", "subject", "what", "reason"}:
        return "title"
    return "day" if rest.startswith(("date", "datetime")) and "!" in name else ""


def _samples(shape: Pattern, names: Mapping[str, str], data: Mapping[str, Any]) -> dict[str, Any]:
    """Values that fit: those of the pattern for its own nouns, those of the lexicon for others."""
    found: dict[str, Any] = {}
    kept = {
        entity: {field_name(one) for rank in ("core", "usual") for one in inner.get(rank, ())}
        for entity, inner in data["entities"].items()
    }
    for said, (key, values) in zip(
        shape.document.get("samples", {}), data.get("samples", {}).items(), strict=True
    ):
        slot = said.partition(">")[0].removeprefix("<") if said.startswith("<") else ""
        entity, _, name = key.partition(".")
        known = (
            not slot
            or names[slot] == shape.slots[slot].noun
            or not shape.document["entities"][f"<{slot}>"].get("own")
        )
        if known and name in kept[entity]:
            found[key] = values
    for slot in shape.slots:
        values = profile_of(names[slot]).values
        title = next((one for one in ("name", "title") if one in kept.get(names[slot], ())), "")
        if values and title:
            found.setdefault(f"{names[slot]}.{title}", list(values))
    return found
