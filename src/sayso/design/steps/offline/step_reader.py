"""The words of a step, read as the end of a description of the application so far."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from sayso.design.languages import without_foreign_parts
from sayso.design.offline.build.flows import build_flows
from sayso.design.offline.build.pages import build_pages, choose_main
from sayso.design.offline.build.permissions import build_permissions
from sayso.design.offline.build.reports import build_reports
from sayso.design.offline.designer import OfflineDesigner
from sayso.design.offline.model.business import Business
from sayso.design.offline.readable import unreadable
from sayso.design.steps.assembly import Assembled, assemble, shape_of
from sayso.design.steps.relationships import RelationshipPart, Relationships
from sayso.design.steps.types import Step, StepShape, role_of
from sayso.design.types import Question
from sayso.kit.ids import IdSource
from sayso.kit.words import plural
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.edits import empty_spec
from sayso.spec.model import (
    NUMBER_TYPES,
    Action,
    AppSpec,
    PermissionRule,
    Permissions,
    RelationshipKind,
    Role,
)

from .known import business_of, parts_of
from .movers import movers_named
from .shorthand import phrased
from .step_question import question_of
from .step_refinement import refined

_AVERAGE = re.compile(r"\b(?:average|mean)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfflineRead:
    """What was read; no shape and a question where nothing could be."""

    shape: StepShape | None
    spec: AppSpec
    questions: tuple[Question, ...] = ()
    notices: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_offline(step: Step, text: str, spec: AppSpec, ids: IdSource) -> OfflineRead:
    """The step as the words say it, worked into the spec."""
    problem = unreadable(text, role_of(step))
    if problem is not None:
        return OfflineRead(None, spec, (problem,))
    rest, left_out = without_foreign_parts(text)
    done = _read(step, rest, spec, ids)
    return replace(done, notices=(*done.notices, *left_out))


def _read(step: Step, text: str, spec: AppSpec, ids: IdSource) -> OfflineRead:
    """English words of a step."""
    if not spec.entities:
        return _first(step, text, spec, ids)
    if step is Step.OBJECT_MODEL:
        return _grown(text, spec, ids)
    wished, notices = _READERS[step](phrased(step, text), spec, ids)
    done = assemble({step: wished}, spec, ids) if wished is not None else Assembled(spec, ())
    if done.edits:
        return _taken(step, done, notices)
    there = shape_of(step, spec)
    kept = None if there == shape_of(step, empty_spec()) else there
    return OfflineRead(kept, spec, (question_of(step, spec),), (), done.diagnostics)


def completed(spec: AppSpec, ids: IdSource) -> tuple[AppSpec, tuple[str, ...]]:
    """The spec with what nobody can do without: somebody who may use it, and pages to use."""
    notices: list[str] = []
    if not spec.entities:
        return spec, ()
    for step, is_there, notice in (
        (Step.PERMISSIONS, spec.permissions.rules, "Everybody who signs in may do everything."),
        (Step.PAGES, spec.pages, "Each kind of record has the usual page."),
    ):
        shape = None if is_there else _READERS[step]("", spec, ids)[0]
        if shape is not None:
            spec = assemble({step: shape}, spec, ids).spec
            notices.append(f"{notice} Nothing was said of it.")
    return spec, tuple(notices)


def _first(step: Step, text: str, spec: AppSpec, ids: IdSource) -> OfflineRead:
    """A description of everything, of which the step is a part."""
    proposal = OfflineDesigner().design(text, ids)
    whole = proposal.sound_spec
    if not whole.entities:
        return OfflineRead(None, spec, proposal.questions)
    shape = shape_of(step, whole)
    if step is not Step.OBJECT_MODEL and shape == shape_of(step, empty_spec()):
        return OfflineRead(None, spec, (question_of(step, whole),))
    shapes = {Step.OBJECT_MODEL: shape_of(Step.OBJECT_MODEL, whole), step: shape}
    notices: tuple[str, ...] = ()
    if step is not Step.OBJECT_MODEL:
        shapes[Step.RELATIONSHIPS] = shape_of(Step.RELATIONSHIPS, whole)
        notices = ("Nothing was known of the records yet, so I read those from the same words.",)
    start = spec if spec != empty_spec() else empty_spec(whole.name, whole.slug)
    done = assemble(shapes, start, ids)
    return OfflineRead(shape, done.spec, proposal.questions, notices)


def _grown(text: str, spec: AppSpec, ids: IdSource) -> OfflineRead:
    """More of the object model: a whole description adds to it, single wishes change it."""
    whole = _designed(text, ids)
    wished = shape_of(Step.OBJECT_MODEL, _standing(Step.OBJECT_MODEL, text, spec, ids))
    readings: list[tuple[StepShape, tuple[str, ...]]] = []
    if wished != shape_of(Step.OBJECT_MODEL, spec):
        readings.append((wished, ()))
    if whole.entities:
        added = shape_of(Step.OBJECT_MODEL, whole).model_copy(
            update={"complete": False, "name": None, "description": None}
        )
        told = [entity for entity in whole.entities if entity.assumed is None]
        readings.insert(0 if len(told) > 1 else len(readings), (added, ()))
    for shape, notices in readings:
        done = assemble({Step.OBJECT_MODEL: shape}, spec, ids)
        if done.edits:
            return _taken(Step.OBJECT_MODEL, done, notices)
    if not readings:
        return OfflineRead(None, spec, (question_of(Step.OBJECT_MODEL, spec),))
    notice = "All of that is there already."
    return OfflineRead(shape_of(Step.OBJECT_MODEL, spec), spec, (), (notice,))


def _taken(step: Step, done: Assembled, notices: tuple[str, ...]) -> OfflineRead:
    return OfflineRead(shape_of(step, done.spec), done.spec, (), notices, done.diagnostics)


def _standing(step: Step, text: str, spec: AppSpec, ids: IdSource) -> AppSpec:
    """The spec with wishes done. Who reads them expects that somebody may use it, so a role stands in."""
    if spec.permissions.roles:
        return refined(step, text, spec, ids)
    role = Role(id=ids.new("rol"), name="stand_in", label="Stand-in")
    rules = tuple(
        PermissionRule(id=ids.new("prm"), role=role.name, entity=entity.name, actions=tuple(Action))
        for entity in spec.entities
    )
    standing = Permissions(roles=(role,), default_role=role.name, rules=rules)
    return refined(step, text, spec.model_copy(update={"permissions": standing}), ids)


_Wished = tuple[StepShape | None, tuple[str, ...]]


def _relationships(text: str, spec: AppSpec, ids: IdSource) -> _Wished:
    """Wishes first, since they say directly what belongs to what; then what the words imply."""
    wished = _standing(Step.RELATIONSHIPS, text, spec, ids)
    pairs = {frozenset((link.from_entity, link.to_entity)) for link in wished.relationships}
    known = {entity.name: {field.name for field in entity.fields} for entity in spec.entities}
    more: list[RelationshipPart] = []
    notices: list[str] = []
    for part, is_assumed in _implied(text, spec, ids):
        ends = {part.from_entity, part.to_entity}
        is_field = part.name in known.get(part.from_entity, ())
        if frozenset(ends) in pairs or not ends <= known.keys() or is_field:
            continue
        pairs.add(frozenset(ends))
        more.append(part)
        if is_assumed:
            child, parent = (plural(name).replace("_", " ") for name in (part.from_entity, part.to_entity))
            notices.append(f"Assumed that {child} belong to {parent}.")
    said = shape_of(Step.RELATIONSHIPS, wished)
    links = said.relationships if isinstance(said, Relationships) else ()
    if not links and not more:
        return None, ()
    return Relationships(relationships=(*links, *more)), tuple(notices)


def _implied(text: str, spec: AppSpec, ids: IdSource) -> list[tuple[RelationshipPart, bool]]:
    """Links that the words imply, read with what is known and by themselves; told ones first."""
    found: list[tuple[RelationshipPart, bool]] = []
    for tie in business_of(spec, text).ties:
        kind = RelationshipKind.MANY_TO_MANY if tie.many else RelationshipKind.BELONGS_TO
        name = plural(tie.parent) if tie.many else tie.name
        part = RelationshipPart(from_entity=tie.child, to_entity=tie.parent, kind=kind, name=name)
        found.append((part, tie.assumed is not None))
    whole = _designed(text, ids)
    shape = shape_of(Step.RELATIONSHIPS, whole)
    if isinstance(shape, Relationships):
        pairs = zip(shape.relationships, whole.relationships, strict=True)
        found += [(part, link.assumed is not None) for part, link in pairs]
    return sorted(found, key=lambda one: one[1])


def _designed(text: str, ids: IdSource) -> AppSpec:
    """What the words describe by themselves."""
    return OfflineDesigner().design(text, ids).sound_spec


def _state_flow(text: str, spec: AppSpec, ids: IdSource) -> _Wished:
    """States in the order in which they are told, then wishes about them, then who may move."""
    business = business_of(spec, text)
    business.lives = [life for life in business.lives if life.source]
    parts = parts_of(spec, business, ids)
    build_flows(parts)
    for flow in _designed(text, ids).flows:
        if flow.entity in parts.entities and flow.source:
            parts.flows.setdefault(flow.entity, flow)
    begun = spec.model_copy(update={"flows": tuple(parts.flows.values())})
    begun = assemble({Step.STATE_FLOW: shape_of(Step.STATE_FLOW, begun)}, spec, ids).spec
    wished = _standing(Step.STATE_FLOW, text, begun, ids)
    flows = movers_named(text, wished.flows)
    if not flows:
        return None, ()
    return shape_of(Step.STATE_FLOW, wished.model_copy(update={"flows": flows})), ()


def _permissions(text: str, spec: AppSpec, ids: IdSource) -> _Wished:
    """The matrix that the words describe; roles that are there already keep what they had."""
    business = business_of(spec, text)
    told = {role.name for role in business.roles}
    if told and told <= {rule.role for rule in spec.permissions.rules}:
        wished = refined(Step.PERMISSIONS, text, spec, ids)
        if wished != spec:
            return shape_of(Step.PERMISSIONS, wished), ()
    if told:
        parts = parts_of(spec, business, ids)
        build_permissions(parts)
        built = spec.model_copy(
            update={"permissions": parts.permissions, "entities": tuple(parts.entities.values())}
        )
        shape = shape_of(Step.PERMISSIONS, built)
        wide = {role.name for role in spec.permissions.roles if _is_wide(role.name, spec)}
        if wide:
            shape = _without_role(shape, "admin", wide)
        standing = {"default_role": None} if spec.permissions.default_role else {}
        return shape.model_copy(update={"complete": False, **standing}), ()
    if spec.permissions.rules:
        wished = refined(Step.PERMISSIONS, text, spec, ids)
        return (shape_of(Step.PERMISSIONS, wished), ()) if wished != spec else (None, ())
    parts = parts_of(spec, business, ids)
    build_permissions(parts)
    usual = spec.model_copy(update={"permissions": parts.permissions})
    shape = shape_of(Step.PERMISSIONS, usual).model_copy(update={"complete": False})
    return shape, ("The words name nobody, so everybody who signs in may do everything.",)


def _is_wide(role: str, spec: AppSpec) -> bool:
    mine = {rule.entity for rule in spec.permissions.rules if rule.role == role and len(rule.actions) == 4}
    return mine == {entity.name for entity in spec.entities}


def _without_role(shape: StepShape, name: str, kept: set[str]) -> StepShape:
    """Without the administrator who was only assumed, where somebody may do everything already."""
    if name in kept:
        return shape
    data = shape.to_json()
    data["roles"] = [one for one in data["roles"] if one["name"] != name]
    data["matrix"] = [one for one in data["matrix"] if one["role"] != name]
    return type(shape).model_validate(data)


def _reports(text: str, spec: AppSpec, ids: IdSource) -> _Wished:
    """Reports that are told, else the usual ones."""
    business = business_of(spec, f"Reports: {text}")
    _sum_numbers(business, spec)
    parts = parts_of(spec, business, ids)
    parts.reports = []
    choose_main(parts)
    build_reports(parts)
    told = tuple(report for report in parts.reports if report.assumed is None)
    found = told or (() if spec.reports else tuple(parts.reports))
    wished = _standing(Step.REPORTS, text, spec, ids) if not told else spec
    if not found and wished == spec:
        return None, ()
    known = {report.name for report in wished.reports}
    every = (*wished.reports, *(report for report in found if report.name not in known))
    shape = shape_of(Step.REPORTS, wished.model_copy(update={"reports": every}))
    data = shape.to_json()
    for report in data["reports"]:
        report["shown"] = report["shown"] or report["name"] not in {one.name for one in spec.reports}
    notices = () if told or wished != spec else ("The words name no figures; these are usual ones.",)
    return type(shape).model_validate(data), notices


def _sum_numbers(business: Business, spec: AppSpec) -> None:
    """Where a number of records is named without saying how it is measured, its sum is meant."""
    numbers = {
        field.name for entity in spec.entities for field in entity.fields if field.type in NUMBER_TYPES
    }
    for clue in business.reports:
        if not clue.operation and numbers & set(clue.measure):
            clue.operation = "avg" if _AVERAGE.search(clue.source) else "sum"


def _pages(text: str, spec: AppSpec, ids: IdSource) -> _Wished:
    """The usual pages where there are none, then wishes about them."""
    notices: tuple[str, ...] = ()
    begun = spec
    if not spec.pages:
        parts = parts_of(spec, business_of(spec, text), ids)
        choose_main(parts)
        build_pages(parts)
        begun = spec.model_copy(update={"pages": tuple(parts.pages), "components": tuple(parts.components)})
        notices = ("These are the usual pages for these records, arranged by what they keep.",)
    wished = _standing(Step.PAGES, text, begun, ids)
    if wished == spec:
        return None, ()
    return shape_of(Step.PAGES, wished), notices


_READERS: dict[Step, Callable[[str, AppSpec, IdSource], _Wished]] = {
    Step.RELATIONSHIPS: _relationships,
    Step.STATE_FLOW: _state_flow,
    Step.PAGES: _pages,
    Step.PERMISSIONS: _permissions,
    Step.REPORTS: _reports,
}
