"""Formulas: the expression that words mean, of a thing's values, what it belongs to and what it has."""

import re
from dataclasses import dataclass

from sayso.design.formulas.computed import computed_of
from sayso.design.formulas.lengths import between
from sayso.design.formulas.operands import Draft, reachable
from sayso.design.name_lookup.likeness import key, likeness
from sayso.spec.edits import Edit, Kind, Retype
from sayso.spec.model import Computed, Entity, Field, FieldType

from .aggregates import aggregate
from .elements import member_of
from .numbers import limits_in
from .spans import bounded
from .work import Work

_SIGNS = (
    (r"\btimes\b|\bmultiplied (?:by|with)\b|\*|×|(?<=\s)x(?=\s)", "*"),
    (r"\bdivided by\b|(?<=\s)/(?=\s)|÷", "/"),
    (r"\bplus\b|\+|\badded to\b", "+"),
    (r"\bminus\b|(?<=\s)[-–−](?=\s)|\bless\b|\breduced by\b", "-"),
)  # fmt: skip
_OWNER = re.compile(r"\s+(?:of|for|per) (?:the|an?|each|every|that|this) ([\w' -]+)$")
_TOGETHER = re.compile(
    r"^(?:the )?(?:sum of (?:the )?)?(?P<first>[\w' -]+?) and (?:the )?(?P<second>[\w' -]+?) "
    r"(?:together|added(?: up| together)?|combined|summed(?: up)?)$"
)
_BY = re.compile(r"\s+by\s+")
_UNIT = re.compile(r",?\s+(?:counted |given )?in (minutes|hours|days|nights|weeks|months|years)$")
_UNITS = ("minutes", "hours", "days", "nights", "weeks", "months", "years")
_AND = re.compile(
    r"^(?:(?:the )?(?:time|difference|days|hours|minutes)?\s*(?:between|from) )?"
    r"(.+?) (?:and|until|till|to) (.+)$"
)
_OF = re.compile(r"^(.+?) of (?:the|its|their|his|her|an?|that|this) (.+)$")
_ITS = re.compile(r"^(?:of\s+)?(?:the|its|their|his|her|an?|all|just|always|simply)\s+")
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(%|percent)?")
_MOMENTS = {"today": FieldType.DATE, "now": FieldType.DATETIME}
_THAT = frozenset(("that", "it", "this", "then"))
_DATES = frozenset((FieldType.DATE, FieldType.DATETIME))
_NUMBERS = frozenset((FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY))
_TEXTS = frozenset((FieldType.TEXT, FieldType.LONG_TEXT))
_AGE = re.compile(r"\b(?:age|old|years?|seniority)\b")
_SHARE = re.compile(r"percent|\bpct\b|%")
_OFTEN_SHARES = re.compile(r"\b(?:discount|commission|vat|tax|markup|margin|share|rebate|reduction)$")
_EXACT = 0.93


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a formula: what it is in an expression, its type, and texts that have to become numbers."""

    expression: str
    type: FieldType
    name: str = ""
    texts: tuple[Field, ...] = ()

    @property
    def is_share(self) -> bool:
        """Whether the value is a percentage."""
        return self.type is FieldType.DECIMAL and _SHARE.search(self.name) is not None


class Formula:
    """A formula in words, read for one entity; ``why`` says what stands in the way."""

    def __init__(self, work: Work, entity: Entity, name: str, that: str = "") -> None:
        self.why = ""
        self._work, self._entity, self._name, self._that = work, entity, name.lower(), that

    def draft(self, words: str) -> Draft | None:
        """The expression with the edits that it needs."""
        said = _ITS.sub("", words.lower().strip(" .,=:"))
        unit = _UNIT.search(said)
        said = said[: unit.start()] if unit else said
        said = self._without_owner(_TOGETHER.sub(r"\g<first> plus \g<second>", said))
        term = self._term(said, unit[1] if unit else self._unit())
        if term is None:
            return None
        edits: list[Edit] = [Retype(target=field.id, type=FieldType.DECIMAL) for field in term.texts]
        return Draft(term.expression, self._entity, tuple(edits))

    def _without_owner(self, said: str) -> str:
        """The words without the thing itself at their end: *number of logs of the member*."""
        end = _OWNER.search(said)
        own = {key(self._entity.name), key(self._entity.display_name)}
        return said[: end.start()] if end is not None and key(end[1]) in own else said

    def _unit(self) -> str:
        return next((unit for unit in _UNITS if unit in self._name.split()), "")

    def _term(self, said: str, unit: str) -> Term | None:
        text = said
        for way, sign in _SIGNS:
            text = re.sub(rf"\s*(?:{way})\s*", f" {sign} ", text)
        parts = [
            part.strip(" ,") for part in re.split(r" ([*/+-]) |([()])", text) if part and part.strip(" ,")
        ]
        if any(part in "*/+-" for part in parts):
            return self._calculated(parts, unit)
        if (product := _BY.split(said)) and len(product) == 2:
            return self._calculated([product[0], "*", product[1]], unit)
        total = aggregate(self._work, self._entity, said, self._name)
        if total is not None:
            return Term(*total)
        if (pair := _AND.match(said)) is not None:
            return self._between(pair[1], pair[2], unit)
        moment = self.operand(said)
        if moment is not None and moment.type in _DATES and _AGE.search(self._name):
            return Term(f"years_between({_day(moment)}, today())", FieldType.INTEGER)
        return None

    def _calculated(self, parts: list[str], unit: str) -> Term | None:
        """A sum, a difference, a product or several of them."""
        terms: list[Term | str] = []
        for part in parts:
            if part in "*/+-()":
                terms.append(part)
                continue
            term = self.operand(part)
            if term is None:
                self.why = self.why or f"I did not find “{part}” among what is kept."
                return None
            terms.append(term)
        values = [one for one in terms if isinstance(one, Term)]
        if any(one.type in _DATES for one in values):
            return self._dated(terms, unit)
        if any(one.type not in _NUMBERS | _TEXTS for one in values):
            self.why = f"“{next(v for v in values if v.type not in _NUMBERS | _TEXTS).name}” is no number."
            return None
        if any(
            _OFTEN_SHARES.search(one.name) and one.type is FieldType.DECIMAL and not one.is_share
            for one in values
        ):
            name = next(one.name for one in values if _OFTEN_SHARES.search(one.name))
            self.why = f"Is “{name}” an amount or a percentage?"
            return None
        expression = " ".join(self._signed(terms)).replace("( ", "(").replace(" )", ")")
        return Term(expression, FieldType.DECIMAL, texts=tuple(f for one in values for f in one.texts))

    def _signed(self, terms: list[Term | str]) -> list[str]:
        """The words of an expression; what is taken off or put on in percent is so of all before it."""
        out: list[str] = []
        for at, one in enumerate(terms):
            if isinstance(one, str):
                out.append(one)
            elif one.is_share and at and terms[at - 1] in {"+", "-"} and "(" not in terms:
                sign = str(out.pop())
                out = ["(", *out, ")"] if len(out) > 1 else out
                out += ["*", f"(1 {sign} {one.expression} / 100)"]
            else:
                out.append(f"({one.expression} / 100)" if one.is_share else one.expression)
        return out

    def _dated(self, terms: list[Term | str], unit: str) -> Term | None:
        """From one day to another, or some time after a day."""
        if len(terms) != 3:
            return None
        first, sign, second = terms
        if not isinstance(first, Term) or not isinstance(second, Term):
            return None
        if first.type in _DATES and second.type in _DATES:
            return self._length(second, first, unit) if sign == "-" else None
        if first.type not in _DATES or second.type is not FieldType.INTEGER or sign not in {"+", "-"}:
            return None
        unit = next((one for one in _UNITS if one in second.name.replace("_", " ").split()), "")
        if not unit:
            self.why = f"In which unit is “{second.name}” given?"
            return None
        unit = "days" if unit == "nights" else unit
        if first.type is FieldType.DATE and unit in {"minutes", "hours"}:
            return None
        return Term(f"{first.expression} {sign} {unit}({second.expression})", first.type)

    def _between(self, start: str, end: str, unit: str) -> Term | None:
        first, last = self.operand(start), self.operand(end)
        if first is None or last is None or not {first.type, last.type} <= _DATES:
            return None
        return self._length(first, last, unit)

    def _length(self, start: Term, end: Term, unit: str) -> Term | None:
        are_days = FieldType.DATE in {start.type, end.type}
        if unit == "years" or (not unit and _AGE.search(self._name)):
            return Term(f"years_between({_day(start)}, {_day(end)})", FieldType.INTEGER)
        if unit in {"weeks", "months"} or (are_days and unit in {"minutes", "hours"}):
            return None
        if are_days or unit in {"days", "nights"}:
            return Term(f"days_between({_day(start)}, {_day(end)})", FieldType.INTEGER)
        return Term(f"{unit or 'hours'}_between({start.expression}, {end.expression})", FieldType.DECIMAL)

    def operand(self, words: str) -> Term | None:
        """What a part of a formula names: a number, a value, a total, today."""
        said = _ITS.sub("", words.strip(" ,.")).strip()
        if said in _THAT and self._that:
            said = self._that.lower()
        if (number := _NUMBER.fullmatch(said)) is not None:
            kind = FieldType.DECIMAL if "." in number[1] or number[2] else FieldType.INTEGER
            return Term(number[1], kind, "percent" if number[2] else "")
        if said in _MOMENTS:
            return Term(f"{said}()", _MOMENTS[said], said)
        return self._value(said) or self._aggregate(said) or self._lasting(said)

    def _value(self, said: str) -> Term | None:
        """A value of the row or of what it belongs to, by its whole name."""
        of = _OF.match(said)
        wanted, owner = (of[1], of[2]) if of else (said, "")
        found: list[Term] = []
        for depth, (path, entity) in reachable(self._entity, self._work.situation):
            names = [key(entity.name), key(entity.display_name), *([key(path[-1])] if path else [])]
            words = key(re.sub(r"['’]s?\b", "", wanted))
            if owner and key(owner) not in names:
                continue
            if depth and not owner:
                before = next(
                    (one for one in names if words[: len(one)] == one and len(words) > len(one)), None
                )
                words = words[len(before) :] if before else words
                if not before and depth > 1:
                    continue
            found += [
                _term(value, path) for value in _named(words, entity) if not (value.type in _TEXTS and path)
            ]
            if depth == 0 and found:
                return found[0]
        return found[0] if len(found) == 1 else None

    def _lasting(self, said: str) -> Term | None:
        """Days, nights, hours or minutes that a row lasts."""
        lasting = between(self._entity, said) if said in _UNITS else None
        return Term(lasting, FieldType.DECIMAL) if lasting is not None else None

    def _aggregate(self, said: str) -> Term | None:
        total = aggregate(self._work, self._entity, said, self._name)
        return Term(*total) if total is not None else None


def _named(words: tuple[str, ...], entity: Entity) -> list[Field | Computed]:
    """The values of an entity that are named by all of their words."""
    values: list[Field | Computed] = [*entity.fields, *entity.computed]
    return [
        one for one in values
        if max(likeness(words, key(one.name)), likeness(words, key(one.label))) >= _EXACT
    ]  # fmt: skip


def _term(value: Field | Computed, path: tuple[str, ...]) -> Term:
    texts = (value,) if isinstance(value, Field) and value.type in _TEXTS and not path else ()
    return Term(".".join([*path, value.name]), value.type, value.name.replace("_", " "), texts)


def _day(term: Term) -> str:
    return f"date({term.expression})" if term.type is FieldType.DATETIME else term.expression


_FORBIDDEN = re.compile(r"n't\b|\bcannot\b|\b(?:must|may|shall) not\b|\bnot allowed\b")
"""Words of a bound that forbids rows beyond it; without them the value ends at the bound."""


def _clamped(draft: Draft, bounds: dict[str, int | float]) -> Draft:
    for bound, call in (("min", "greatest"), ("max", "least")):
        if bound in bounds:
            draft = Draft(f"{call}({draft.expression}, {bounds[bound]})", draft.entity, draft.edits)
    return draft


def put_formula(work: Work, at: int, attr: int, formula: str, entity: Entity, *, that: str = "") -> bool:
    """A value that follows from others of the same row, of what it belongs to or of what belongs to it."""
    reader = Formula(work, entity, work.text(attr), that)
    draft = reader.draft(formula)
    if draft is None:
        work.fail(at, reader.why or f"I could not work out “{formula}” from what is kept.")
        return False
    demands: list[dict[str, str]] = []
    for one in work.under(attr, "limit"):
        bounds = limits_in(work.text(one)) or {}
        if not bounds or set(bounds) - {"min", "max"}:
            return False
        work.use(one)
        if _FORBIDDEN.search(work.text(one).lower()):
            demands.append(bounded(draft.expression, bounds, work.text(attr), "be"))
        else:
            draft = _clamped(draft, bounds)
    if not _may_follow(work, attr, entity):
        work.fail(at, f"“{work.text(attr)}” is kept as a text.")
        return False
    edits = computed_of(work.text(attr), draft, work.situation, work.sentence(at))
    if not edits:
        work.fail(at, f"I could not work out “{formula}” from what is kept.")
        return False
    if not work.take(edits, at) or not all(
        work.do("add", Kind.RULE, at, of=entity.name, element=rule) for rule in demands
    ):
        return False
    work.turn_to(entity, next((one.id for one in _computed(work, entity)), None))
    return True


def _may_follow(work: Work, attr: int, entity: Entity) -> bool:
    """Whether a value may be one that is worked out: new, or a number or a day so far."""
    found = member_of(work, work.text(attr), entity)
    return found is None or (
        isinstance(found.element, Field | Computed) and found.element.type in _NUMBERS | _DATES
    )


def _computed(work: Work, entity: Entity) -> tuple[Computed, ...]:
    found = next((one for one in work.spec.entities if one.id == entity.id), entity)
    return found.computed[-1:]
