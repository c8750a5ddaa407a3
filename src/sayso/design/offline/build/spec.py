"""Assemble the AppSpec from the model of a business."""

from sayso.design.offline.extraction.evidence import Evidence
from sayso.design.offline.model.business import Business
from sayso.kit.ids import IdSource
from sayso.kit.words import plural, sentence
from sayso.spec.model import AppSpec

from .bookings import build_bookings
from .entities import build_entities, rename_taken
from .flows import build_flows
from .formulas import build_formulas
from .identity import module_name, module_type, settings, slug_of, tier_of
from .lateness import build_lateness
from .pages import build_pages, choose_main
from .parts import Parts
from .permissions import build_permissions
from .quota import build_allowances
from .reports import build_reports
from .rules import build_rules
from .worth import build_worth

_DESCRIPTION = 4


def build_spec(business: Business, evidence: Evidence, ids: IdSource) -> AppSpec:
    """The spec of an application for this business."""
    rename_taken(business)
    parts = Parts(business, ids)
    build_entities(parts)
    build_flows(parts)
    build_formulas(parts)
    build_lateness(parts)
    build_allowances(parts)
    build_worth(parts)
    build_rules(parts)
    build_bookings(parts)
    choose_main(parts)
    build_reports(parts)
    build_permissions(parts)
    build_pages(parts)
    return assemble(parts, module_name(parts, evidence))


def assemble(parts: Parts, name: str) -> AppSpec:
    """The spec of everything that was built, under a name."""
    text = parts.business.text
    found = settings(parts, text)
    return AppSpec(
        name=name,
        slug=slug_of(name),
        description=_description(parts),
        type=module_type(parts, text),
        tier=tier_of(parts),
        features=_features(parts),
        entities=tuple(parts.entities.values()),
        relationships=tuple(parts.relationships),
        flows=tuple(parts.flows.values()),
        pages=tuple(parts.pages),
        components=tuple(parts.components),
        permissions=parts.permissions,
        reports=tuple(parts.reports),
        settings=found,
        assumptions=tuple(parts.assumptions),
    )


def _description(parts: Parts) -> str:
    names = [plural(name).replace("_", " ") for name in parts.main[:_DESCRIPTION]]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{sentence(listed[:1])}{listed[1:]} in one place."


def _features(parts: Parts) -> tuple[str, ...]:
    flows = [
        f"{sentence(name)} from {flow.states[0].label.lower()} to {flow.states[-1].label.lower()}"
        for name, flow in parts.flows.items()
    ]
    return (*flows[:4], *(report.title for report in parts.reports if report.assumed is None))[:8]
