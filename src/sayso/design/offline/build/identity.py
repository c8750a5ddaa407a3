"""What the module is called and what kind it is; money and clock from the words about places."""

import re

from sayso.design.knowledge.known import is_business, is_person_word
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import noun_lemma, readings, verb_lemma
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.design.offline.extraction.evidence import Evidence, Segment
from sayso.kit.words import kebab, plural, sentence, snake
from sayso.spec.model import FieldType, ModuleType, Setting, SettingType, Tier

from .parts import Parts

_OPENING = 400
_INTRODUCTION = re.compile(
    r"(?:\b(?:we|i)(?:['’](?:re|m)| are| am| (?P<verb>run|own|operate|manage))(?: basically| just)?"
    r" (?:a|an|the) "
    r"|\bfor (?P<our>our|my) )"
    r"(?P<what>[a-z][a-z-]*(?: [a-z][a-z-]*){0,4}?)"
    r"(?= (?:in|at|with|from|that|which|and|for|near|where|who|of|on|so|to|called)\b|[.,;:!?()\n–—]|$)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\s*(?:#+ *)?(?P<what>[A-Z][\w'’&-]*(?: [\w'’&-]+){0,4}) *(?:[.:\n]|$|[-–—] )")
"""A first line that is a title: a few words, of which the first is capitalised."""
_WHOSE = re.compile(r" (?:for|in|at|of) (?:my|our|the|a|an|\d+) ", re.IGNORECASE)
_PLAIN = frozenset(
    (
        "small", "little", "big", "large", "tiny", "new", "family-run", "family", "busy", "own",
        "medium-sized", "simple", "basic", "easy", "a", "an", "the", "my", "our",
    )
)  # fmt: skip
_SOFTWARE = frozenset(("business", "system", "app", "application", "software", "database", "tool"))
_KINDS = frozenset(("wholesale", "mobile", "private", "public", "local", "organic", "veterinary", "dental"))
_ZONES = ("Europe/Berlin", "Europe/London", "America/New_York")
_SIZES = ((6, Tier.FREE), (10, Tier.STARTER), (18, Tier.PRO))


def module_name(parts: Parts, evidence: Evidence) -> str:
    """The business in the description's own words, else its most important records."""
    said = _introduced(parts, evidence.text[:_OPENING])
    if said:
        return sentence(said)[:60]
    for segment in evidence.segments[:3]:
        for tokens in (segment.label, segment.tokens):
            said = _business_in(segment, tokens)
            if said:
                return sentence(said)[:60]
    usual = sentence(plural(parts.main[0])) if parts.main else "Module"
    return _titled(parts, evidence.text)[:60] or usual


def _introduced(parts: Parts, text: str) -> str:
    """“We run a small vet clinic in Leeds” is about a vet clinic, “an app for our guesthouse” about that."""
    for match in _INTRODUCTION.finditer(text):
        words = [w for w in match["what"].lower().split() if w not in _PLAIN]
        kept = words[:-1] if words and words[-1] in _SOFTWARE and len(words) > 1 else words
        if not set(kept) - _SOFTWARE or len(kept) > 4 or is_person_word(snake(kept[-1])):
            continue
        known = is_business(kept[-1]) or is_business(words[-1])
        told = bool(match["our"] or match["verb"]) and not {noun_lemma(w) for w in kept} & set(parts.entities)
        if known or (told and noun_lemma(kept[-1]) == kept[-1] and readings(kept[-1]) <= {"NOUN", "PROPN"}):
            return " ".join(kept)
    return ""


def _titled(parts: Parts, text: str) -> str:
    """“Library of Things.”, “A recruiting tool.”: a first line that tells nothing but the name."""
    match = _TITLE.match(text)
    if match is None:
        return ""
    written = _WHOSE.split(match["what"])[0].split()
    while written and written[0].lower() in _PLAIN:
        written.pop(0)
    while len(written) > 1 and written[-1].lower() in _SOFTWARE:
        written.pop()
    words = [word.lower() for word in written]
    if not words or " ".join(words) in load("smalltalk")["greeting"]["words"] or _is_said(words):
        return ""
    if snake(" ".join((*words[:-1], noun_lemma(words[-1])))) in parts.entities:
        return ""
    name = " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in written)
    return name[:1].upper() + name[1:]


