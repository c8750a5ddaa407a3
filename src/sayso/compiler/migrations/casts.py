"""Values of one field type as those of another, in SQL that never raises: what does not fit becomes null."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sayso.compiler.targets.sql.types import column_type
from sayso.spec.expressions import sql_text
from sayso.spec.model import NUMBER_TYPES, Field, FieldType

from . import text_parser

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_PATTERNS = {
    FieldType.EMAIL: r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+$",
    FieldType.URL: r"^https?://[^\s/$.?#]\S+$",
    FieldType.PHONE: r"^[+()\d][\d\s().+/x-]{2,39}$",
}
"""As the data API reads them."""
WRITTEN = frozenset({*_TEXTS, *_PATTERNS, FieldType.ENUM})
_FILES = frozenset({FieldType.IMAGE, FieldType.FILE})


@dataclass(frozen=True, slots=True)
class Caster:
    """Casts for one module: days of moments are those of its time zone."""

    zone: str
    """SQL of the time zone."""

    def cast(self, value: str, source: Field, target: Field, options: Mapping[str, str] | None = None) -> str:
        """``value`` of ``source`` as a value of ``target``; null where there is none.

        ``options`` says which option of ``target`` each option of ``source`` has become, for two choices.
        """
        old, new = source.type, target.type
        if old is FieldType.MULTI_ENUM and new is FieldType.MULTI_ENUM:
            return self._each(value, options)
        if new is FieldType.MULTI_ENUM:
            return self._to_list(value, source, target, options)
        if old is FieldType.MULTI_ENUM:
            return self._of_list(value, target, options)
        if new is FieldType.ENUM:
            if old is FieldType.ENUM:
                return _mapped(value, options)
            text = self._text(value, old)
            return (text and _option(text, target)) or f"null::{column_type(new)}"
        return self._plain(value, old, new) or f"null::{column_type(new)}"

    def _plain(self, value: str, old: FieldType, new: FieldType) -> str | None:
        """Between single values; none where nothing casts."""
        if old is new or {old, new} <= _FILES:
            return value
        if new is FieldType.JSON:
            return f"to_jsonb({value})"
        if old is FieldType.JSON:
            inner = self._plain("w", FieldType.TEXT, new)
            plain = f"jsonb_typeof({value}) in ('string', 'number', 'boolean')"
            scalar = f"case when {plain} then {value} #>> '{{}}' end"
            if new in _TEXTS:
                return f"({value} #>> '{{}}')"
            return inner and f"(select {inner} from (select {scalar} as w) as j)"
        if new in _TEXTS:
            return self._text(value, old)
        if old in WRITTEN:
            return self._read(value, new)
        return self._between(value, old, new)

    def _between(self, value: str, old: FieldType, new: FieldType) -> str | None:
        """Between numbers, and between days and moments."""
        if old in NUMBER_TYPES and new in NUMBER_TYPES:
            return _number(value, new)
        match old, new:
            case FieldType.BOOLEAN, _ if new in NUMBER_TYPES:
                return f"{value}::int::{column_type(new)}"
            case _, FieldType.BOOLEAN if old in NUMBER_TYPES:
                return f"case {value} when 1 then true when 0 then false end"
            case FieldType.DATE, FieldType.DATETIME:
                return f"({value}::timestamp at time zone {self.zone})"
            case FieldType.DATETIME, FieldType.DATE:
                return f"({value} at time zone {self.zone})::date"
            case FieldType.DATETIME, FieldType.TIME:
                return f"({value} at time zone {self.zone})::time"
        return None

    def _text(self, value: str, old: FieldType) -> str | None:
        """A value as a person would write it."""
        match old:
            case _ if old in WRITTEN:
                return value
            case FieldType.DATE:
                return f"to_char({value}, 'YYYY-MM-DD')"
            case FieldType.DATETIME:
                local = f"({value} at time zone {self.zone})"
                return (
                    f"to_char({local}, case when extract(second from {local}) = 0 "
                    "then 'YYYY-MM-DD HH24:MI' else 'YYYY-MM-DD HH24:MI:SS' end)"
                )
            case FieldType.TIME:
                minute = f"left({value}::text, 5)"
                return f"case when extract(second from {value}) = 0 then {minute} else {value}::text end"
            case FieldType.JSON:
                return f"({value} #>> '{{}}')"
            case FieldType.IMAGE | FieldType.FILE:
                return None
        return f"{value}::text"

    def _read(self, value: str, new: FieldType) -> str | None:
        """What somebody wrote as a value of another type."""
        if new in _PATTERNS:
            return f"case when btrim({value}) ~ {sql_text(_PATTERNS[new])} then btrim({value}) end"
        if new in NUMBER_TYPES:
            return _number(text_parser.number(value), new)
        readers: dict[FieldType, Callable[[str], str]] = {
            FieldType.BOOLEAN: text_parser.yes_or_no,
            FieldType.DATE: text_parser.date,
            FieldType.DATETIME: lambda text: text_parser.moment(text, self.zone),
            FieldType.TIME: text_parser.time,
            FieldType.UUID: text_parser.uuid,
        }
        return readers[new](value) if new in readers else None

    def _each(self, value: str, options: Mapping[str, str] | None) -> str:
        """A list of options with each as it is called now, without those that are gone."""
        option = _mapped("e.name", options)
        return (
            f"case when {value} is not null then array(select {option} "
            f"from unnest({value}) with ordinality as e (name, place) "
            f"where {option} is not null order by e.place) end"
        )

    def _to_list(self, value: str, source: Field, target: Field, options: Mapping[str, str] | None) -> str:
        """One option as a list, or the parts of a text between commas."""
        if source.type is FieldType.ENUM:
            option = _mapped(value, options)
            return f"case when {option} is not null then array[{option}] end"
        if source.type is FieldType.JSON:
            list_ = self._listed(f"jsonb_array_elements_text({value})", target)
            one = self._listed("regexp_split_to_table(w, '\\s*[,;]\\s*')", target)
            text = self._plain(value, source.type, FieldType.TEXT)
            return (
                f"case when jsonb_typeof({value}) = 'array' then {list_} "
                f"else (select nullif({one}, '{{}}') from (select {text} as w) as j where w is not null) end"
            )
        text = self._text(value, source.type)
        if text is None:
            return "null::text[]"
        parts = self._listed(rf"regexp_split_to_table({text}, '\s*[,;]\s*')", target)
        return f"case when {value} is not null then nullif({parts}, '{{}}') end"

    def _listed(self, parts: str, target: Field) -> str:
        """Those of some texts that name options."""
        option = _option("e.name", target)
        return (
            f"array(select {option} from {parts} with ordinality as e (name, place) "
            f"where {option} is not null order by e.place)"
        )

    def _of_list(self, value: str, target: Field, options: Mapping[str, str] | None) -> str:
        """The only option of a list, or all of them as text."""
        if target.type is FieldType.JSON:
            return f"to_jsonb({value})"
        if target.type in _TEXTS:
            return f"nullif(array_to_string({value}, ', '), '')"
        only = f"case when cardinality({value}) = 1 then {value}[1] end"
        if target.type is FieldType.ENUM:
            return _mapped(only, options)
        inner = self._plain("w", FieldType.TEXT, target.type)
        return f"(select {inner or 'null'}::{column_type(target.type)} from (select {only} as w) as j)"


def always_fits(old: FieldType, new: FieldType) -> bool:
    """Whether every value of the one type is some value of the other."""
    if new is FieldType.JSON:
        return True
    if new in _TEXTS:
        return old not in _FILES
    return (old, new) == (FieldType.INTEGER, FieldType.DECIMAL) or (
        old is FieldType.BOOLEAN and new in NUMBER_TYPES
    )


def _number(value: str, new: FieldType) -> str:
    """A number in the room that its type has; fractions are rounded."""
    if not value.replace(".", "").isidentifier():
        return f"(select {_number('x', new)} from (select {value} as x) as i)"
    if new is FieldType.DECIMAL:
        return f"{value}::numeric"
    room, rounded = ("1e12", f"round({value}::numeric, 2)::numeric(14,2)")
    if new is FieldType.INTEGER:
        room, rounded = ("9.2e18", f"round({value}::numeric)::bigint")
    return f"case when abs({value}::numeric) < {room} then {rounded} end"


def _mapped(value: str, options: Mapping[str, str] | None) -> str:
    """An option as it is called now; null where it is gone."""
    if not options:
        return "null::text"
    if all(old == new for old, new in options.items()):
        return f"case when {value} in ({', '.join(map(sql_text, options))}) then {value} end"
    cases = " ".join(f"when {sql_text(old)} then {sql_text(new)}" for old, new in options.items())
    return f"case {value} {cases} end"


def _option(text: str, target: Field) -> str:
    """The option that a text names, by what is stored or by what is shown."""
    known: dict[str, str] = {}
    for option in target.options:
        for name in (
            option.name.lower(),
            option.name.replace("_", " ").lower(),
            option.label.strip().lower(),
        ):
            known.setdefault(name, option.name)
    cases = " ".join(f"when {sql_text(said)} then {sql_text(name)}" for said, name in known.items())
    return f"case lower(btrim({text})) {cases} end" if cases else "null::text"


def from_json(value: str, type_: str) -> str:
    """What ``to_jsonb`` made of a value of this SQL type, as that again."""
    if type_ == "jsonb":
        return value
    if type_ == "text[]":
        return f"case when {value} is not null then array(select jsonb_array_elements_text({value})) end"
    text = f"({value} #>> '{{}}')"
    return text if type_ == "text" else f"{text}::{type_}"
