"""What people call the elements of a spec."""

from sayso.kit.words import listed, sentence
from sayso.spec.model import (
    Action,
    AppSpec,
    Assumption,
    Component,
    Element,
    Endpoint,
    Entity,
    Flow,
    Index,
    Page,
    PermissionRule,
    Relationship,
    RelationshipKind,
    Rule,
    Scope,
    Transition,
)

from .kinds import KIND_OF, Kind, label_of, name_of
from .tree import Spot


class Speaker:
    """Speaks of elements by the labels that they have in one spec."""

    def __init__(self, spec: AppSpec) -> None:
        self._entities = {entity.name: entity.display_name for entity in spec.entities}
        self._roles = {role.name: role.label for role in spec.permissions.roles}
        self._flows = {state.name: state.label for flow in spec.flows for state in flow.states}

    def entity(self, name: str) -> str:
        """The display name of an entity."""
        return self._entities.get(name, sentence(name))

    def role(self, name: str) -> str:
        """The label of a role."""
        return self._roles.get(name, sentence(name))

    def state(self, name: str) -> str:
        """The label of a state."""
        return self._flows.get(name, sentence(name))

    def link(self, link: Relationship) -> str:
        """A relationship as a clause with an infinitive: ``Appointment belong to Client``."""
        one, other = self.entity(link.from_entity), self.entity(link.to_entity)
        match link.kind:
            case RelationshipKind.BELONGS_TO:
                return f"{one} belong to {other}"
            case RelationshipKind.HAS_MANY:
                return f"{one} have several of {other}"
            case RelationshipKind.MANY_TO_MANY:
                return f"{one} have several of {other}, and the other way round"

    def grant(self, rule: PermissionRule) -> str:
        """A permission rule as a clause with an infinitive: ``Stylist read own Appointment``."""
        if set(rule.actions) == set(Action):
            what = "do everything with"
        else:
            what = listed([action.value for action in rule.actions])
        whose = "their own " if rule.scope is Scope.OWN else ""
        only = f" ({listed([sentence(field).lower() for field in rule.fields])} only)" if rule.fields else ""
        return f"{self.role(rule.role)} {what} {whose}{self.entity(rule.entity)}{only}"

    def name(self, element: Element) -> str:  # noqa: C901 - one line for each kind
        """What the element is called, without what it is part of."""
        match element:
            case Relationship():
                return f"the link of {self.entity(element.from_entity)} to {self.entity(element.to_entity)}"
            case Flow():
                return f"the flow of {self.entity(element.entity)}"
            case Transition():
                ends = f"{self.state(element.from_state)} to {self.state(element.to_state)}"
                return f"the step {element.label or sentence(element.name)} from {ends}"
            case Index():
                return f"the index over {listed([sentence(field).lower() for field in element.fields])}"
            case Rule():
                return f"the rule “{element.message}”"
            case Page():
                return f"the page {element.title}"
            case Component():
                return element.name
            case Endpoint():
                return f"the endpoint {element.method} {element.path}"
            case PermissionRule():
                return f"the permission of {self.role(element.role)} on {self.entity(element.entity)}"
            case Assumption():
                return f"the assumption “{element.text}”"
            case Entity():
                return element.display_name
            case _:
                return label_of(element) or sentence(name_of(element) or element.id)

    def kind(self, element: Element) -> str:
        """The word for its kind, where the name does not say it."""
        kind = KIND_OF[type(element)]
        words = {Kind.COMPUTED: "computed value", Kind.COMPONENT: getattr(element, "type", "component")}
        return str(words.get(kind, kind)) if kind in _SAY_KIND else ""

    def full(self, spot: Spot) -> str:
        """Kind, name and place: ``field Birthday of Client``."""
        return " ".join(filter(None, (self.kind(spot.element), self.name(spot.element), self.place(spot))))

    def place(self, spot: Spot) -> str:
        """What the element is part of: ``of Client``; nothing at the top."""
        if spot.parent is None:
            return ""
        if isinstance(spot.parent.element, Flow):
            return f"of {self.entity(spot.parent.element.entity)}"
        return " ".join(filter(None, (f"of {self.name(spot.parent.element)}", self.place(spot.parent))))


_SAY_KIND = frozenset(
    {
        Kind.FIELD,
        Kind.OPTION,
        Kind.COMPUTED,
        Kind.STATE,
        Kind.COMPONENT,
        Kind.ROLE,
        Kind.REPORT,
        Kind.SETTING,
    }
)
