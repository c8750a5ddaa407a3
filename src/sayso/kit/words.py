"""Singular and plural of English nouns, and the shapes in which names are written."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_PLURALS = {
    "person": "people", "staff": "staff", "status": "statuses", "diagnosis": "diagnoses",
    "quiz": "quizzes", "leaf": "leaves", "shelf": "shelves", "equipment": "equipment",
    "stock": "stock", "feedback": "feedback", "homework": "homework", "news": "news", "data": "data",
    "information": "information", "furniture": "furniture", "inventory": "inventories",
    "criterion": "criteria", "medium": "media", "axis": "axes",
    "index": "indexes", "matrix": "matrices", "appendix": "appendices",
}  # fmt: skip
_SINGULARS = {plural: word for word, plural in _PLURALS.items()} | {
    "leaves": "leaf", "glasses": "glass", "lenses": "lens", "persons": "person", "menus": "menu",
    "bases": "base", "axes": "axis", "indices": "index", "taxis": "taxi", "dice": "die", "data": "data",
}  # fmt: skip
_ALWAYS_SINGULAR = frozenset(
    """
    address access analysis basis bus business campus class crisis diagnosis dress gas glass lens loss
    mass news pass process progress series species status stress success tennis tax virus bonus canvas
    atlas bias alias bonsai sms gps press mattress illness fitness wellness yes plus less this its is was has
    """.split()  # noqa: SIM905 - words read better as words
)

_CAPITALS = frozenset(
    """
    abn abv api bic bmi cas co2 cpu crm css csv cv dna dob doi ean eta faq fte gdpr gps gpu gst gtin hr html
    http https iban id imei ip isbn isin iso issn json kpi mri nda nhs nps ocr otp pdf ppe qa qr rfid rma rsvp
    sdk seo sku sla sms sql ssl ssn tv uk upc uri url usa usb utc uuid vat vin vip vpn xml
    """.split()  # noqa: SIM905 - words read better as words
)
_SPELLED = (
    {word: word.upper() for word in _CAPITALS}
    | {word.lower(): word for word in ("CO2e", "kW", "kWh", "kWp", "MWh", "mAh", "pH")}
    | {"m2": "m²", "m3": "m³"}
)
"""Short forms as they are written; those that are words as well (IT, US, LED) are not among them."""
_MIXED = re.compile(r"(?<![A-Za-z0-9])(?:k[WV]h?p?|MWh|mAh|pH|CO2e|[A-Z]{2,}(?=s\b))(?![A-Z0-9])")
"""Short forms that are one word of a name, though their letters change size: ``pH``, ``kWh``, ``URLs``."""


@lru_cache(maxsize=8192)
def plural(word: str) -> str:
    """The plural of the last word of a lower-case name: ``purchase_order`` gives ``purchase_orders``."""
    head, separator, last = _split_last(word)
    return head + separator + _plural_of(last)


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """The singular of the last word of a lower-case name: ``opening_hours`` gives ``opening_hour``."""
    head, separator, last = _split_last(word)
    return head + separator + _singular_of(last)


def _split_last(word: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"(.*?)([ _-]?)([^ _-]*)", word, re.DOTALL)
    if match is None:
        return "", "", word
    return match[1], match[2], match[3]


def _plural_of(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if not word or not word.isalpha():
        return word + "s" if word else word
    from lemminflect import getInflection

    forms = getInflection(word, "NNS")
    return str(forms[0]) if forms else word + "s"


def _singular_of(word: str) -> str:
    if word in _ALWAYS_SINGULAR or (len(word) < 4 and not word.endswith("s")):
        return word
    if word in _SINGULARS:
        return _SINGULARS[word]
    if not word.isalpha():
        return word
    from lemminflect import getLemma

    forms = getLemma(word, "NOUN")
    return str(forms[0]) if forms else word


def snake(text: str) -> str:
    """``Due date`` and ``dueDate`` give ``due_date``; accents are dropped, anything else separates."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = _MIXED.sub(lambda match: match[0].lower(), plain)
    plain = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", plain)
    plain = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", plain)
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def kebab(text: str) -> str:
    """``due_date`` gives ``due-date``."""
    return snake(text).replace("_", "-")


def pascal(text: str) -> str:
    """``due_date`` gives ``DueDate``."""
    return "".join(part.capitalize() for part in snake(text).split("_"))


def camel(text: str) -> str:
    """``due_date`` gives ``dueDate``."""
    name = pascal(text)
    return name[:1].lower() + name[1:]


def sentence(text: str) -> str:
    """``due_date`` gives ``Due date`` and ``vat_id`` ``VAT ID``, the form in which labels are shown."""
    first, *rest = snake(text).split("_")
    begun = spelled if (spelled := _spelled(first)) != first else first[:1].upper() + first[1:]
    return " ".join((begun, *(_spelled(word) for word in rest)))


def in_text(label: str) -> str:
    """A label within a sentence: ``Due date`` gives ``due date``, ``Fed in kWh`` ``fed in kWh``."""
    return " ".join(word if word[1:] != word[1:].lower() else word.lower() for word in label.split(" "))


def measured(word: str, label: str) -> str:
    """What an aggregate of a value is called: ``Total amount``, and ``Total`` of what is a total itself."""
    return label if word.lower() in label.lower().split() else f"{word} {in_text(label)}"


def _spelled(word: str) -> str:
    if word.endswith("s") and (short := _SPELLED.get(word[:-1], "")).isupper():
        return f"{short}s"
    return _SPELLED.get(word, word)


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Several things in a sentence.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"]), listed([])
    ('a, b and c', 'a or b', 'a', '')
    """
    *first, end = [*parts] or [""]
    return f"{', '.join(first)} {last} {end}" if first else end
