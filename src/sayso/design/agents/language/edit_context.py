"""What the readers of a model's edits share: the application so far, new ids, and the problems found."""

from dataclasses import dataclass, field
from functools import cached_property

from sayso.kit.ids import IdSource
from sayso.kit.words import singular, snake
from sayso.spec.checks.reserved import EXPRESSION_WORDS, SYSTEM_COLUMNS
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.edits import Kind
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Flow, Relationship

from .addresses import Addresses

TAKEN_ENTITIES = {"file": "stored_file", "session": "booked_session", "history": "history_entry"}
"""Names of entities that every module needs for itself, and more exact ones."""
KEPT_ALREADY = frozenset({"id", "created_at", "updated_at", "created_by", "site_id", "version"})
"""What every record has; models like to add it again."""
WHY = "It follows from the description."
THERE_ALREADY = "there-already"
"""The code of a note that an edit asked for what is so already."""
_MEMBERS = (Kind.FIELD, Kind.COMPUTED, Kind.FLOW, Kind.RELATIONSHIP)


class Unreadable(Exception):  # noqa: N818 - never leaves the language: it becomes a Diagnostic
    """A value that means nothing here, and the way out."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass
class Making:
    """One item of a reply being read; ``place`` says which, ``why`` is said of what nobody spoke of."""

    spec: AppSpec
    ids: IdSource
    place: str = ""
    source: str | None = None
    why: str = WHY
    problems: list[Diagnostic] = field(default_factory=list)

    @cached_property
    def addresses(self) -> Addresses:
        """What everything is called."""
        return Addresses(self.spec)

    @cached_property
    def index(self) -> SpecIndex:
        """Look-ups over the application so far."""
        return SpecIndex(self.spec)

    def note(self, problem: Unreadable, at: str = "", level: Level = Level.WARNING) -> None:
        """Keep a problem; a warning where the rest of the item is still good."""
        path = f"{self.place}.{at}" if at else self.place
        self.problems.append(
            Diagnostic(
                code=problem.code, level=level, path=path, message=problem.message, hint=problem.hint
            )
        )  # fmt: skip

    def entity(self, said: str) -> str:
        """The name of the entity that is meant.

        Raises:
            Unreadable: when there is none.
        """
        found = self.addresses.entity(said) or self.addresses.entity(TAKEN_ENTITIES.get(snake(said), said))
        if found is None:
            raise Unreadable(
                "unknown-entity", f"There is no entity “{said[:60]}”.", self.addresses.near(said, Kind.ENTITY)
            )
        return found.name

    def role(self, said: str) -> str:
        """The name of the role that is meant.

        Raises:
            Unreadable: when there is none.
        """
        spot = self.addresses.find(said, Kind.ROLE) or self.addresses.find(singular(snake(said)), Kind.ROLE)
        if spot is None:
            raise Unreadable(
                "unknown-role", f"There is no role “{said[:60]}”.", self.addresses.near(said, Kind.ROLE)
            )
        return str(getattr(spot.element, "name", said))

    def member(self, entity: str | None, said: str) -> str:
        """The name of a value or link of an entity, however it is spelt; as said where none is known."""
        steps = [snake(step) for step in said.split(".")]
        if entity is not None and len(steps) > 1 and steps[0] == entity:
            steps = steps[1:]
        if entity is None or len(steps) != 1:
            return ".".join(filter(None, steps))
        for kind in _MEMBERS:
            spot = self.addresses.find(f"{entity}.{steps[0]}", kind)
            match spot.element if spot else None:
                case Relationship() as link:
                    ways = {link.name} if link.from_entity == entity else set()
                    ways |= {link.inverse} if link.to_entity == entity else set()
                    return steps[0] if steps[0] in ways or not ways else min(ways)
                case Flow() as flow:
                    return flow.field
                case None:
                    continue
                case element:
                    return str(getattr(element, "name", steps[0]))
        return steps[0]


def entity_name(said: str) -> str:
    """A name for an entity: in the singular, in small letters, and not one that modules need.

    Raises:
        Unreadable: when nothing of it can be a name.
    """
    name = plain_name(singular(snake(said)))
    return TAKEN_ENTITIES.get(name, name)


def member_name(said: str, entity: str) -> str:
    """A name for a field or computed value; one that is taken everywhere gets the entity's before it.

    Raises:
        Unreadable: when nothing of it can be a name.
    """
    name = plain_name(said)
    is_taken = name in SYSTEM_COLUMNS | EXPRESSION_WORDS or name.startswith("archived_")
    return f"{entity}_{name}"[:48].strip("_") if is_taken else name


def plain_name(said: str) -> str:
    """A name in small letters with underscores, which begins with a letter.

    Raises:
        Unreadable: when nothing of it can be a name.
    """
    name = snake(said)
    if name[:1].isdigit():
        name = f"no_{name}"
    name = name[:48].strip("_")
    if not name:
        raise Unreadable(
            "bad-name", f"“{said[:40]}” cannot be a name.", "Use small letters and underscores, in English."
        )
    return name
