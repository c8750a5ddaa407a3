"""What edits did beyond what they say: which elements changed, and what went or came along."""

from collections.abc import Sequence

from sayso.kit.words import listed
from sayso.spec.model import AppSpec, Element

from .element_labels import Speaker
from .kinds import CHILDREN, KIND_OF, SHAPES, name_of
from .language import (
    Add,
    Edit,
    MakeFlow,
    MergeFields,
    Move,
    Remove,
    Rename,
    Retype,
    Set,
    SetLayout,
    SplitEntity,
    SplitField,
)
from .tree import Spot, walk


def touched(before: AppSpec, after: AppSpec, edits: Sequence[Edit]) -> frozenset[str]:
    """Ids of elements that came, went, differ or were moved; a part does not make its owner differ."""
    old, new = _spots(before), _spots(after)
    differing = {key for key in old.keys() & new.keys() if not _same(old[key].element, new[key].element)}
    return frozenset((old.keys() ^ new.keys()) | differing | (_spoken_of(edits) & new.keys()))


def consequences(before: AppSpec, after: AppSpec, edits: Sequence[Edit]) -> tuple[str, ...]:
    """Sentences on what the edits brought about without saying so."""
    old, new, said = _spots(before), _spots(after), _spoken_of(edits)
    speaker, later = Speaker(before), Speaker(after)
    gone = [spot for key, spot in old.items() if key not in new]
    came = [spot for key, spot in new.items() if key not in old]
    sentences = [f"{_capital(speaker.full(spot))} goes too." for spot in gone if _is_news(spot, said, new)]
    sentences += [f"{_capital(later.full(spot))} comes along." for spot in came if _is_news(spot, said, old)]
    kept = [(old[key], new[key]) for key in new if key in old and key not in said]
    renamed = [(one, other) for one, other in kept if name_of(one.element) != name_of(other.element)]
    if renamed:
        pairs = [f"{name_of(one.element)} to {name_of(other.element)}" for one, other in renamed]
        sentences.append(f"Renamed along: {listed(pairs)}.")
    changed = [one for one, other in kept if not _same(one.element, other.element)]
    if gone and changed:
        names = [speaker.full(one) for one in changed]
        verb = "mentions" if len(names) == 1 else "mention"
        sentences.append(f"{_capital(listed(names))} no longer {verb} what went.")
    return tuple(sentences)


def _is_news(spot: Spot, said: set[str], others: dict[str, Spot]) -> bool:
    """Whether no edit names it and what it is part of did not go or come with it."""
    return spot.element.id not in said and (spot.parent is None or spot.parent.element.id in others)


def _spots(spec: AppSpec) -> dict[str, Spot]:
    return {spot.element.id: spot for spot in walk(spec)}


def _same(one: Element, other: Element) -> bool:
    """Whether two elements are alike, their parts aside."""
    if one is other or type(one) is not type(other):
        return one is other
    parts = {SHAPES[part].attribute for part in CHILDREN[KIND_OF[type(one)]]}
    return all(
        getattr(one, name) == getattr(other, name) for name in type(one).model_fields if name not in parts
    )


def _spoken_of(edits: Sequence[Edit]) -> set[str]:
    """Ids that the edits themselves name."""
    ids: set[str] = set()
    for edit in edits:
        match edit:
            case Add(element=element):
                ids.add(element.id)
            case MergeFields(targets=targets):
                ids.update(targets)
            case MakeFlow(target=target, flow=flow):
                ids.update((target, flow.id))
            case Set() | Remove() | Rename() | Move() | Retype() | SetLayout() | SplitEntity() | SplitField():
                ids.add(edit.target)
    return ids


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
