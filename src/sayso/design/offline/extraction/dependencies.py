"""To whom a column belongs, as the rows tell: what is the same in all rows of a pool is the pool's."""

from dataclasses import dataclass, replace

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.spec.model import FieldType

from .columns import Column
from .rows import NUMBERS
from .sheet_words import LASTING, is_place

_EACH_ROW = frozenset((FieldType.BOOLEAN, FieldType.LONG_TEXT, FieldType.FILE, FieldType.IMAGE))
_WHENS = frozenset((FieldType.DATE, FieldType.DATETIME, FieldType.TIME))
_COUNTED = frozenset(
    ("quantity", "hours", "minutes", "duration", "amount", "total", "result", "score", "status", "state")
)
_BUILT = frozenset(("year", "year_built", "built", "build_year", "capacity", "size"))
_WHERE = frozenset(("address", "street", "location", "city", "town", "postcode", "zip", "gps", "area"))
_HOLDERS = frozenset(
    ("owner", "tenant", "landlord", "keeper", "holder", "parent", "guardian", "client", "customer", "breeder")
)
_DEPTHS = {"line": 4, "event": 4, "document": 3, "thing": 2, "customer": 0, "staff": 0}
_USUAL_DEPTH = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a column describes; one that ``refers`` names it, and it may hang ``under`` another thing."""

    column: Column
    thing: str
    refers: bool = False
    under: str = ""

    @property
    def names(self) -> bool:
        """Whether its values tell which one of the things is meant."""
        name = self.column.guess.name
        tail = self.thing.rpartition("_")[2]
        called = {f"{thing}{end}" for thing in (self.thing, tail) for end in ("", "_name", "_title")}
        numbers = {f"{thing}_{number}" for thing in (self.thing, tail) for number in NUMBERS}
        return self.refers or name in called | numbers

    @property
    def is_numbered(self) -> bool:
        """Whether its values are numbers or codes rather than names."""
        return self.column.guess.name.rpartition("_")[2] in NUMBERS


def by_rows(row: str, verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts, with columns right after a repeated name that always go with it given to its thing."""
    settled = list(verdicts)
    for place, key in enumerate(verdicts):
        if key.thing == row or not key.names or _is_staff(key.thing):
            continue
        for number in range(place + 1, len(verdicts)):
            found = _settled(row, key, settled[number], settled)
            if found is None:
                break
            settled[number] = found
    return settled


def _settled(row: str, key: Verdict, verdict: Verdict, settled: list[Verdict]) -> Verdict | None:
    """What a column after the key is; None where it does not depend on the key, and the block ends."""
    if verdict.thing == key.thing:
        return verdict
    follows = verdict.column.follows(key.column)
    if not key.column.is_repeated:
        lasts = not verdict.refers and verdict.column.guess.name in LASTING | _BUILT
        return Verdict(verdict.column, key.thing) if verdict.thing == row and lasts else verdict
    if verdict.thing != row:
        if not verdict.names:
            stands = is_place(key.thing) and verdict.column.guess.name in _WHERE and follows
            return Verdict(verdict.column, key.thing) if stands else verdict
        taken = verdict.under or any(v.thing == key.thing and v.under == verdict.thing for v in settled)
        fits = (
            follows and not taken and _may_hang(verdict.thing) and _depth(verdict.thing) <= _depth(key.thing)
        )
        return replace(verdict, under=key.thing) if fits else verdict if follows else None
    return Verdict(verdict.column, key.thing) if follows and _lasts(key, verdict.column) else None


def _lasts(key: Verdict, column: Column) -> bool:
    """Whether a value may stay the same from row to row."""
    guess = column.guess
    if guess.type in _EACH_ROW or guess.name.rpartition("_")[2] in _COUNTED:
        return False
    return guess.type not in _WHENS or key.is_numbered


def _may_hang(name: str) -> bool:
    """Whether a thing can be had by another for long: a pool has an owner, a pupil no tutor for good."""
    known = known_thing(name)
    person = is_person_word(name) or (known is not None and known.kind == "staff")
    served = known is not None and known.kind == "customer"
    return served or not person or name.rpartition("_")[2] in _HOLDERS


def _is_staff(name: str) -> bool:
    known = known_thing(name)
    return known is not None and known.kind == "staff"


def _depth(name: str) -> int:
    known = known_thing(name)
    if known is None:
        return 0 if is_person_word(name) else _DEPTHS["thing"]
    return _DEPTHS.get(known.kind, _USUAL_DEPTH)
