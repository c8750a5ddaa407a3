"""Find the things a description keeps records of, and the values it keeps about each."""

from dataclasses import replace

from sayso.design.knowledge.known import is_business, is_person_word, is_talk, known_thing, known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.lists import closing, split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.field_notes import option_names

from .events import event_of, read_events
from .evidence import Evidence, LinkClue, Segment, ThingClue, Topic
from .lead import lead_length, strip_lead
from .naming import is_attribute, may_be_thing, thing_name
from .stories import read_story
from .undone import wanted
from .walk import Walk, chain_head, field_share

_ANY_OF = frozenset(["each", "every", "any", "the", "a", "an", "that", "one", "per"])
_BACK = frozenset(["it", "they", "each", "this", "these", "he", "she"])
_LINE_LABELS = frozenset(("each", "every", "per", "for", "so", "and", "the", "then", "also", "our", "my"))


def read_things(evidence: Evidence) -> None:
    """Add clues about things and values from every segment that talks about what is kept."""
    topic = ""
    for place, segment in enumerate(evidence.segments):
        if segment.topic not in {Topic.BODY, Topic.THINGS, Topic.RULE} or segment.title:
            continue
        tokens = wanted(segment)
        if not tokens:
            continue
        segment = replace(segment, tokens=tokens)  # noqa: PLW2901 - only what is wanted is read
        if place == 0 and not segment.label and not _is_sentence(tokens):
            segment.topic = Topic.THINGS
        topic = _read(evidence, segment, topic) or topic


def _read(evidence: Evidence, segment: Segment, topic: str) -> str:
    story = read_story(segment.tokens)
    if story is not None:
        return _story(evidence, segment, story.wish, topic, story.role)
    if topic and segment.label and segment.label[-1].word in {"those", "them", "these", "it"}:
        Walk(evidence, segment, owner=topic, sure=True, named=[topic]).read(segment.tokens)
        return topic
    if segment.label and segment.topic is Topic.BODY:
        labelled = _labelled(evidence, segment)
        if labelled is not None:
            return labelled
    return _sentence(evidence, segment, segment.tokens, topic)


def _story(evidence: Evidence, segment: Segment, wish: list[Token], topic: str, role: str = "") -> str:
    colon = next((i for i, t in enumerate(wish) if t.word == ":"), None)
    event = read_events(evidence, segment, wish[:colon], role, 1.8)
    if event and colon is not None:
        Walk(evidence, segment, owner=event, sure=True, named=[event]).read(wish[colon + 1 :])
        return event
    end = next((i for i, t in enumerate(wish) if t.word in {"with", ":", "("}), len(wish))
    phrases = noun_phrases(wish[:end])
    keeping = word_set("talk", "lead", "keeping")
    for phrase in phrases:
        verb = next((t for t in reversed(wish[: phrase.first]) if t.tag == "VERB"), None)
        if may_be_thing(phrase) and verb is not None and not is_attribute(thing_name(phrase)):
            near = sum(t.tag in {"NOUN", "PREP"} for t in wish[wish.index(verb) + 1 : phrase.first]) == 0
            kept = verb.lemma in keeping
            weight = (1.6 if kept else 0.8) if near else 0.5
            _note(evidence, segment, phrase, weight, "is worked with in a story")
    return _sentence(evidence, segment, wish, topic)


