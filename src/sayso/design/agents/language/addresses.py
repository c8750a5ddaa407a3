"""What models call the elements of an application: names that follow from where an element is.

``customer`` is an entity, ``customer.phone`` a value of it, ``customer.kind:vip`` an option, ``invoice:paid``
a state and ``invoice:sent>paid`` a step between two. Several of one address are told apart by ``#2``, ``#3``.
"""

from collections.abc import Iterator
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from sayso.kit.words import singular, snake
from sayso.spec.edits import Kind
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.edits.tree import Spot, walk
from sayso.spec.model import (
    AppSpec,
    Assumption,
    Endpoint,
    Entity,
    Field,
    Flow,
    Index,
    Option,
    Page,
    PermissionRule,
    Relationship,
    State,
    Transition,
)

_LONGEST = 200


class Addresses:
    """The addresses of one spec, both ways."""

    def __init__(self, spec: AppSpec) -> None:
        self.spec = spec
        self._by_kind: dict[Kind, dict[str, Spot]] = {}

    @cached_property
    def _rows(self) -> list[tuple[str, Spot]]:
        rows: list[tuple[str, Spot]] = []
        seen: dict[tuple[Kind, str], int] = {}
        for spot in walk(self.spec):
            plain = _plain(spot)
            number = seen[spot.kind, plain] = seen.get((spot.kind, plain), 0) + 1
            rows.append((plain if number == 1 else f"{plain}#{number}", spot))
        return rows

    @cached_property
    def _by_id(self) -> dict[str, str]:
        return {spot.element.id: address for address, spot in self._rows}

    def _named(self, kind: Kind) -> dict[str, Spot]:
        """Elements of a kind by every way to say their address: as it is, then with labels and the like."""
        if kind not in self._by_kind:
            rows = [(address, spot) for address, spot in self._rows if spot.kind is kind]
            found = {_key(address): spot for address, spot in rows}
            for _, spot in rows:
                for alias in _aliases(spot):
                    found.setdefault(_key(alias), spot)
            self._by_kind[kind] = found
        return self._by_kind[kind]

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Entities by name."""
        return {entity.name: entity for entity in self.spec.entities}

    def of(self, target: str) -> str:
        """The address of the element with this id; the id itself where there is none."""
        return self._by_id.get(target, target)

    def find(self, address: str, kind: Kind | None = None) -> Spot | None:
        """The element of this kind, or of any, that an address names, however it is spelt."""
        key = _key(address[:_LONGEST])
        for known in [kind] if kind is not None else Kind:
            for form in dict.fromkeys((key, _singular_key(key))):
                spot = self._named(known).get(form)
                if spot is not None:
                    return spot
        return None

    def near(self, address: str, kind: Kind | None = None) -> str:
        """A hint that names what may have been meant."""
        known = [given for given, spot in self._rows if kind is None or spot.kind is kind]
        best = process.extractOne(_key(address[:_LONGEST]), known, scorer=fuzz.ratio, score_cutoff=60)
        if best is not None:
            return f"Did you mean {best[0]}?"
        if not known:
            return f"There is no {kind} yet." if kind else "There is nothing yet."
        shown = ", ".join(known[:10])
        return f"There {'is' if len(known) == 1 else 'are'}: {shown}{', …' if len(known) > 10 else ''}."

    def entity(self, name: str) -> Entity | None:
        """The entity that a name means, however it is spelt."""
        spot = self.find(name, Kind.ENTITY)
        return spot.element if spot is not None and isinstance(spot.element, Entity) else None


def _plain(spot: Spot) -> str:  # noqa: C901 - one line for each kind
    """The address of an element, without a number."""
    element = spot.element
    parent = spot.parent.element if spot.parent else None
    match element:
        case Relationship():
            return f"{element.from_entity}.{element.name}"
        case Flow():
            return f"{element.entity}.{element.field}"
        case State() if isinstance(parent, Flow):
            return f"{parent.entity}:{element.name}"
        case Transition() if isinstance(parent, Flow):
            return f"{parent.entity}:{element.from_state}>{element.to_state}"
        case Option() if isinstance(parent, Field) and spot.parent and spot.parent.parent:
            return f"{name_of(spot.parent.parent.element)}.{parent.name}:{element.name}"
        case Index() if isinstance(parent, Entity):
            return f"{parent.name}[{','.join(element.fields)}]"
        case PermissionRule():
            return f"{element.role}>{element.entity}"
        case Page():
            return element.path
        case Endpoint():
            return f"{element.method.value} {element.path}"
        case Assumption():
            return "assumption"
        case _ if isinstance(parent, Entity):
            return f"{parent.name}.{name_of(element)}"
        case _:
            return name_of(element) or element.id


def _aliases(spot: Spot) -> Iterator[str]:  # noqa: C901 - as above
    element, label = spot.element, label_of(spot.element)
    parent = spot.parent.element if spot.parent else None
    match element:
        case Relationship():
            yield f"{element.to_entity}.{element.inverse}"
            yield f"{element.from_entity}.{element.to_entity}"
            yield f"{element.from_entity}>{element.to_entity}"
        case Flow():
            yield element.entity
            yield f"{element.entity}.status"
        case State() if isinstance(parent, Flow):
            yield f"{parent.entity}.{parent.field}:{element.name}"
            yield f"{parent.entity}.{element.name}"
            yield f"{parent.entity}:{snake(element.label)}"
        case Transition() if isinstance(parent, Flow):
            yield f"{parent.entity}.{parent.field}:{element.from_state}>{element.to_state}"
            yield f"{parent.entity}:{element.name}"
            yield f"{parent.entity}.{element.name}"
        case Option() if isinstance(parent, Field) and spot.parent and spot.parent.parent:
            owner = name_of(spot.parent.parent.element)
            yield f"{owner}.{parent.name}.{element.name}"
            yield f"{owner}.{parent.name}:{snake(element.label)}"
        case PermissionRule():
            yield f"{element.role}.{element.entity}"
        case Page():
            yield element.name
            yield element.title
        case Endpoint():
            yield element.path
        case Assumption():
            yield element.text[:_LONGEST]
        case _ if isinstance(parent, Entity):
            yield f"{parent.name}.{snake(label)}" if label else f"{parent.name}[{name_of(element)}]"
        case _:
            if label:
                yield label


@lru_cache(maxsize=16384)
def _key(address: str) -> str:
    """One spelling of an address: names in small letters with underscores, signs between them kept."""
    parts: list[str] = []
    word: list[str] = []
    for character in address.strip().lstrip("@").strip():
        if character in ".:>[],#/":
            parts += [snake("".join(word)), character]
            word = []
        else:
            word.append(character)
    return "".join([*parts, snake("".join(word))])


def _singular_key(key: str) -> str:
    """The same with the entity in the singular: ``customers.phone`` means a customer's."""
    for at, character in enumerate(key):
        if character in ".:>[#":
            return singular(key[:at]) + key[at:] if at else key
    return singular(key) if key and not key.startswith("/") else key
