"""Find who works with the software and what each may do."""

from sayso.design.knowledge.known import KnownThing, is_person_word, is_talk, known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lists import split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.kit.words import snake

from .events import event_of
from .evidence import Evidence, GrantClue, RoleClue, Segment, Topic
from .naming import is_attribute, may_be_thing, thing_name
from .stories import read_story

_STAFF = KnownThing("clerk", "staff", "", (), ())
_MAY = frozenset(["can", "may", "could", "should", "must", "shall", "only", "might"])
_OWN = frozenset(["own", "my", "mine", "their", "his", "her", "themselves", "himself", "herself", "assigned"])
_NOBODY = frozenset(["cannot", "not", "no", "never", "n't", "nothing"])
_KEEPS = frozenset(
    [
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
    ]
)
_EVERYTHING = frozenset(["everything", "all", "anything", "full"])
_ACCESS = frozenset(
    [
        "see",
        "view",
        "read",
        "look",
        "access",
        "edit",
        "change",
        "update",
        "approve",
        "reject",
        "manage",
        "delete",
        "browse",
        "log",
        "sign",
        "enter",
        "check",
        "mark",
        "add",
        "create",
    ]
)


def read_roles(evidence: Evidence) -> None:
    """Add roles and grants from stories, role labels and sentences about who may do what."""
    for segment in evidence.segments:
        first, *others = _sentences(segment.tokens) or [[]]
        story = read_story(first) or (read_story(segment.tokens) if not others else None)
        if story is None and read_story(segment.tokens) is not None:
            story, others = read_story(segment.tokens), []
        if story is not None:
            role = story.role
            _role(evidence, role, story.phrase.tokens, told=True)
            _grant(evidence, role, story.wish, story_teller=True)
            for part in others:
                _sentence(evidence, part)
        elif segment.topic is Topic.ROLE:
            _listed(evidence, segment)
        elif segment.topic is not Topic.LATER:
            for part in _sentences(segment.tokens):
                _sentence(evidence, part)


