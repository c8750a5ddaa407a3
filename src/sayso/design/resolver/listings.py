"""Listings: a list of its own for some rows of a thing, on a page that is named."""

from collections.abc import Sequence

from sayso.design.name_lookup.nouns import many
from sayso.design.resolver.qualifiers import rows_said
from sayso.design.spec_edits.components import new_component
from sayso.design.spec_edits.placement import placed
from sayso.kit.words import sentence
from sayso.spec.edits import add
from sayso.spec.model import ComponentType, Entity, FilterBy, Json

from .elements import entity_of, page_of, part_kind
from .work import Work

_ROLES = frozenset(("thing", "part", "page", "state", "cond", "kind"))


def add_listing(work: Work, at: int, spans: Sequence[int]) -> bool:
    """A list of the rows in a state, or of which something is said; false where more is said, or less."""
    of = {role: [one for one in spans if work.role(one) == role] for role in _ROLES}
    which, pages = [*of["state"], *of["cond"]], [page_of(work, one) for one in of["page"]]
    entity = entity_of(work, of["thing"][0]) if len(of["thing"]) == 1 else None
    is_list = len(of["part"]) == 1 and part_kind(work.text(of["part"][0])) is ComponentType.TABLE
    is_plain = len(which) == 1 and all(work.role(one) in _ROLES for one in spans)
    if entity is None or not is_list or not is_plain or len(pages) != 1 or pages[0] is None:
        return False
    words = work.text(which[0]).lower()
    rows = _rows(work, words, entity)
    if not rows:
        return False
    filters: list[Json] = [row.model_dump(mode="json", exclude_none=True) for row in rows]
    props: dict[str, Json] = {"title": sentence(f"{words} {many(entity)}"), "filters": filters}
    component = new_component(work.situation, entity, ComponentType.LIST, props, work.sentence(at))
    if not work.take([add(component)], at) or not work.take(placed(work.situation, component, pages[0]), at):
        return False
    work.use(at, *spans)
    work.turn_to(entity, component=component.id)
    return True


def _rows(work: Work, words: str, entity: Entity) -> list[FilterBy]:
    flow = work.index.flows.get(entity.name)
    state = work.mentions.state(words, entity) if flow is not None else None
    if flow is not None and state is not None:
        return [FilterBy(field=flow.field, op="eq", value=state[1].name)] if state[0].id == flow.id else []
    found, word = rows_said(words, entity, work.situation)
    return list(found) if word == words else []
