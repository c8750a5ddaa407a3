"""What a clause says of the result, held against it: of rights, places, limits, and what is shared."""

from collections.abc import Iterator

from sayso.design.offline.refine.likeness import key
from sayso.design.offline.refine.mentions import Mentions
from sayso.design.offline.refine.screens import component_kinds
from sayso.design.offline.refine.words import words
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, LayoutNode, RelationshipKind, Slot

from .limits import refuted_limits
from .rights import refuted_rights
from .vocabulary import phrases


def contradicted(clause: str, before: AppSpec, after: AppSpec) -> Iterator[str]:
    """Parts of a clause that the result does not bear out."""
    yield from refuted_rights(clause, before, after)
    yield from _places(clause, before, after)
    yield from _several(clause, before, after)
    yield from refuted_limits(clause, before, after)


def _places(clause: str, before: AppSpec, after: AppSpec) -> Iterator[str]:
    """Words for a place between two parts of a page that stand the other way round."""
    layouts = {page.id: page.layout for page in before.pages}
    for page in after.pages:
        if page.layout is None or page.layout == layouts.get(page.id):
            continue
        order = list(_shown(page.layout))
        for name, is_front in (("front", True), ("behind", False)):
            for match in phrases("places", name).finditer(clause):
                one = _meant(clause[: match.start()], order, after)
                other = _meant(clause[match.end() :], order, after)
                first, second = (one, other) if is_front else (other, one)
                if one and other and not set(one) & set(other) and min(first) > max(second):
                    yield match[0]


def _meant(text: str, order: list[str], spec: AppSpec) -> list[int]:
    """The places of the parts of a page that a text speaks of."""
    shown = {component.name: component for component in spec.components}
    kinds = {kind.value for kind in component_kinds(text)}
    owners = {found.entity.name for found in Mentions(SpecIndex(spec)).entities_in(text)}

    def fits(component: Component) -> bool:
        is_kind = component.type.value in kinds or (component.type.value == "list" and "table" in kinds)
        return is_kind if kinds else component.entity in owners

    return [place for place, name in enumerate(order) if name in shown and fits(shown[name])]


def _shown(node: LayoutNode) -> Iterator[str]:
    if isinstance(node, Slot):
        yield node.component
    else:
        for child in node.children:
            yield from _shown(child)


def _several(clause: str, before: AppSpec, after: AppSpec) -> Iterator[str]:
    """``several tags`` of a book are not each of one book: what gathers others is shared."""
    match = phrases("sharing", "words").search(clause)
    known = {link.id for link in before.relationships}
    if match is None:
        return
    for link in after.relationships:
        if (
            link.id not in known
            and link.kind is RelationshipKind.BELONGS_TO
            and key(link.from_entity)[-1] in words("collective", "words")
        ):
            yield match[0]