def _sentences(tokens: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        rest = tokens[place + 1 : place + 7]
        new_subject = token.word in {";", "."} or (
            token.word in {",", "and", "but", "while"} and _person_may(rest)
        )
        if new_subject:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _person_may(tokens: list[Token]) -> bool:
    phrases = noun_phrases(tokens)
    if tokens and tokens[0].word in {"as", "only"}:
        return True
    if not phrases or phrases[0].first > 1 or not _may_act(phrases[0]):
        return False
    after = tokens[phrases[0].last + 1 : phrases[0].last + 2]
    return bool(after) and (
        after[0].word in _MAY or after[0].tag == "MODAL" or after[0].word in _ACCESS | {"no", "just", "sees"}
    )


def _sentence(evidence: Evidence, tokens: list[Token], told: bool = False) -> None:
    phrases = noun_phrases(tokens)
    if tokens and tokens[0].word == "as" and phrases and phrases[0].first == 1:
        following = tokens[phrases[0].last + 1 :]
        if any(t.word == "i" for t in following[:2]):
            _role(evidence, _name(phrases[0]), phrases[0].tokens, told=True)
            _grant(evidence, _name(phrases[0]), following)
        return
    if (
        len(phrases) > 1
        and is_person_word(thing_name(phrases[0]))
        and not is_person_word(thing_name(phrases[1]))
    ):
        second = next(
            (i for i in range(phrases[0].last + 1, phrases[1].first) if tokens[i].word in {",", "and", ";"}),
            None,
        )
        if second is None and not _allowed(tokens[phrases[0].last + 1 : phrases[1].first]):
            following = tokens[phrases[1].last + 1 :]
            phrases[0].last = phrases[1].last if _allowed(following) is not None else phrases[0].last
            phrases = [phrases[0], *phrases[2:]]
    for phrase in phrases[:2]:
        if phrase.first > 4 or not _may_act(phrase):
            continue
        only_before = (phrase.first > 0 and tokens[phrase.first - 1].word == "only") or phrase.tokens[
            0
        ].word == "only"
        following = tokens[phrase.last + 1 :]
        allowed = _allowed(following, told)
        if allowed is None:
            continue
        verb = following[allowed].lemma if allowed < len(following) else ""
        restricted = any(
            t.word in {"only", "own", "all", "everything", "not", "cannot", "no", "read-only"}
            for t in following
        )
        clerk = (
            phrase.head in word_set("talk", "roles", "words")
            and (known_thing(thing_name(phrase)) or _STAFF).kind == "staff"
        )
        curt = (
            following[0].word in {"only", "no"} and is_person_word(thing_name(phrase)) and phrase.first <= 1
        )
        if (
            curt
            or (told and phrase.first <= 1)
            or (
                verb in _ACCESS
                and (
                    restricted
                    or clerk
                    or verb not in {"enter", "check", "log", "sign", "mark", "add", "create"}
                )
            )
            or only_before
        ):
            _role(evidence, _name(phrase), phrase.tokens, told=True)
            _grant(evidence, _name(phrase), following, only=only_before)
            return


def _may_act(phrase: NounPhrase) -> bool:
    """Whether a phrase can be somebody: a word for people, or no well-known thing at all."""
    name = thing_name(phrase)
    if (
        not name
        or (is_talk(phrase.head) and not is_person_word(name))
        or (is_attribute(name) and not is_person_word(name))
    ):
        return False
    known = known_thing(name)
    return (is_person_word(name) and name not in {"company", "account"}) or known is None


def _allowed(tokens: list[Token], told: bool = False) -> int | None:
    """Place of the verb that somebody may do, when the words right after a person say so."""
    modal = told or any(t.word in {"everything", "anything", "own"} for t in tokens[:8])
    for place, token in enumerate(tokens[:7]):
        if (
            token.word == "only"
            and tokens[place + 1 : place + 2]
            and tokens[place + 1].tag in {"NOUN", "DET"}
        ):
            return place + 1
        if token.tag == "MODAL" or token.word in {
            "only",
            "just",
            "allowed",
            "able",
            "permitted",
            "entitled",
            "authorised",
            "authorized",
        }:
            modal = True
        elif (
            token.word in _ACCESS
            and place <= 6
            and (modal or token.word in {"see", "sees", "read", "view", "edit"})
        ) or (token.lemma in _ACCESS and token.word in {"sees", "edits", "views"}):
            return place
        elif token.tag in {"ADV", "NEG", "BE", "TO"} or token.word in {"to", "be", "no"}:
            if token.word == "no" and place + 1 < len(tokens):
                return place + 1
        elif token.tag == "VERB" and modal:
            return place
        elif token.tag != "CONJ":
            return None
    return None


def _listed(evidence: Evidence, segment: Segment) -> None:
    """``Users: pharmacist (all), assistant (only quantities)``."""
    acting = _acting(segment.tokens)
    if acting or any(t.tag == "MODAL" for t in segment.tokens) or _person_may(segment.tokens[:6]):
        for part in _sentences(segment.tokens):
            _sentence(evidence, part, told=True)
        if evidence.roles and (acting or any(t.tag == "MODAL" for t in segment.tokens)):
            return
    for item in split_items(segment.tokens, frozenset(("and", "&"))):
        phrases = noun_phrases(item.tokens)
        if (
            not phrases
            or phrases[0].first > 1
            or not (is_person_word(thing_name(phrases[0])) or len(item.tokens) <= 3)
        ):
            continue
        name = _name(phrases[0])
        if is_attribute(name) and not is_person_word(name):
            continue
        _role(evidence, name, phrases[0].tokens, told=True)
        rest = item.tokens[phrases[0].last + 1 :]
        for tokens in [*item.brackets, rest]:
            if tokens:
                _grant(evidence, name, tokens)


def _acting(tokens: list[Token]) -> bool:
    """Whether somebody does something right at the start: ``chairs enter turnout``."""
    phrases = noun_phrases(tokens)
    if not phrases or phrases[0].first > 1 or not _may_act(phrases[0]):
        return False
    following = tokens[phrases[0].last + 1 : phrases[0].last + 2]
    return bool(following) and following[0].tag in {"VERB", "MODAL", "BE"}


def _name(phrase: NounPhrase) -> str:
    nouns = list(phrase.nouns)
    kept = [
        a
        for a in phrase.adjectives
        if a
        in {
            "senior",
            "junior",
            "external",
            "internal",
            "general",
            "front",
            "head",
            "medical",
            "floor",
            "legal",
        }
    ]
    return snake(" ".join([*kept, *nouns]))


def _role(evidence: Evidence, name: str, tokens: list[Token], told: bool) -> None:
    if name in word_set("talk", "roles", "not_people") or not name:
        return
    if all(role.name != name for role in evidence.roles):
        evidence.roles.append(RoleClue(name, quote(evidence.text, tokens), told))


def _grant(
    evidence: Evidence, role: str, tokens: list[Token], only: bool = False, story_teller: bool = False
) -> None:
    """Note what a role may do, one grant for each verb with an object of its own."""
    before: list[str] = []
    for part in _acts(tokens):
        count = len(evidence.grants)
        _one_grant(evidence, role, part, before, only, story_teller)
        if len(evidence.grants) > count:
            before = evidence.grants[-1].things


def _acts(tokens: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        rest = [t for t in tokens[place + 1 : place + 3] if t.word != "only"]
        another = (
            token.word in {"but", "and", ","}
            and bool(rest)
            and (rest[0].lemma in _ACCESS or rest[0].word in _ACCESS)
        )
        told = any(t.tag in {"NOUN", "PRON"} and t.lemma not in _ACCESS for t in parts[-1])
        if another and (token.word == "but" or told):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _one_grant(  # noqa: PLR0917 - private; called at one or two places
    evidence: Evidence, role: str, tokens: list[Token], before: list[str], only: bool, story_teller: bool
) -> None:
    words = [t.word for t in tokens]
    actions = _actions(tokens)
    if not actions and not set(words) & _EVERYTHING:
        if not story_teller and not set(words) & {"only", "no", "looks", "look"}:
            return
        actions = ("read",)
    denied = bool(set(words) & _NOBODY) and not story_teller and "nobody" not in words
    things: list[str] = []
    for phrase in noun_phrases(tokens):
        name = thing_name(phrase)
        if (may_be_thing(phrase) and not is_attribute(name) and not is_person_word(name)) or (
            may_be_thing(phrase) and not is_attribute(name)
        ):
            things.append(name)
    event = next((event_of(t) for t in tokens if event_of(t)), "") if story_teller else ""
    if event:
        things = [event]
    if story_teller and "create" in actions and set(words) & _KEEPS:
        actions = tuple(a for a in ("create", "read", "update", "delete") if a in {*actions, "update"})
    everything = bool(set(words) & {"everything", "anything"}) or ("all" in words and not things)
    if everything:
        things = []
    elif not things and before:
        things = before
    elif not things:
        return
    own = (
        bool(set(words) & {"own", "assigned", "mine"})
        or {"they", "own"} <= set(words)
        or (story_teller and "my" in words)
        or ("only" in words and "their" in words)
    )
    full = (everything and not actions) or ("all" in words and not things)
    granted = ("create", "read", "update", "delete") if full else actions
    evidence.grants.append(GrantClue(role, granted, things, quote(evidence.text, tokens), own, denied, only))


def _actions(tokens: list[Token]) -> tuple[str, ...]:
    found: list[str] = []
    for token in tokens:
        word = token.lemma if token.tag == "VERB" else token.word
        for action in ("create", "read", "update", "delete"):
            if (
                (token.tag == "VERB" or token.word in {"see", "view", "change", "edit", "read"})
                and word in word_set("talk", "actions", action)
                and action not in found
            ):
                found.append(action)
        if token.tag == "VERB" and word in {"manage", "maintain", "administer"}:
            found = ["create", "read", "update", "delete"]
    if "create" in found or "update" in found or "delete" in found:
        found.append("read")
    order = ("create", "read", "update", "delete")
    return tuple(a for a in order if a in found)
