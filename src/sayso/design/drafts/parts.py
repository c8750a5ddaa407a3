"""Parts that designs like an application have and it lacks, and the edits that add one."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

from sayso.catalogue.described import changes
from sayso.catalogue.index import Card, catalogue
from sayso.catalogue.types import Choice, Entry, EntryKind, Kept, Rank
from sayso.design.agents.execution import Carrier
from sayso.design.agents.first.description_items import described_items
from sayso.design.types import Wish
from sayso.kit.ids import IdSource, RandomIds
from sayso.kit.words import plural, sentence
from sayso.spec.edits import Edit
from sayso.spec.model import AppSpec

from .alike import same_in
from .answer import with_pages
from .draft import in_text
from .find import search

MOST = 3
_ASKED, _NEAR = 40, 8
_SHARED = 2
"""Things that a design has in common with an application at least, to be one like it."""
_ALIKE = 0.4
"""How much of the smaller one a design and an application have in common."""
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A thing that designs like an application keep; ``design`` is the one that it would be taken from.

    ``share`` of the nearest designs has it by default, ``alike`` names some of those that have it, and
    ``like`` is the nearest one as it is called within a sentence.
    """

    name: str
    design: str
    like: str
    share: float
    alike: tuple[str, ...]

    @property
    def text(self) -> str:
        """Why it is suggested: *Most applications like a tool library also keep reservations.*"""
        count = "Most" if self.share >= _HALF else "Many"
        return f"{count} applications like {self.like} also keep {plural(self.name).replace('_', ' ')}."

    @property
    def title(self) -> str:
        """What would be added: *Reservations*."""
        return sentence(plural(self.name))


@dataclass(frozen=True, slots=True)
class _Near:
    """A design like the application; ``names`` says what its things are called there."""

    card: Card
    names: dict[str, str]


def missing_parts(spec: AppSpec, dismissed: Collection[str] = ()) -> tuple[MissingPart, ...]:
    """What most of the nearest designs have and the application lacks, the most usual first.

    A thing that would hang together with nothing in the application is left out, and so are those in
    ``dismissed``. Nothing is suggested where fewer than two designs are like it.
    """
    near = _nearest(spec)
    if len(near) < _SHARED:
        return ()
    like = in_text(catalogue().blueprint(near[0].card.slug))
    mine = [entity.name for entity in spec.entities]
    having: dict[str, list[tuple[_Near, float]]] = defaultdict(list)
    for one in near:
        for name in (*one.card.entities, *one.card.optional):
            if same_in(name, mine) is None:
                known = same_in(name, having) or name
                having[known].append((one, 1.0 if name in one.card.entities else _HALF))
    found = [
        MissingPart(
            name,
            next((one.card.slug for one, _ in rows if _joins(one, name)), ""),
            like,
            sum(weight == 1.0 for _, weight in rows) / len(near),
            tuple(dict.fromkeys(one.card.name for one, _ in rows))[:MOST],
        )
        for name, rows in having.items()
        if name not in dismissed and len(rows) >= _SHARED and sum(w for _, w in rows) / len(near) >= _HALF
    ]
    found = [one for one in found if one.design]
    return tuple(sorted(found, key=lambda one: (-one.share, one.name))[:MOST])


def part_edits(spec: AppSpec, part: MissingPart, ids: IdSource | None = None) -> tuple[Edit, ...]:
    """The edits that add a part, with its links, its page and who may do what with it."""
    ids = ids or RandomIds()
    blueprint = catalogue().blueprint(part.design)
    names = _names_in(blueprint.entities, [entity.name for entity in spec.entities])
    kept = _fitted(blueprint.entities[part.name], names)
    asked = f"Add {plural(part.name).replace('_', ' ')}"
    carrier = Carrier(spec, ids, lambda *_: None, source=asked)
    carrier.take(described_items(changes(Choice(asked, new={kept.name: kept}), blueprint), spec))
    _, edits = with_pages(Wish(asked, spec, ids), carrier.spec, tuple(carrier.edits))
    return edits


def _nearest(spec: AppSpec) -> list[_Near]:
    """Designs that keep at least two of the same things, the most alike first."""
    mine = [entity.name for entity in spec.entities]
    text = " ".join([spec.name, *(name.replace("_", " ") for name in mine)])
    found = []
    for hit in search().find(text, _ASKED):
        names = _names_in((*hit.card.entities, *hit.card.optional), mine)
        shared = len(set(names.values()) & set(mine))
        alike = shared / max(min(len(mine), len(hit.card.entities)), 1)
        if shared >= _SHARED and alike >= _ALIKE:
            found.append((alike, _Near(hit.card, names)))
    return [one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].card.slug))[:_NEAR]]


def _names_in(names: Collection[str], mine: list[str]) -> dict[str, str]:
    """What the things of a design are called in the application, as far as it has them."""
    return {name: same for name in names if (same := same_in(name, mine))}


def _joins(near: _Near, name: str) -> bool:
    """Whether the thing of a design belongs to something that the application has."""
    if name not in near.card.entities and name not in near.card.optional:
        return False
    kept = catalogue().blueprint(near.card.slug).entities[name]
    return any(one.kind is EntryKind.LINK and one.to in near.names for one in kept.entries)


def _fitted(kept: Kept, names: dict[str, str]) -> Kept:
    """The thing with links to what is there, under the names it has there."""
    entries = tuple(
        fitted
        for one in kept.entries
        if one.rank is not Rank.EXTRA and (fitted := _entry(one, names)) is not None
    )
    known = {one.name for one in entries}
    title = tuple(one for one in kept.title if one in known)
    return replace(kept, entries=entries, title=title, when=(), role="")


def _entry(entry: Entry, names: dict[str, str]) -> Entry | None:
    if entry.kind is EntryKind.COMPUTED:
        return None
    if entry.kind is not EntryKind.LINK:
        return entry
    if entry.to not in names:
        return None
    return entry if names[entry.to] == entry.to else replace(entry, text=_relinked(entry, names[entry.to]))


def _relinked(entry: Entry, to: str) -> str:
    mark = "!" if "!" in entry.text else ""
    return f"{entry.name}{mark}: {to}" if entry.name != entry.to else f"{to}{mark}"
