"""What the module is called and what kind it is; money and clock from the words about places."""

import re

from sayso.design.knowledge.known import is_business
from sayso.design.knowledge.load import load
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tags import tag
from sayso.design.language.tokens import tokenize
from sayso.design.offline.reading.evidence import Evidence
from sayso.kit.words import kebab, plural, sentence
from sayso.spec.model import ModuleType, Setting, SettingType, Tier

from .parts import Parts

_INTRODUCES = frozenset(("'re", "are", "am", "run", "have", "is", "own", "manage", "operate"))
_SIZES = ((6, Tier.FREE), (10, Tier.STARTER), (18, Tier.PRO))


def module_name(parts: Parts, evidence: Evidence) -> str:
    """The business in the description's own words, else its most important records."""
    for segment in evidence.segments[:3]:
        for tokens in (segment.label, segment.tokens):
            for phrase in noun_phrases(tokens):
                words = [w for w in phrase.nouns if w[:1].isalpha()]
                start = tokens[phrase.first - 1].word if phrase.first else ""
                told = start in _INTRODUCES or (
                    (tokens is segment.label or segment.title) and phrase.first <= 1
                )
                if words and is_business(words[-1]) and (told or len(words) > 1) and len(words) <= 4:
                    kept = (
                        words[:-1]
                        if words[-1] in {"business", "system", "app", "application", "software", "database"}
                        and len(words) > 1
                        else words
                    )
                    return sentence(" ".join(kept))[:60]
    return sentence(plural(parts.main[0])) if parts.main else "Module"


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
    places = load("places")["places"]
    place = next((places[w] for w in words if w in places), None)
    currencies = load("units")["currencies"]
    money = next((currencies[w] for w in words if w in currencies), None)
    currency = str(money or (place[0] if place else "EUR"))
    zone = (
        str(place[1])
        if place
        else str(load("places")["by_currency"].get(currency, "UTC") if money else "UTC")
    )
    said = next((w for w in words if w in places or w in currencies), "")
    found = (
        _setting(parts, "currency", "Currency", currency, said if money or place else ""),
        _setting(parts, "time_zone", "Time zone", zone, said if place else ""),
    )
    if not (money or place):
        parts.assume(
            "Money is in euros and times are UTC until you choose otherwise.",
            tuple(s.id for s in found),
            "US dollars",
            "Pounds sterling",
        )
    return found


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