def _is_said(words: list[str]) -> bool:
    """Whether words say something, as a title does not: “track my projects”, “projects have a name”."""
    tags = {token.tag for token in tag(tokenize(" ".join(words))) if not token.word.endswith("ing")}
    is_order = "VERB" in readings(words[0]) and verb_lemma(words[0]) == words[0]
    return is_order or bool(
        tags & {"VERB", "AUX", "PRON"} or {"have", "has", "my", "our", "with"} & set(words)
    )


def _business_in(segment: Segment, tokens: list[Token]) -> str:
    """A word for a business in a heading, or as the first words of all: “Yoga studio: …”."""
    heads = tokens is segment.label or segment.title
    for phrase in noun_phrases(tokens):
        words = [w for w in phrase.nouns if w[:1].isalpha()]
        if len(words) == 1 and words[0] in _SOFTWARE:
            continue
        told = (heads and phrase.first <= 1) or (len(tokens) <= len(phrase.tokens) + 1 and not phrase.first)
        if words and is_business(words[-1]) and (told or len(words) > 1) and len(words) <= 4:
            kept = words[:-1] if words[-1] in _SOFTWARE and len(words) > 1 else words
            return " ".join([*(a for a in phrase.adjectives if a in _KINDS), *kept])
    return ""


def slug_of(name: str) -> str:
    """An address for the module."""
    slug = re.sub(r"-+", "-", kebab(name)).strip("-")[:40].strip("-")
    return slug if slug and slug[0].isalpha() else "module"


def module_type(parts: Parts, text: str) -> ModuleType:
    """Application unless the words or the size say otherwise."""
    words = {t.word for t in tokenize(text)}
    if "widget" in words and len(parts.entities) <= 2 and "embed" in text.lower():
        return ModuleType.WIDGET
    if words & {"synchronise", "synchronize", "sync"} and words & {"api", "webhook", "integration"}:
        return ModuleType.INTEGRATION
    return ModuleType.SYSTEM if len(parts.entities) >= 14 or "erp" in words else ModuleType.APP


def tier_of(parts: Parts) -> Tier:
    """The smallest tier that suits the number of entities."""
    count = len(parts.entities)
    return next((tier for limit, tier in _SIZES if count <= limit), Tier.ENTERPRISE)


def settings(parts: Parts, text: str) -> tuple[Setting, ...]:
    """Currency and time zone: from signs and places, else assumed."""
    words = [t.word for t in tag(tokenize(text))]
    places, currencies = load("places")["places"], load("units")["currencies"]
    where = next((w for w in words if w in places), "")
    paid_in = next((w for w in words if w in currencies), "")
    currency = str(currencies[paid_in] if paid_in else places[where][0] if where else "EUR")
    by_currency = load("places")["by_currency"].get(currency, "UTC") if paid_in else "UTC"
    zone = str(places[where][1] if where else by_currency)
    found = (
        _setting(parts, "currency", "Currency", currency, paid_in or where),
        _setting(parts, "time_zone", "Time zone", zone, where),
    )
    has_money = any(parts.money_of(name) for name in parts.entities)
    if has_money and not (paid_in or where):
        parts.assume(
            f"Money is in {_currency_said(currency)}.", (found[0].id,), "US dollars", "Pounds sterling"
        )
    if not where and any(parts.fields_of(name, FieldType.DATETIME) for name in parts.entities):
        alternatives = [z for z in _ZONES if z != zone][:2]
        parts.assume(f"Times are those of the zone {zone}.", (found[1].id,), *alternatives)
    return found


def _currency_said(code: str) -> str:
    return "euros" if code == "EUR" else code


def _setting(parts: Parts, key: str, label: str, default: str, said: str) -> Setting:
    return Setting(
        id=parts.ids.new("set"),
        key=key,
        type=SettingType.STRING,
        label=label,
        default=default,
        source=said or None,
        assumed=None if said else "Nobody said which.",
    )
