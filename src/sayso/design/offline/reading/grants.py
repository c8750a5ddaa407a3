"""Read what somebody may do: ``see all matters but edit only their own`` gives one grant for each verb."""

from dataclasses import dataclass, field

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .events import event_of
from .evidence import Evidence, GrantClue
from .naming import is_attribute, may_be_thing, thing_name

_ORDER = ("create", "read", "update", "delete")
_OWN = frozenset(("own", "mine", "assigned", "themselves", "himself", "herself"))
_THEIRS = frozenset(("their", "his", "her", "my"))
_EXCEPT = frozenset(("except", "excluding", "besides"))
_REFUSED = frozenset(("cannot", "not", "no", "never", "n't", "nothing", "without", "neither", *_EXCEPT))
_EVERYTHING = frozenset(("everything", "anything", "full"))
_LIMITED = frozenset(("only", "just", "nothing"))
_VIEWED = frozenset(("see", "sees", "view", "views", "change", "changes", "edit", "edits", "read", "reads"))
_KEEPS = frozenset(
    (
        "plan",
        "register",
        "record",
        "manage",
        "list",
        "maintain",
        "keep",
        "enter",
        "log",
        "save",
        "organise",
        "organize",
    )
)
_MEANS = frozenset(("access", "look", "view", "overview", "responsible", "progress", "right", "permission"))
_WHOLE = frozenset(("manage", "maintain", "administer", "run", "own", "handle", "do"))


@dataclass(slots=True)
class Teller:
    """Whose rights are read, and how they were told."""

    role: str
    only: bool = False
    story: bool = False
    listed: bool = False
    before: list[str] = field(default_factory=list)


def read_grants(evidence: Evidence, teller: Teller, tokens: list[Token]) -> None:
    """Note what a role may do, one grant for each verb with an object of its own."""
    for part in _acts(tokens):
        grant = _grant(evidence, teller, part)
        if grant is not None:
            evidence.grants.append(grant)
            teller.before = grant.things or teller.before


