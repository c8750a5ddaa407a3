"""Weigh the clues about each noun and decide which are things to keep records of."""

from collections import defaultdict
from dataclasses import dataclass, field

from sayso.design.knowledge.known import is_business, is_person_word, is_talk, known_thing, known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_plural, noun_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token
from sayso.design.offline.extraction.evidence import Evidence, FieldClue, Topic
from sayso.design.offline.extraction.speaker import own_names
from sayso.design.offline.extraction.thing_names import is_attribute, link_verbs, may_be_thing, thing_name

from .kinds import one_of_several_kinds
from .names import Names, synonyms

_ENOUGH = 1.3
_ENOUGH_UNKNOWN = 2.4
_BRIEF = 8
_TOLD = 3
_MOMENTS = frozenset(("on", "upon", "after", "before", "during", "until"))
_ANYBODY = frozenset(
    [
        "person",
        "family",
        "child",
        "parent",
        "user",
        "citizen",
        "business",
        "organisation",
        "company",
        "reader",
        "kid",
    ]
)


@dataclass(slots=True)
class Standing:
    """What speaks for one noun."""

    weight: float = 0.0
    source: str = ""
    best: float = 0.0
    plural: bool = False
    fields: int = 0
    mentions: int = 0
    asked: int = 0
    reasons: list[str] = field(default_factory=list)


def weigh(evidence: Evidence) -> dict[str, Standing]:  # noqa: C901, PLR0912 - a ladder of readings, tried in order
    """How much speaks for each noun of the description."""
    table: dict[str, Standing] = defaultdict(Standing)
    for clue in evidence.things:
        standing = table[clue.name]
        standing.weight += clue.weight if clue.weight >= 2 or not standing.weight else clue.weight / 2
        standing.plural |= clue.plural
        standing.reasons.append(clue.why)
        if clue.weight > standing.best:
            standing.best, standing.source = clue.weight, clue.source
    listed = {clue.name for clue in evidence.things if clue.plural and known_thing(clue.name) is None}
    for value in evidence.fields:
        table[value.owner].fields += 1
        if value.linked and (_has_sides(value, evidence) or _is_measure(value, evidence)):
            continue
        if value.linked and value.guess.name in listed:
            table[value.guess.name].weight += 1.0
            table[value.guess.name].asked += 1
        elif value.linked:
            target = (
                value.guess.name
                if value.guess.name in table or value.guess.name in known_things()
                else value.guess.head
            )
            if known_thing(target) is not None and target in known_things():
                table[target].asked += 1
                known_target = known_things()[target]
                if _said_as_many(evidence, target, value.segment):
                    table[target].weight += 0.6
                if value.guess.plural and known_target.kind in {"event", "line", "document"}:
                    table[target].weight += 0.5
                table[target].source = table[target].source or value.guess.source
    for state in evidence.states:
        if state.owner:
            table[state.owner].weight += 2.5
            table[state.owner].source = table[state.owner].source or state.owner
    for grant in evidence.grants:
        if grant.own:
            table[grant.role].weight += 1.6
            table[grant.role].source = table[grant.role].source or grant.source
    values = {v.guess.name for v in evidence.fields if v.guess.options or _is_place(v.guess.name)}
    for report in evidence.reports:
        for group in report.groups:
            name = "_".join([*group[:-1], noun_lemma(group[-1])])
            if name in known_things() and name not in values:
                table[name].weight += 0.5
    _count_mentions(evidence, table)
    return table


def _is_place(name: str) -> bool:
    known = known_thing(name)
    return known is not None and known.kind == "place"


def _has_sides(value: FieldClue, evidence: Evidence) -> bool:
    """Whether other values of the same owner tell more of it: *certificate, certificate valid until*."""
    stem = noun_lemma(value.guess.head or value.guess.name)
    return any(
        other.owner == value.owner and other is not value and other.guess.name.startswith(f"{stem}_")
        for other in evidence.fields
    )


def _is_measure(value: FieldClue, evidence: Evidence) -> bool:
    """Whether a unit is what an amount or a price beside it is counted in."""
    beside = {c.guess.head or c.guess.name for c in evidence.fields if c.owner == value.owner}
    return value.guess.name == "unit" and bool(beside & {"amount", "quantity", "price", "stock", "cost"})


def _said_as_many(evidence: Evidence, name: str, apart: int) -> bool:
    """Whether ``a customer`` that one thing has is spoken of in the plural elsewhere: *customers call*."""
    return any(
        token.tag == "NOUN" and is_plural(token.word) and noun_lemma(token.word) == name
        for segment in evidence.segments
        if segment.number != apart and segment.topic is not Topic.ROLE
        for token in segment.tokens
    )


def _count_mentions(evidence: Evidence, table: dict[str, Standing]) -> None:
    for segment in evidence.segments:
        if segment.topic in {Topic.ROLE, Topic.LATER}:
            continue
        for phrase in noun_phrases(segment.tokens):
            if may_be_thing(phrase):
                name = thing_name(phrase)
                before = segment.tokens[phrase.first - 1].word if phrase.first else ""
                if before in _MOMENTS and not phrase.openers and not phrase.plural:
                    continue
                opens = phrase.first <= 1 or (
                    segment.tokens[0].tag == "PREP"
                    and phrase.first <= 6
                    and bool({*phrase.openers} & {"each", "every", "a"})
                )
                if opens and _does_something(segment.tokens, phrase.last) and name in known_things():
                    acting = phrase.plural or bool(set(phrase.openers) & {"a", "an", "each", "every"})
                    ties = segment.tokens[phrase.last + 1].lemma in link_verbs()
                    strong = ties or known_things()[name].kind not in {"place", "group", "staff"}
                    table[name].weight += 0.8 if acting and strong else 0.5
                if phrase.plural and any(t.tag == "NUM" for t in phrase.tokens) and name in known_things():
                    table[name].weight += 1.0
                if name in known_things() and _is_argument(segment.tokens, phrase):
                    table[name].weight += 0.8 if "one" in phrase.openers else 0.3
                table[name].mentions += 1
                table[name].plural |= phrase.plural
                if not table[name].source:
                    table[name].source = evidence.text[phrase.start : phrase.end]