def _sentence(evidence: Evidence, segment: Segment, tokens: list[Token], topic: str) -> str:
    walk = Walk(evidence, segment)
    body = tokens
    owner, rest = _for_each(evidence, segment, body)
    if owner:
        walk.owner, walk.named, body = owner, [owner], strip_lead(rest)
        walk.read(body)
        return walk.owner
    own = _own_list(evidence, segment, body)
    if own:
        _brackets(evidence, segment, body, walk)
        return own
    described = _described(evidence, segment, body)
    if described:
        return described
    turned = _values_of(evidence, segment, body)
    if turned:
        return turned
    back = next((i for i, t in enumerate(body[:4]) if t.tag not in {"ADV", "CONJ", "PUNCT"}), 0)
    if (
        topic
        and body[back].word in _BACK
        and back + 1 < len(body)
        and body[back + 1].tag in {"HAVE", "MODAL", "VERB"}
    ):
        verb = next(
            (
                i
                for i, t in enumerate(body[: back + 4])
                if t.tag == "HAVE" or t.word in {"needs", "need", "gets", "includes"}
            ),
            None,
        )
        if verb is not None:
            walk.owner, walk.named = topic, [topic]
            walk.read(body[verb + 1 :])
            return walk.owner
    lead = lead_length(body)
    records = _records(evidence, segment, body)
    if records:
        return records
    walk.listing = lead > 0 or segment.continued or bool(segment.label) or segment.topic is Topic.THINGS
    walk.subject = _subject(body, topic)
    happening = _when_it_happens(evidence, segment, body)
    if happening:
        return happening
    passive = _passive_list(evidence, segment, body, topic)
    if passive:
        return passive
    walk.read(body[lead:])
    if not walk.named or walk.stopped:
        read_events(evidence, segment, body, "", 2.0 if segment.topic is Topic.THINGS else 1.0)
    _brackets(evidence, segment, body, walk)
    return walk.owner or _subject(body, topic)


def _for_each(evidence: Evidence, segment: Segment, tokens: list[Token]) -> tuple[str, list[Token]]:
    """``For each job we record ...`` and ``per visit: ...``."""
    start = next((i for i, t in enumerate(tokens[:3]) if t.tag not in {"ADV", "CONJ", "PUNCT"}), 0)
    if not tokens or tokens[start].word not in {"for", "per", "about", "on", "of", "after", "during"}:
        return "", tokens
    phrases = noun_phrases(tokens)
    if not phrases or phrases[0].first > start + 1 or not may_be_thing(phrases[0]):
        return "", tokens
    first = phrases[0]
    if tokens[start].word != "per" and not (
        set(first.openers) & {"each", "every", "all", "any", "the"} or first.plural
    ):
        return "", tokens
    if is_attribute(thing_name(first)):
        return "", tokens
    _note(evidence, segment, first, 2.5, "has values kept for each")
    return thing_name(first), tokens[first.last + 1 :]


