"""Sentences that change what is there, as far as they speak of the step."""

from sayso.design.messages.clauses import sentences
from sayso.design.refinement import refine
from sayso.design.steps.types import Step
from sayso.kit.ids import IdSource
from sayso.spec.edits import Edit, Kind, SetLayout, apply
from sayso.spec.model import AppSpec

_KINDS: dict[Step, frozenset[Kind]] = {
    Step.OBJECT_MODEL: frozenset({Kind.ENTITY, Kind.FIELD, Kind.OPTION, Kind.COMPUTED, Kind.RULE}),
    Step.RELATIONSHIPS: frozenset({Kind.RELATIONSHIP}),
    Step.STATE_FLOW: frozenset({Kind.FLOW, Kind.STATE, Kind.TRANSITION}),
    Step.PAGES: frozenset({Kind.PAGE, Kind.COMPONENT}),
    Step.PERMISSIONS: frozenset({Kind.ROLE, Kind.PERMISSION}),
    Step.REPORTS: frozenset({Kind.REPORT}),
}
_ALONG = frozenset({Kind.COMPONENT, Kind.PAGE, Kind.PERMISSION, Kind.ASSUMPTION, Kind.RELATIONSHIP})
"""Kinds that a wish may change besides those of the step."""
_STRICT = frozenset({Step.PAGES, Step.PERMISSIONS})
"""Steps in which a wish changes nothing but what is theirs: other readings of it are mistaken."""


def refined(step: Step, text: str, spec: AppSpec, ids: IdSource) -> AppSpec:
    """The spec with the sentences done that wish for something of this step."""
    for sentence in sentences(text):
        done = refine(spec, sentence, (), ids)
        if done.edits and _speaks_of(step, done.edits):
            result = apply(spec, done.edits)
            spec = result.spec if result.ok else spec
    return spec


def _speaks_of(step: Step, edits: tuple[Edit, ...]) -> bool:
    kinds = [_kind_of(edit) for edit in edits]
    own = _KINDS[step]
    allowed = own if step in _STRICT else own | _ALONG
    return any(kind in own for kind in kinds) and all(kind in allowed for kind in kinds)


def _kind_of(edit: Edit) -> Kind | None:
    if isinstance(edit, SetLayout):
        return Kind.PAGE
    kind = getattr(edit, "kind", None)
    if kind is None and edit.op in {"retype", "merge_fields", "split_field"}:
        return Kind.FIELD
    if kind is None and edit.op == "make_flow":
        return Kind.FLOW
    return kind
