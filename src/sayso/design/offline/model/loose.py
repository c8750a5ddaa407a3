"""Ends left loose: papers of events, and things that nothing ties to the rest."""

from collections import defaultdict

from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import quote
from sayso.design.offline.extraction.evidence import Evidence, Topic
from sayso.design.offline.extraction.thing_names import may_be_thing, thing_name
from sayso.spec.model import FieldType

from .business import Business, Tie
from .names import Names
from .ties import HAPPENS, add_tie, depends, kind_of, leads_to

_DATES = frozenset((FieldType.DATE, FieldType.DATETIME))
_KEPT = frozenset(("thing", "catalogue"))
_MANY = 2
_HAPPENS = frozenset(("event", "document"))
Together = dict[str, dict[str, int]]


def tie_loose_ends(business: Business, evidence: Evidence, names: Names) -> None:
    """Tie what stands alone or lacks what it is about; each tie says that it was assumed."""
    together = _together(evidence, names)
    _listed(business, evidence, names)
    _papers(business, together)
    _concerned(business, together)
    for name in list(business.things):
        if len(business.things) > 1 and not _is_tied(business, name):
            _orphan(business, name, together[name], evidence)
    _served(business)
    _reported(business, evidence, names)


def _together(evidence: Evidence, names: Names) -> Together:
    """How often two things were said in one sentence."""
    counts: Together = defaultdict(lambda: defaultdict(int))
    for segment in evidence.segments:
        phrases = noun_phrases([*segment.label, *segment.tokens])
        said = {names.resolve(thing_name(p)) for p in phrases if may_be_thing(p)}
        found = {name for name in said if name is not None}
        for name in found:
            for other in found - {name}:
                counts[name][other] += 1
    return counts


def _papers(business: Business, together: Together) -> None:
    """A document is about an event it is said together with: an invoice is for a trip."""
    for name in business.things:
        if kind_of(business, name) != "document":
            continue
        events = {
            other: count for other, count in together[name].items() if kind_of(business, other) == "event"
        }
        if any(kind_of(business, tie.parent) in {"event", "document"} for tie in business.parents(name)):
            continue
        best = max(sorted(events), key=events.__getitem__, default="")
        if best and not leads_to(business, best, name) and not leads_to(business, name, best):
            add_tie(business, Tie(name, best, best, assumed="They are mentioned together."))


def _concerned(business: Business, together: Together) -> None:
    """What happens concerns the people it is said together with: we inspect at a customer's home."""
    people = [name for name in business.things if kind_of(business, name) == "customer"]
    for name in business.things:
        said = [other for other in people if other in together[name]]
        if kind_of(business, name) not in _HAPPENS or len(said) != 1:
            continue
        if not any(_near(business, name, other) for other in people):
            add_tie(business, Tie(name, said[0], said[0], assumed="They are mentioned together."))


def _served(business: Business) -> None:
    """A customer nothing is tied to is the one for whom what happens happens."""
    people = [name for name in business.things if kind_of(business, name) == "customer"]
    if len(people) != 1 or _is_tied(business, people[0]):
        return
    for name in business.things:
        if kind_of(business, name) == "event" and not any(
            kind_of(business, tie.parent) == "event" for tie in business.parents(name)
        ):
            why = "Nothing else was said to be for them."
            add_tie(business, Tie(name, people[0], people[0], assumed=why))


def _listed(business: Business, evidence: Evidence, names: Names) -> None:
    """What is listed under an event belongs to it: *Assignments: which driver has which van*."""
    for segment in evidence.segments:
        heading = [names.exact(thing_name(p)) for p in noun_phrases(segment.label) if may_be_thing(p)]
        if len(heading) != 1 or segment.topic not in {Topic.BODY, Topic.THINGS}:
            continue
        name = heading[0] or ""
        if kind_of(business, name) not in _HAPPENS:
            continue
        for phrase in noun_phrases(segment.tokens):
            other = names.exact(thing_name(phrase)) if may_be_thing(phrase) else None
            if other and depends(business, other) < HAPPENS:
                source = quote(evidence.text, phrase.tokens)
                add_tie(business, Tie(name, other, other, source=source))


def _reported(business: Business, evidence: Evidence, names: Names) -> None:
    """What is reported for each of something belongs to it: *cost per machine*."""
    owners = {clue.guess.name: names.resolve(clue.owner) for clue in evidence.fields}
    for report in evidence.reports:
        counted = names.resolve("_".join(report.measure)) or owners.get("_".join(report.measure))
        if counted is None:
            continue
        reached = [counted, *(tie.child for tie in business.children(counted))]
        child = max(reached, key=lambda name: (depends(business, name), name))
        for group in report.groups:
            parent = names.exact("_".join([*group[:-1], noun_lemma(group[-1])]))
            told = parent is not None and any(_near(business, name, parent) for name in reached)
            if parent is None or depends(business, child) < HAPPENS or told:
                continue
            add_tie(business, Tie(child, parent, parent, source=report.source))


def _near(business: Business, name: str, other: str) -> bool:
    return leads_to(business, name, other) or leads_to(business, other, name)


def _orphan(business: Business, name: str, near: dict[str, int], evidence: Evidence) -> None:
    """Tie a thing to the one it was said together with most, or else to the one most others belong to."""
    deep = depends(business, name)
    if near:
        other = max(sorted(near), key=lambda o: (near[o], abs(depends(business, o) - deep)))
        child, parent = (name, other) if deep >= depends(business, other) else (other, name)
        if depends(business, child) >= 2:
            add_tie(business, Tie(child, parent, parent, assumed="They are mentioned together."))
        return
    others = [o for o in business.things if o != name and depends(business, o) < HAPPENS]
    others = [o for o in others if kind_of(business, o) not in {"staff", "place"}]
    hub = max(
        sorted(others),
        key=lambda o: (len(business.children(o)), business.things[o].weight),
        default="",
    )
    hub = _nearer(business, name, hub)
    dated = kind_of(business, name) != "catalogue" and _has_date(name, evidence)
    happens = deep >= HAPPENS or dated
    kept = kind_of(business, name) in _KEPT and any(c.owner == name for c in evidence.fields)
    owned = kind_of(business, hub) == "thing" and len(business.children(hub)) >= _MANY
    if hub and (happens or (kept and owned)):
        add_tie(business, Tie(name, hub, hub, assumed="Most of the rest belongs to it as well."))


def _nearer(business: Business, name: str, hub: str) -> str:
    """The case of a client, where other things belong to the case already."""
    papers = [o for o in business.things if o != name and kind_of(business, o) == "document"]
    papers = [o for o in papers if any(kind_of(business, t.child) in _HAPPENS for t in business.children(o))]
    papers = [o for o in papers if not leads_to(business, o, name)]
    papers = [o for o in papers if not hub or leads_to(business, o, hub)]
    return papers[0] if len(papers) == 1 else hub


def _has_date(name: str, evidence: Evidence) -> bool:
    return any(c.owner == name and c.guess.type in _DATES for c in evidence.fields)


def _is_tied(business: Business, name: str) -> bool:
    return any(name in {tie.child, tie.parent} and tie.child != tie.parent for tie in business.ties)
