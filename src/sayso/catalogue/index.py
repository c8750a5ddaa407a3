"""What designs there are, without reading all of their files: names, wordings and content in one small index.

The index is written once into a cache and read again in a few milliseconds as long as no file changed.
"""

import json
import os
import tempfile
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .load import FOLDER, blueprint_of, files, load, read
from .text import read_yaml
from .types import Blueprint
from .words import weighed

_SHELF = Path(__file__).parent / "shelf.yaml"
_VERSION = 3
_NAME, _ALSO, _ENTITY, _ABOUT, _OPTIONAL, _PART, _FAMILY = 6.0, 3.5, 3.0, 1.2, 1.0, 0.4, 0.5
"""What a word counts by where it stands in a design; "other wordings" with half for each up to three."""


@dataclass(frozen=True, slots=True)
class Card:
    """A design as it is found: what it is called and what it consists of."""

    family: str
    slug: str
    name: str
    about: str
    icon: str
    pattern: str
    also: tuple[str, ...]
    entities: tuple[str, ...]
    optional: tuple[str, ...]
    asks: tuple[str, ...]
    weights: dict[str, float]
    wordings: tuple[tuple[str, ...], ...]
    """By stems: how much each tells of the design, and what it is called as a whole."""


class Catalogue:
    """All designs; a whole one is read when it is asked for."""

    def __init__(self, folder: Path, cards: tuple[Card, ...]) -> None:
        self._folder = folder
        self.cards = cards
        self._by_slug = {card.slug: card for card in cards}

    def card(self, slug: str) -> Card | None:
        """The card of a design."""
        return self._by_slug.get(slug)

    def blueprint(self, slug: str) -> Blueprint:
        """The whole design."""
        return load(self._path(slug))

    def document(self, slug: str) -> dict[str, Any]:
        """A design as its file has it."""
        found: dict[str, Any] = read_yaml(self._path(slug).read_text(encoding="utf-8"))
        return found

    def sound(self, document: dict[str, Any], slug: str) -> Blueprint | None:
        """The design of another document in the place of the one of ``slug``; none with anything wrong."""
        blueprint, problems = blueprint_of(document, self._by_slug[slug].family, slug)
        return None if problems else blueprint

    def _path(self, slug: str) -> Path:
        return self._folder / self._by_slug[slug].family / f"{slug}.yaml"


@cache
def shelf() -> tuple[str, ...]:
    """The slugs of designs that stand in front where nothing was searched for."""
    return tuple(read_yaml(_SHELF.read_text(encoding="utf-8")))


@cache
def catalogue(folder: Path = FOLDER) -> Catalogue:
    """The designs of a folder; read at the first call."""
    paths = files(folder)
    stamp = [_VERSION, *([path.name, *path.stat()[6:9:2]] for path in paths)]
    kept = _cache(folder)
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(kept.read_text(encoding="utf-8"))
        if data["stamp"] == stamp:
            return Catalogue(folder, tuple(_card(one) for one in data["cards"]))
    cards = tuple(card for path in paths if (card := _carded(path)))
    data = {"stamp": stamp, "cards": [{name: getattr(one, name) for name in Card.__slots__} for one in cards]}
    with suppress(OSError):
        _write(kept, json.dumps(data, ensure_ascii=False))
    return Catalogue(folder, cards)


def _cache(folder: Path) -> Path:
    """Where the index is kept: a folder of this person's, since others could write what is read there."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = str(folder.resolve()).strip("/").replace("/", "-")[-120:]
    return base / "sayso" / f"catalogue-{name}.json"


def _write(path: Path, text: str) -> None:
    """Whole or not at all: several workers may write it at once. Where there is no cache, none is begun."""
    if not path.parent.parent.is_dir():
        return
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    Path(file.name).replace(path)


def _card(data: dict[str, Any]) -> Card:
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
    }
    given["wordings"] = tuple(map(tuple, given["wordings"]))
    return Card(**given)


def _carded(path: Path) -> Card | None:
    """The card of a file; one that cannot be read is left out, and the check of the files says why."""
    blueprint, problems = read(path)
    if blueprint is None or problems:
        return None
    parts = [one.name for kept in blueprint.entities.values() for one in kept.entries]
    optional = [name for name, kept in blueprint.entities.items() if kept.when]
    weights: dict[str, float] = defaultdict(float)
    for weight, texts in (
        (_NAME, [blueprint.name]), (_ENTITY, blueprint.by_default), (_ABOUT, [blueprint.about]),
        (_OPTIONAL, optional), (_FAMILY, [blueprint.family.replace("-", " ")]),
    ):  # fmt: skip
        for word in {word for text in texts for word in set(weighed(text))}:
            weights[word] += weight
    also: Counter[str] = Counter(word for said in blueprint.also for word in set(weighed(said)))
    for word, count in also.items():
        weights[word] += _ALSO * min(count, 3) / 2
    for word in {word for part in parts for word in weighed(part)}:
        weights[word] += _PART
    return Card(
        family=blueprint.family,
        slug=blueprint.slug,
        name=blueprint.name,
        about=blueprint.about,
        icon=blueprint.icon,
        pattern=blueprint.pattern,
        also=blueprint.also,
        entities=blueprint.by_default,
        optional=tuple(optional),
        asks=tuple(one.ask for one in blueprint.questions),
        weights=dict(weights),
        wordings=tuple(tuple(dict.fromkeys(weighed(said))) for said in (blueprint.name, *blueprint.also)),
    )