def _acts(tokens: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        rest = [t for t in tokens[place + 1 : place + 4] if t.word not in {"only", "then", "also", "just"}]
        another = token.word in {"but", "and", ",", "nor"} and bool(rest)
        refusing = rest[1:] if rest and rest[0].tag == "MODAL" else rest
        turned = another and token.word in {"but", ","} and bool({t.word for t in refusing[:1]} & _REFUSED)
        acting = another and (_action_of(rest[0]) != "" or verb_lemma(rest[0].word) == "do")
        acting = acting and not (rest[0].tag == "NOUN" and token.word == "," and not _is_acting(rest))
        told = any(
            (t.tag in {"NOUN", "PRON"} and _action_of(t) == "") or t.word in {"all", "everything"}
            for t in parts[-1]
        )
        if token.word in _EXCEPT and told:
            parts.append([token])
        elif turned or (acting and (token.word == "but" or told)):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _is_acting(rest: list[Token]) -> bool:
    return rest[0].word in _VIEWED or (len(rest) > 1 and rest[1].tag in {"DET", "POSS", "NOUN", "ADJ"})


def _action_of(token: Token) -> str:
    lemma = verb_lemma(token.word)
    for action in _ORDER:
        if {token.word, lemma} & word_set("talk", "actions", action):
            return action
    return ""


def _grant(  # noqa: C901 - a ladder of readings, tried in order
    evidence: Evidence, teller: Teller, tokens: list[Token]
) -> GrantClue | None:
    words = [t.word for t in tokens]
    told = set(words)
    refused = bool(told & _REFUSED) and not teller.story and "nobody" not in told
    everything = bool(told & _EVERYTHING) or ("all" in told and not _things(tokens, teller))
    actions = _actions(tokens, teller, everything)
    if "full" in told or (everything and not refused and set(actions) >= {"create", "update"}):
        actions = _ORDER
    read_only = "read-only" in told or (told & {"read", "view"} and told & {"only", "access"})
    if read_only and not actions:
        actions = ("read",)
    if not actions and not everything:
        looks = teller.story or told & (_LIMITED | _REFUSED)
        if not looks:
            return None
        actions = ("read",)
    things = [] if everything else _things(tokens, teller)
    if not everything and teller.before and "create" in actions and _only_values(tokens, things):
        actions, things = ("read", "update"), list(teller.before)
    if not things and not everything:
        if teller.before:
            things = list(teller.before)
        elif not (teller.only or teller.listed or "access" in told or read_only) or refused:
            return None
    own = _is_own(tokens, teller)
    if refused and teller.listed and things == teller.before and not set(actions) <= {"read"}:
        return None
    bounds = False
    if refused and things and not set(actions) <= {"read"}:
        kept = tuple(a for a in ("create", "read", "update", "delete") if a not in set(actions) - {"read"})
        actions, refused, bounds = kept, False, True
    source = quote(evidence.text, tokens)
    return GrantClue(teller.role, actions or _ORDER, things, source, own, refused, teller.only, bounds)


def _things(tokens: list[Token], teller: Teller) -> list[str]:
    events = (event_of(t) for t in tokens if event_of(t) and _action_of(t) not in {"read", "update"})
    event = next(events, "") if teller.story else ""
    if event:
        return [event]
    found = [_object(p, teller) for p in noun_phrases(tokens) if _is_object(p) and not _is_verb(p, tokens)]
    return [name for name in found if name and name != teller.role]


def _is_verb(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """``update`` at the start of ``update the mileage`` is what is done."""
    opens = phrase.first == 0 or tokens[phrase.first - 1].word in {"and", ",", "only", "to", "or"}
    return opens and len(phrase.tokens) == 1 and _action_of(phrase.tokens[0]) == "update"


def _object(phrase: NounPhrase, teller: Teller) -> str:
    """The thing itself: in ``and changes orders`` the orders."""
    name = thing_name(phrase)
    nouns = [t for t in phrase.tokens if t.tag in {"NOUN", "PROPN"}]
    if len(nouns) > 1 and teller.listed and _action_of(nouns[0]) == "update":
        return "_".join(name.split("_")[1:])
    return name


def _is_object(phrase: NounPhrase) -> bool:
    return may_be_thing(phrase) and not is_attribute(thing_name(phrase)) and phrase.head not in _MEANS


def _only_values(tokens: list[Token], things: list[str]) -> bool:
    """Whether what is entered are values, as in ``update the mileage``."""
    phrases = [p for p in noun_phrases(tokens) if not is_person_word(thing_name(p))]
    first = phrases[0] if phrases else None
    return first is not None and is_attribute(thing_name(first)) and thing_name(first) not in things


def _is_own(tokens: list[Token], teller: Teller) -> bool:
    words = {t.word for t in tokens}
    if words & _OWN:
        return True
    if teller.story:
        objects = [p for p in noun_phrases(tokens) if _is_object(p) or is_attribute(thing_name(p))]
        return bool(objects) and "my" in objects[0].openers
    return bool(words & {"only", "just"} and words & _THEIRS)


def _actions(tokens: list[Token], teller: Teller, everything: bool) -> tuple[str, ...]:
    found: set[str] = set()
    for place, token in enumerate(tokens):
        if token.word in {"log", "sign", "check"} and [t.word for t in tokens[place + 1 : place + 2]] == [
            "in"
        ]:
            continue
        opens = all(t.word in {"and", ",", "also", "only", "to", "for", *_EXCEPT} for t in tokens[:place])
        said = token.tag == "VERB" or token.word in _VIEWED or teller.listed or opens
        if not said:
            continue
        action = _action_of(token)
        if action:
            found.add(action)
        lemma = verb_lemma(token.word)
        if token.tag == "VERB" and lemma in {"manage", "maintain", "administer"}:
            found |= set(_ORDER)
        if everything and lemma in _WHOLE:
            return _ORDER
    if {t.word for t in tokens} >= {"responsible", "for"}:
        return _ORDER
    if found & {"create", "update", "delete"}:
        found.add("read")
    if teller.story and "create" in found and {t.word for t in tokens} & _KEEPS:
        found.add("update")
    return tuple(a for a in _ORDER if a in found)