def _own_list(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``Players should be a list of their own with the rating``, ``green lots (...) need their own table``."""
    words = [t.word for t in tokens]
    apart = {"own", "separate", "separately"} & set(words) and {
        "list",
        "table",
        "tab",
        "sheet",
        "separate",
        "separately",
        "records",
        "place",
    } & set(words)
    once = "once" in words and {"kept", "stored", "saved", "listed"} & set(words)
    if not apart and not once:
        return ""
    place = next(i for i, w in enumerate(words) if w in {"own", "separate", "separately", "once"})
    found = [
        p
        for p in noun_phrases(tokens)
        if p.first < place and may_be_thing(p) and (p.plural or thing_name(p) in known_things())
    ]
    if not found or (is_attribute(thing_name(found[-1])) and not found[-1].plural):
        return ""
    first = found[0]
    for phrase in found if once else found[:1]:
        _note(evidence, segment, phrase, 3.0, "should be kept apart")
    walk = Walk(evidence, segment, owner=thing_name(first), sure=True)
    bracket = next((i for i, t in enumerate(tokens) if t.word == "("), None)
    if bracket is not None:
        walk.read(tokens[bracket + 1 : closing(tokens, bracket)])
    give = next((i for i, t in enumerate(tokens) if i > place and t.word == "with"), None)
    if give is not None:
        end = next(
            (
                i
                for i in range(give, len(tokens))
                if tokens[i].tag in {"PRON"} or tokens[i].word in {"so", "too", "because"}
            ),
            len(tokens),
        )
        walk.read(tokens[give + 1 : end])
    return thing_name(first)


def _described(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``An employee is identified by ...``, ``customers are described by their name and address``."""
    verbs = word_set("talk", "give", "passive")
    for place, token in enumerate(tokens):
        if token.word in verbs and place and any(t.tag == "BE" for t in tokens[max(0, place - 3) : place]):
            subject = next((p for p in noun_phrases(tokens[:place]) if may_be_thing(p)), None)
            start = next(
                (
                    i
                    for i in range(place + 1, min(place + 5, len(tokens)))
                    if tokens[i].word in {"by", "as", "with", "through", "using"}
                ),
                None,
            )
            if subject is None or start is None or is_attribute(thing_name(subject)):
                continue
            _note(evidence, segment, subject, 2.5, "is described by values")
            walk = Walk(evidence, segment, owner=thing_name(subject), named=[thing_name(subject)])
            walk.read(tokens[start + 1 :])
            return thing_name(subject)
    return ""


def _values_of(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``We store the name, salary and address of each employee``."""
    start = lead_length(tokens)
    for place in range(start + 1, len(tokens) - 1):
        if tokens[place].word not in {"of", "for", "about"} or tokens[place + 1].word not in {
            "each",
            "every",
            "all",
            "our",
            "the",
        }:
            continue
        owners = noun_phrases(tokens[place + 1 :])
        values = tokens[start:place]
        if (
            not owners
            or owners[0].first
            or not may_be_thing(owners[0])
            or is_attribute(thing_name(owners[0]))
        ):
            continue
        several = len(split_items(values)) > 1 or tokens[place + 1].word in {"each", "every"}
        if not several or field_share(values) < 0.6 or any(t.tag in {"WH", "MODAL"} for t in values):
            continue
        _note(evidence, segment, owners[0], 2.5, "has values that are kept")
        walk = Walk(evidence, segment, owner=thing_name(owners[0]), sure=True)
        walk.read(values)
        return walk.owner
    return ""


def _when_it_happens(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``When it sells I note the date and the price``: the sale has these values."""
    if not tokens or tokens[0].word not in {"when", "once", "whenever", "if", "after"}:
        return ""
    place = next((i for i, t in enumerate(tokens) if i > 1 and t.word in {"i", "we"}), None)
    if place is None or place > 12:
        return ""
    values = strip_lead(tokens[place:])
    event = next((event_of(t) for t in tokens[:place] if event_of(t)), "")
    if not event or len(values) == len(tokens[place:]):
        return ""
    evidence.things.append(
        ThingClue(event, 2.5, quote(evidence.text, tokens[:place]), "happens, and is noted", segment.number)
    )
    walk = Walk(evidence, segment, owner=event, named=[event])
    walk.read(values)
    return event


def _passive_list(evidence: Evidence, segment: Segment, tokens: list[Token], topic: str) -> str:
    """``When a member borrows a copy, the loan date and the due date are recorded``."""
    kept = {
        "recorded",
        "stored",
        "noted",
        "kept",
        "registered",
        "entered",
        "tracked",
        "captured",
        "logged",
        "saved",
        "specified",
    }
    place = next(
        (
            i
            for i, t in enumerate(tokens)
            if t.word in kept and i > 1 and any(b.tag == "BE" for b in tokens[i - 2 : i])
        ),
        None,
    )
    if place is None:
        return ""
    be = next(i for i in range(place - 1, -1, -1) if tokens[i].tag == "BE")
    before = tokens[:be]
    comma = next((i for i, t in enumerate(before) if t.word == ","), -1)
    clause = (
        before[: comma + 1]
        if comma >= 0 and before[0].word in {"when", "if", "once", "on", "for", "whenever", "after"}
        else []
    )
    values = before[comma + 1 :] if clause else before
    if field_share(values) < 0.6:
        return ""
    owner = read_events(evidence, segment, clause, "", 2.0) if clause else topic
    inside = [p for p in noun_phrases(clause) if may_be_thing(p) and not is_attribute(thing_name(p))]
    owner = owner or (thing_name(inside[-1]) if inside else topic)
    if not owner:
        return ""
    Walk(evidence, segment, owner=owner, sure=True).read(values)
    return owner


def _records(evidence: Evidence, segment: Segment, tokens: list[Token]) -> str:
    """``A visit records the date, ...``: the subject is kept, with these values."""
    phrases = noun_phrases(tokens)
    if (
        not phrases
        or phrases[0].first > 1
        or not may_be_thing(phrases[0])
        or is_person_word(thing_name(phrases[0]))
    ):
        return ""
    place = phrases[0].last + 1
    if place >= len(tokens) or tokens[place].lemma not in {
        "record",
        "show",
        "track",
        "store",
        "list",
        "need",
        "say",
        "note",
    }:
        return ""
    if is_attribute(thing_name(phrases[0])) or tokens[place].tag != "VERB":
        return ""
    _note(evidence, segment, phrases[0], 2.5, "records values")
    walk = Walk(evidence, segment, owner=thing_name(phrases[0]), named=[thing_name(phrases[0])])
    walk.read(tokens[place + 1 :])
    return walk.owner


def _brackets(evidence: Evidence, segment: Segment, tokens: list[Token], walk: Walk) -> None:
    """Brackets after a thing in a sentence that the walk did not reach."""
    seen = {clue.owner for clue in evidence.fields if clue.segment == segment.number}
    for place, token in enumerate(tokens):
        if token.word != "(":
            continue
        phrases = noun_phrases(tokens[:place])
        inside = tokens[place + 1 : closing(tokens, place)]
        if not inside or tokens[0].word == "who":
            continue
        if not phrases or phrases[-1].last != place - 1:
            event = next((event_of(t) for t in tokens[:place] if event_of(t)), "")
            if event and field_share(inside) >= 0.5 and event not in seen:
                evidence.things.append(
                    ThingClue(
                        event,
                        2.5,
                        quote(evidence.text, tokens[:place]),
                        "is done, with values",
                        segment.number,
                    )
                )
                Walk(evidence, segment, owner=event, sure=True).read(inside)
                walk.owner = walk.owner or event
            continue
        phrase = chain_head(phrases, tokens) or phrases[-1]
        if (
            may_be_thing(phrase)
            and not is_attribute(thing_name(phrase))
            and thing_name(phrase) not in seen
            and field_share(inside) >= 0.5
        ):
            _note(evidence, segment, phrase, 2.5, "has values in brackets")
            reader = Walk(evidence, segment, owner=thing_name(phrase), sure=True)
            reader.read(inside)
            walk.owner = walk.owner or reader.owner


def _labelled(evidence: Evidence, segment: Segment) -> str | None:
    """``Speakers: name, bio`` gives values of speakers; ``Categories: a, b`` gives choices."""
    phrase = _label_phrase(segment.label)
    if phrase is None:
        return None
    if _things_with_values(segment):
        segment.topic = Topic.THINGS
        return None
    event = (
        read_events(evidence, segment, segment.label, "", 2.0)
        if any(t.tag == "VERB" for t in segment.label)
        else ""
    )
    if event and field_share(segment.tokens) >= 0.5:
        Walk(evidence, segment, owner=event, sure=True, named=[event]).read(segment.tokens)
        return event
    name = thing_name(phrase)
    share = field_share(segment.tokens)
    options = option_names(segment.tokens)
    if (
        is_attribute(name) or is_talk(phrase.head) or phrase.head in word_set("talk", "labels", "option")
    ) and share < 0.5:
        if len(options) >= 2:
            evidence.options[name] = options
            return ""
        return None
    if not may_be_thing(phrase) or (is_business(phrase.head) and not phrase.plural and share < 0.3):
        return None
    clause = any(
        t.tag in {"MODAL", "BE"} or (t.tag == "PRON" and t.word in {"i", "we", "you"}) for t in segment.tokens
    )
    if clause and share < 0.4:
        _note(evidence, segment, phrase, 2.0, "is a heading")
        _sentence(evidence, segment, segment.tokens, name)
        return name
    if share < 0.3 and len(options) >= 2 and name not in known_things() and _all_things(segment):
        return None
    _note(evidence, segment, phrase, 4.0, "is a heading with values under it")
    if "(" in [t.word for t in segment.label]:
        _brackets(evidence, segment, segment.label, Walk(evidence, segment))
    walk = Walk(evidence, segment, owner=name, sure=True, named=[name])
    walk.read(segment.tokens)
    for other in noun_phrases(segment.label):
        if (
            other is not phrase
            and thing_name(other) != name
            and may_be_thing(other)
            and known_thing(thing_name(other))
            and not is_business(other.head)
        ):
            evidence.links.append(LinkClue(name, thing_name(other), quote(evidence.text, segment.label), 1.0))
    return name


def _things_with_values(segment: Segment) -> bool:
    """Whether most items are things that bring values of their own, in brackets or after *with*."""
    items = [item for item in split_items(segment.tokens) if item.tokens]
    bearing = 0
    for item in items:
        phrases = noun_phrases(item.tokens)
        inside = item.brackets and field_share(item.brackets[0]) >= 0.5
        if phrases and phrases[0].plural and may_be_thing(phrases[0]) and inside:
            bearing += 1
    first = noun_phrases(items[0].tokens) if items else []
    opens = (
        bool(first) and first[0].plural and may_be_thing(first[0]) and thing_name(first[0]) in known_things()
    )
    giving = any(t.word == "with" for item in items for t in item.tokens)
    return bearing >= 2 or (opens and (bearing == 1 or giving) and len(first[0].tokens) == len(items[0].tokens))


def _all_things(segment: Segment) -> bool:
    items = [noun_phrases(item.tokens) for item in split_items(segment.tokens)]
    named = [phrases[0] for phrases in items if phrases]
    return len(named) >= 2 and sum(p.plural and may_be_thing(p) for p in named) * 2 >= len(named)


def _label_phrase(label: list[Token]) -> NounPhrase | None:
    """The phrase of a label that names the thing: ``data per visit`` gives the visit."""
    cut = next((i for i, t in enumerate(label) if t.word == "(" and i), len(label))
    phrases = noun_phrases(label[:cut])
    acting = any(t.tag in {"VERB", "HAVE", "BE"} for t in label[:cut])
    if acting and len(phrases) > 1 and may_be_thing(phrases[-1]):
        states = any(t.tag == "BE" for t in label[:cut]) and known_thing(thing_name(phrases[-1])) is None
        return phrases[0] if states else phrases[-1]
    for phrase in phrases:
        if may_be_thing(phrase) and (
            phrase.head not in word_set("talk", "lead", "collective") or len(phrase.nouns) > 1
        ):
            return phrase
    return phrases[0] if phrases else None


def _note(evidence: Evidence, segment: Segment, phrase: NounPhrase, weight: float, why: str) -> None:
    source = quote(evidence.text, phrase.tokens)
    evidence.things.append(ThingClue(thing_name(phrase), weight, source, why, segment.number, phrase.plural))


def _subject(tokens: list[Token], topic: str) -> str:
    """The thing a sentence is about: its first noun phrase, when that is well known or was named."""
    phrases = noun_phrases(tokens)
    if phrases and phrases[0].first <= 2 and may_be_thing(phrases[0]):
        name = thing_name(phrases[0])
        if known_thing(name) is not None or name == topic:
            return name
    return topic


def _is_sentence(tokens: list[Token]) -> bool:
    return any(t.tag in {"BE", "MODAL", "PRON"} for t in tokens[:6])