def _is_argument(tokens: list[Token], phrase: NounPhrase) -> bool:
    """Whether a verb that ties things has it as its object: ``each lift stands in a building``."""
    if not {*phrase.openers} & {"a", "an", "each", "one", "several", "exactly"}:
        return False
    place = phrase.first - 1
    while place > 0 and tokens[place].tag in {"PREP", "ADV"}:
        place -= 1
    return place > 0 and tokens[place].tag == "VERB" and tokens[place].lemma in link_verbs()


def _does_something(tokens: list[Token], last: int) -> bool:
    following = tokens[last + 1 : last + 3]
    return any(t.tag in {"VERB", "MODAL", "HAVE", "BE"} for t in following)


def accept(evidence: Evidence) -> tuple[Names, dict[str, Standing]]:
    """The accepted names, and what spoke for each."""
    table = weigh(evidence)
    _merge_short(table)
    names = Names()
    brief = sum(len(segment.tokens) for segment in evidence.segments) <= _BRIEF
    own = own_names(evidence)
    scored = {
        name: _score(name, standing, evidence)
        for name, standing in table.items()
        if name and not (name in own and not standing.plural)
    }
    brief = brief or not any(score >= _ENOUGH for score in scored.values())
    for name in sorted(scored, key=lambda n: (-scored[n], n)):
        known = name in known_things()
        enough = _ENOUGH if known else _ENOUGH + 0.3 if known_thing(name) else _ENOUGH_UNKNOWN
        if scored[name] < enough * (0.4 if brief and known else 1.0):
            continue
        twin = next((other for other in names.accepted if other in synonyms(name) and other != name), None)
        if twin is not None:
            names.aliases[name] = twin
            continue
        names.accepted.add(name)
    one_of_several_kinds(evidence, names, {name: standing.best for name, standing in table.items()})
    return names, table


def _score(name: str, standing: Standing, evidence: Evidence) -> float:  # noqa: C901 - a ladder of readings, tried in order
    known = known_thing(name)
    score = (
        standing.weight
        + min(standing.fields, 3) * 0.5
        + min(standing.mentions, 5) * 0.25
        + min(standing.asked, 3) * 0.5
    )
    if name in known_things():
        score += 0.4
    elif known is None and not standing.fields:
        score -= 0.8
    ends_in_talk = is_talk(name.rsplit("_", maxsplit=1)[-1]) and name not in known_things()
    if is_talk(name) or (ends_in_talk and standing.fields < _TOLD):
        score -= 2.0 if standing.weight < 2 else 0.5
    if name == "booking" and not standing.fields and _booked_otherwise(evidence):
        score -= 2.0
    if name in {"slot", "time_slot", "spot"} and not standing.fields and _is_booked(evidence):
        score -= 3.0
    if name in word_set("talk", "means", "words") and standing.fields < 2 and standing.best < 4:
        score -= 1.5
    if name in {"line", "item", "step"} and standing.best < 2 and not standing.fields:
        score -= 1.5
    if is_business(name) and standing.fields == 0 and max(standing.best, standing.weight) < 2:
        score -= 1.5 if standing.plural else 2.5
    if is_attribute(name) and standing.fields < 2 and (standing.best < 2 or known is None):
        score -= 1.5
    if {name, f"{name}s"} & _role_names(evidence) and standing.fields == 0:
        score -= 0.6
    if is_person_word(name) and standing.fields == 0 and standing.asked == 0:
        score -= 0.7 if name in _ANYBODY else 0.0 if known is not None and known.kind == "customer" else 0.4
    if (
        any(name.replace("_", " ") in (example, *example.split()) for example in evidence.examples)
        and standing.fields == 0
    ):
        score -= 1.5
    return score


def _role_names(evidence: Evidence) -> set[str]:
    """Names of roles, those of ``council_member`` and ``senior_nurse`` also without what tells them apart."""
    names = {role.name for role in evidence.roles}
    apart = (name.partition("_") for name in names)
    return names | {rest for first, _, rest in apart if first in word_set("talk", "roles", "telling")}


def _booked_otherwise(evidence: Evidence) -> bool:
    """Whether what is booked has a name of its own, so that *double booking* names nothing new."""
    return any(
        c.name in {"appointment", "reservation", "rental", "lesson", "session", "visit"}
        for c in evidence.things
    )


def _is_booked(evidence: Evidence) -> bool:
    """Whether a booking is kept, so that the slot somebody books is nothing besides it."""
    return any(c.name in {"booking", "appointment", "reservation"} for c in evidence.things)


def _merge_short(table: dict[str, Standing]) -> None:
    """A short name that means a longer one adds to it: ``payments`` are ``rent payments``."""
    strong = [name for name, s in table.items() if "_" in name and (s.weight >= 2 or s.fields)]
    for long in strong:
        short = long.split("_")[-1]
        other = table.get(short)
        longer = [n for n in strong if n.endswith(f"_{short}")]
        if other is None or len(longer) > 1:
            continue
        if other.fields:
            continue
        table[long].mentions += other.mentions
        table[long].asked += other.asked
        table[long].weight += other.weight / 2
        del table[short]
