"""How much there is of each: ``how much of each product to bake``, ``how many bags each shop ordered``."""

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.fields import read_field

from .events import event_of, followed
from .evidence import Evidence, FieldClue, LinkClue, Segment, ThingClue, Topic
from .thing_names import is_attribute, may_be_thing, thing_name

_COUNTED = "is counted for each of them"
_EACH = frozenset(("each", "every", "which"))
_LITTLE = 1.2


def read_quantities(evidence: Evidence) -> None:
    """Note what is counted of each, and for whom, of the event that the description tells of."""
    told = [s for s in evidence.segments if s.topic in {Topic.BODY, Topic.THINGS} and not s.title]
    for segment in told:
        for place, token in enumerate(segment.tokens[:-2]):
            if token.word == "how" and segment.tokens[place + 1].word in {"much", "many"}:
                _figure(evidence, segment, segment.tokens[place + 2 :])


def _figure(evidence: Evidence, segment: Segment, asked: list[Token]) -> None:
    """``of each product to bake``, ``bags each shop ordered``: what is counted, and who did it."""
    each = next((p for p in noun_phrases(asked)[:2] if {*p.openers} & _EACH and _may_be_kept(p)), None)
    if each is None:
        return
    if asked[0].word == "of" and each.first == 1:
        for made in evidence.segments:
            place, event = _event(made.tokens)
            if event:
                _note(evidence, segment, event, each, _COUNTED)
                for doer in [p for p in noun_phrases(made.tokens) if p.last == place - 1 and _may_be_kept(p)]:
                    _note(evidence, made, event, doer, "is asked about")
                return
        return
    after = asked[each.last + 1 : each.last + 2]
    event = (event_of(after[0]) or _own(thing_name(each), after[0])) if after else ""
    if not event or (each.first > 0 and not noun_phrases(asked[: each.first])):
        return
    if any(after[0].word in other.words for other in evidence.segments if other.label):
        return
    _note(evidence, segment, event, each, "is asked about")
    for phrase in noun_phrases(asked[: each.first])[-1:]:
        if _may_be_kept(phrase) and known_thing(thing_name(phrase)) is not None:
            _note(evidence, segment, event, phrase, "is asked about")


def _own(name: str, verb: Token) -> str:
    """What a donor gives is a donation: the event of those who are called by what they do."""
    deed = next((done for done, doer in load("events")["doers"].items() if doer == name), "")
    return str(load("events")["verbs"].get(deed, "")) if verb.lemma == "give" else ""


def _may_be_kept(phrase: NounPhrase) -> bool:
    return may_be_thing(phrase) and not is_attribute(thing_name(phrase))


def _event(tokens: list[Token]) -> tuple[int, str]:
    """The event that a sentence tells of, and where its verb stands: ``each shop orders bread``."""
    made = ((i, event_of(t)) for i, t in enumerate(tokens) if followed(tokens, i))
    return next(((place, event) for place, event in made if event), (0, ""))


def _note(evidence: Evidence, segment: Segment, event: str, phrase: NounPhrase, why: str) -> None:
    """The event is kept with its quantity, and belongs to what it is counted for."""
    name, said = thing_name(phrase), quote(evidence.text, phrase.tokens)
    evidence.things.append(ThingClue(event, 1.5, said, "is something that is counted", segment.number))
    evidence.things.append(ThingClue(name, 1.6, said, why, segment.number, phrase.plural))
    evidence.links.append(LinkClue(event, name, said, 2.0))
    if all(c.owner != event or c.guess.name != "quantity" for c in evidence.fields):
        evidence.fields.append(FieldClue(event, read_field("quantity"), segment.number))


def drop_examples(evidence: Evidence) -> None:
    """Bread that is ordered is an example where what is counted is each *product*."""
    general = {
        c.name for c in evidence.things if c.why == _COUNTED and c.name in word_set("talk", "lead", "general")
    }
    events = {link.child for link in evidence.links if link.parent in general}
    told = {clue.owner for clue in evidence.fields}
    examples = {
        link.parent
        for link in evidence.links
        if link.child in events and link.parent not in general | told and not is_person_word(link.parent)
    }
    examples -= {c.name for c in evidence.things if c.weight >= _LITTLE}
    evidence.things = [c for c in evidence.things if c.name not in examples]
    evidence.links = [link for link in evidence.links if not {link.child, link.parent} & examples]
