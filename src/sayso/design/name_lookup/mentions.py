"""Which elements of a spec words speak of."""

from dataclasses import dataclass
from functools import cached_property

from sayso.design.name_lookup.likeness import initials, key, likeness, spans
from sayso.spec.index import SpecIndex
from sayso.spec.model import Computed, Entity, Field, FieldType, Flow, Page, Relationship, Role, State

SURE = 0.7
_CONTACT = {FieldType.PHONE: "number", FieldType.EMAIL: "address"}
"""A phone number is a phone, an email address an email."""
Member = Field | Computed | Flow | Relationship


@dataclass(frozen=True, slots=True)
class Found:
    """An entity mentioned in a text and where."""

    entity: Entity
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundMember:
    """A field, computed value, flow or link of an entity, with the name by which the entity knows it."""

    entity: Entity
    element: Member
    name: str
    score: float


class Mentions:
    """Finds elements by what people call them; ``near`` is the id of the entity that decides between
    equals."""

    def __init__(self, index: SpecIndex, near: str | None = None) -> None:
        self._index = index
        self._near = near

    @cached_property
    def _names(self) -> list[tuple[tuple[str, ...], Entity]]:
        rows = []
        for entity in self._index.spec.entities:
            rows.append((key(entity.name), entity))
            if key(entity.display_name) != key(entity.name):
                rows.append((key(entity.display_name), entity))
        return rows

    def entity(self, phrase: str) -> Entity | None:
        """The entity that a phrase as a whole names."""
        said = key(phrase)
        bare = phrase.strip().strip('"')
        if bare.isupper() and len(bare) > 1:
            for name, entity in self._names:
                if len(name) > 1 and initials(name) == bare:
                    return entity
        scored = [(likeness(said, name) + self._bonus(entity), entity) for name, entity in self._names]
        best = max(scored, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] >= SURE else self._ending(said)

    def _ending(self, said: tuple[str, ...]) -> Entity | None:
        """The only entity whose name ends with these words: ``item`` for found items."""
        fitting = {e.id: e for name, e in self._names if said and name[-len(said) :] == said}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def _bonus(self, entity: Entity) -> float:
        return 0.01 if entity.id == self._near else 0.0

    def entities_in(self, text: str) -> list[Found]:
        """All entities mentioned, in order of place; longer mentions hide the shorter ones inside them."""
        row = spans(text)
        taken = [False] * len(row)
        found: list[Found] = []
        for exact in (True, False):
            for length in (4, 3, 2, 1):
                for at in range(len(row) - length + 1):
                    if any(taken[at : at + length]):
                        continue
                    start, end = row[at][1], row[at + length - 1][2]
                    entity = self._named(text[start:end], exact, length)
                    if entity is not None:
                        found.append(Found(entity, start, end))
                        taken[at : at + length] = [True] * length
        return sorted(found, key=lambda one: one.start)

    def _named(self, phrase: str, exact: bool, length: int) -> Entity | None:
        said = key(phrase)
        if not said or len(said) < length:
            return None
        if exact:
            bare = phrase.strip()
            for name, entity in self._names:
                if likeness(said, name) >= 0.97 or (
                    bare.isupper() and 1 < len(bare) == len(name) and initials(name) == bare
                ):
                    return entity
            return None
        if length > 2 or len("".join(said)) < 4:
            return None
        close = [(likeness(said, name) + self._bonus(entity), entity) for name, entity in self._names]
        close = [pair for pair in close if pair[0] >= 0.75]
        return max(close, key=lambda pair: pair[0])[1] if close else None

    def members(self, entity: Entity) -> list[tuple[str, Member]]:
        """Everything a row of the entity has, by name: fields, computed values, its flow and its links."""
        rows: list[tuple[str, Member]] = [(field.name, field) for field in entity.fields]
        rows += [(value.name, value) for value in entity.computed]
        if entity.name in self._index.flows:
            flow = self._index.flows[entity.name]
            rows.append((flow.field, flow))
        for link in self._index.spec.relationships:
            if link.from_entity == entity.name:
                rows.append((link.name, link))
            elif link.to_entity == entity.name:
                rows.append((link.inverse, link))
        return rows

    def member(self, phrase: str, entity: Entity | None = None, least: float = SURE) -> FoundMember | None:
        """The best member for a phrase such as ``vendor category`` or ``batch number``; of ``entity``
        if given."""
        found = self.ranked(phrase, entity)
        return found[0] if found and found[0].score >= least else None

    def ranked(self, phrase: str, entity: Entity | None = None) -> list[FoundMember]:
        """All members that a phrase may mean, best first."""
        said = key(phrase)
        found: list[FoundMember] = []
        for owner in [entity] if entity else self._index.spec.entities:
            own = key(owner.name)
            rest = _without(said, own)
            for name, element in self.members(owner):
                words = key(name)
                score = max(likeness(said, words), likeness(said, _without(words, own)) - 0.02)
                score = max(score, _as_value(said, own, element))
                if rest != said and rest:
                    score = max(
                        score, min(1.0, likeness(rest, words) + 0.02), likeness(rest, _without(words, own))
                    )
                if said[-len(words) :] == words and set(said[: -len(words)]) <= set(own) and said != words:
                    score = max(score, 0.97)
                if isinstance(element, Relationship):
                    score -= 0.05
                if isinstance(element, Flow) and said and said[-1] in {"status", "state", "stage", "phase"}:
                    score = max(score, 0.9)
                if score > 0:
                    found.append(FoundMember(owner, element, name, score + self._bonus(owner)))
        return sorted(found, key=lambda one: -one.score)

    def members_in(self, text: str, entity: Entity) -> list[FoundMember]:
        """The members of an entity that a text names, in order of place."""
        row = spans(text)
        taken = [False] * len(row)
        found: list[tuple[int, FoundMember]] = []
        for length in (4, 3, 2, 1):
            for at in range(len(row) - length + 1):
                if not any(taken[at : at + length]):
                    member = self.member(text[row[at][1] : row[at + length - 1][2]], entity, 0.85)
                    if member is not None:
                        found.append((at, member))
                        taken[at : at + length] = [True] * length
        return [member for _, member in sorted(found, key=lambda pair: pair[0])]

    def role(self, phrase: str) -> Role | None:
        """The role that a phrase names."""
        said = key(phrase)
        scored = [
            (max(likeness(said, key(role.name)), likeness(said, key(role.label))), role)
            for role in self._index.spec.permissions.roles
        ]
        best = max(scored, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] >= 0.75 else None

    def roles_in(self, text: str) -> list[tuple[Role, int, int]]:
        """All roles mentioned, with their places."""
        row = spans(text)
        taken = [False] * len(row)
        found: list[tuple[Role, int, int]] = []
        for length in (3, 2, 1):
            for at in range(len(row) - length + 1):
                start, end = row[at][1], row[at + length - 1][2]
                role = None if any(taken[at : at + length]) else self.role(text[start:end])
                if role is not None and len(key(text[start:end])) == length:
                    found.append((role, start, end))
                    taken[at : at + length] = [True] * length
        return sorted(found, key=lambda one: one[1])

    def state(self, phrase: str, entity: Entity | None = None) -> tuple[Flow, State] | None:
        """The state that a phrase names, of the flow of ``entity`` if given."""
        said = key(phrase)
        best: tuple[float, Flow, State] | None = None
        for flow in self._index.spec.flows:
            if entity is not None and flow.entity != entity.name:
                continue
            for state in flow.states:
                score = max(likeness(said, key(state.name)), likeness(said, key(state.label)))
                if score >= SURE and (best is None or score > best[0]):
                    best = (score, flow, state)
        return (best[1], best[2]) if best else None

    def states_in(self, text: str, flow: Flow) -> list[tuple[State, int]]:
        """The states of a flow that a text names, with their places."""
        row = spans(text)
        taken = [False] * len(row)
        found: list[tuple[State, int]] = []
        for length in (4, 3, 2, 1):
            for at in range(len(row) - length + 1):
                if any(taken[at : at + length]):
                    continue
                said = key(text[row[at][1] : row[at + length - 1][2]])
                for state in flow.states:
                    if likeness(said, key(state.name)) >= 0.9 or likeness(said, key(state.label)) >= 0.97:
                        found.append((state, row[at][1]))
                        taken[at : at + length] = [True] * length
                        break
        return sorted(found, key=lambda pair: pair[1])

    def page(self, phrase: str) -> Page | None:
        """The page that a phrase names."""
        said = key(phrase)
        scored = [
            (max(likeness(said, key(page.name)), likeness(said, key(page.title))), page)
            for page in self._index.spec.pages
        ]
        best = max(scored, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] >= 0.75 else None


def _as_value(said: tuple[str, ...], own: tuple[str, ...], element: Member) -> float:
    """How well words fit the label of a value, the words it came from, or a phone that is a phone number."""
    score = likeness(said, key(element.label)) if isinstance(element, Field | Computed) else 0.0
    if not isinstance(element, Field) or not said:
        return score
    if own != said == key(element.source or ""):
        score = max(score, 0.97)
    if _CONTACT.get(element.type) == said[-1]:
        bare = _without(said, own)[:-1] or said[:-1]
        score = max(score, likeness(bare, key(element.name)) - 0.05)
    return score


def _without(said: tuple[str, ...], part: tuple[str, ...]) -> tuple[str, ...]:
    """``said`` without the words of ``part`` where they stand together, unless nothing would be left."""
    for at in range(len(said) - len(part) + 1):
        if said[at : at + len(part)] == part and len(said) > len(part):
            rest = (*said[:at], *said[at + len(part) :])
            return tuple(word for word in rest if word not in {"of", "for"}) or said
    return said
