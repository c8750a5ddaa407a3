"""Conditions by what they mean: in ids, so that no renaming and no layout makes another of one."""

from dataclasses import dataclass, fields

from .expressions import Aggregate, ExpressionError, Node, Path, follow, many, parse
from .expressions.nodes import Literal, Logic, children
from .index import SpecIndex
from .public import elements_of


def conditions_of(index: SpecIndex, entity: str, text: str | None) -> frozenset[str]:
    """All that has to hold where ``text`` guards rows of the entity; nothing where it is missing."""
    if text is None:
        return frozenset()
    try:
        node = parse(text)
    except ExpressionError:
        return frozenset({text})
    parts = node.parts if isinstance(node, Logic) and node.op == "and" else (node,)
    choices = _choices(index)
    return frozenset(_told(index, entity, part, choices) for part in parts)


def _told(index: SpecIndex, entity: str, node: Node, choices: dict[str, list[str]]) -> str:
    """A condition, and after it each computed value that it stands on, with what that is worked out from."""
    waiting, told = list[tuple[str, str]](), dict[tuple[str, str], str]()
    said = _Meaning(index, entity, choices, waiting).of(node)
    while waiting:
        place = waiting.pop()
        if place not in told:
            value = index.computed(place[0])[place[1]]
            meaning = _Meaning(index, place[0], choices, waiting)
            told[place] = f"{value.id} is {meaning.of(parse(value.expression))}"
    return " where ".join([said, *sorted(told.values())])


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Writes nodes of a row of ``entity``; ``computed`` gathers what they name that is computed."""

    index: SpecIndex
    entity: str
    choices: dict[str, list[str]]
    computed: list[tuple[str, str]]

    def of(self, node: Node, item: str = "") -> str:
        """A node in ids; ``item`` is what an aggregate around it looks at."""
        if isinstance(node, Path):
            return self._path(item if node.of_item else self.entity, node.names)
        if isinstance(node, Literal):
            said = node.value if isinstance(node.value, str) else None
            return "|".join(self.choices[said]) if said in self.choices else repr(node.value)
        relation = ""
        if isinstance(node, Aggregate):
            items = many(self.index, self.entity, node.relation)
            item = items.entity if items else item
            relation = _many_id(self.index, self.entity, node.relation)
        words = [type(node).__name__, relation, *(repr(one) for one in _own(node))]
        return f"({' '.join([*words, *(self.of(child, item) for child in children(node))])})"

    def _path(self, entity: str, names: tuple[str, ...]) -> str:
        steps = follow(self.index, entity, names)
        self.computed.extend((step.entity, step.name) for step in steps if step.kind == "computed")
        ids = [
            elements_of(self.index, step.entity, is_read=True).get(step.name, (step.name,))[0]
            for step in steps
        ]
        return ".".join([*ids, *names[len(steps) :]])


def _own(node: Node) -> list[object]:
    """What a node says by itself: an operator, the name of a function, whether it is turned round."""
    told = [getattr(node, one.name) for one in fields(node) if one.compare and one.name != "relation"]
    return [one for one in told if one is None or isinstance(one, str | bool)]


def _many_id(index: SpecIndex, entity: str, name: str) -> str:
    link = index.children(entity).get(name)
    known = elements_of(index, entity, is_read=False)
    return link.element if link is not None else known.get(name, (name,))[0]


def _choices(index: SpecIndex) -> dict[str, list[str]]:
    """The ids of choices and states by their names."""
    spec = index.spec
    named = [
        (one.name, one.id) for entity in spec.entities for field in entity.fields for one in field.options
    ]
    named += [(state.name, state.id) for flow in spec.flows for state in flow.states]
    found: dict[str, list[str]] = {}
    for name, element in named:
        found.setdefault(name, []).append(element)
    return found
