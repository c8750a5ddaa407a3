"""Where in a person's words an element comes from: the sentence that names it."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from sayso.design.name_lookup.likeness import key
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.edits.tree import changed
from sayso.spec.model import (
    AppSpec,
    Computed,
    Element,
    Entity,
    Field,
    Flow,
    PermissionRule,
    Relationship,
    Report,
)

_SENTENCE = re.compile(r"[^.!?;\n]+(?:[.!?](?=\w)[^.!?;\n]+)*")
_MOST_SENTENCES, _LONGEST = 400, 400
E = TypeVar("E", bound=Element)


@dataclass(frozen=True)
class Trace:
    """The sentences of a description, to be found by the words of a name."""

    text: str

    @cached_property
    def _sentences(self) -> list[tuple[frozenset[str], str]]:
        found = [match.group().strip() for match in _SENTENCE.finditer(self.text)]
        return [(frozenset(key(one)), one[:_LONGEST]) for one in found[:_MOST_SENTENCES] if one]

    def find(self, *names: str | None) -> str | None:
        """The first sentence with all words of a name; else with its last word."""
        wanted = [words for name in names if name and (words := key(name))]
        for words in [*wanted, *(words[-1:] for words in wanted)]:
            for said, sentence in self._sentences:
                if said.issuperset(words):
                    return sentence
        return None

    def mentions(self, name: str) -> int:
        """How many sentences name something."""
        words = frozenset(key(name))
        return sum(words <= said for said, _ in self._sentences) if words else 0

    def traced(self, element: E, *names: str | None) -> E:
        """The element with the words it came from, unless it has them; what no words name stays assumed."""
        if element.source is not None:
            return element
        source = self.find(*(names or (name_of(element), label_of(element))))
        return changed(element, source=source, assumed=None) if source else element


def traced(spec: AppSpec, text: str) -> AppSpec:
    """The spec whose elements say which words of ``text`` they came from, as far as any did."""
    trace = Trace(text)

    def entity(one: Entity) -> Entity:
        fields: list[Field] = [trace.traced(field) for field in one.fields]
        computed: list[Computed] = [trace.traced(value) for value in one.computed]
        return trace.traced(changed(one, fields=tuple(fields), computed=tuple(computed)))

    def flow(one: Flow) -> Flow:
        states = tuple(trace.traced(state) for state in one.states)
        told = next((state.source for state in states if state.source), None)
        whole = changed(one, states=states)
        return changed(whole, source=told, assumed=None) if told and whole.source is None else whole

    def link(one: Relationship) -> Relationship:
        return trace.traced(one, f"{one.from_entity} {one.to_entity}", one.to_entity)

    def rule(one: PermissionRule) -> PermissionRule:
        return trace.traced(one, f"{one.role} {one.entity}", one.role)

    def report(one: Report) -> Report:
        return trace.traced(one, one.title, one.entity)

    permissions = changed(
        spec.permissions,
        roles=tuple(trace.traced(role) for role in spec.permissions.roles),
        rules=tuple(map(rule, spec.permissions.rules)),
    )
    return changed(
        spec,
        entities=tuple(map(entity, spec.entities)),
        relationships=tuple(map(link, spec.relationships)),
        flows=tuple(map(flow, spec.flows)),
        reports=tuple(map(report, spec.reports)),
        permissions=permissions,
    )
