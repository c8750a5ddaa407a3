"""JSON bodies of create and patch, checked field by field; all that is wrong is said at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from uuid import UUID

from rapidfuzz import process

from sayso.runtime.errors import FieldError, InvalidFieldsError
from sayso.runtime.plan import CollectionPlan, Column
from sayso.runtime.values.limits import Limit, limits_of
from sayso.runtime.values.readers import Reader, UnreadableError, read_uuid, reader_of

MOST_LINKED = 1000


@dataclass(slots=True)
class Values:
    """What a request wants stored: columns, and sets of ids for many_to_many relations."""

    columns: dict[str, object] = field(default_factory=dict)
    sets: dict[str, list[UUID]] = field(default_factory=dict)


class BodyReader:
    """Reads bodies for one entity; made once per revision."""

    def __init__(self, plan: CollectionPlan, zone: tzinfo) -> None:
        self._plan = plan
        self._fields: dict[str, tuple[Column, Reader, list[Limit]]] = {
            column.name: (
                column,
                reader_of(column.type, zone),
                limits_of(column.type, column.field.validation if column.field else None, column.options),
            )
            for column in plan.written.values()
        }
        self._sets = {f"{name}_ids": name for name in plan.sets}
        self._needed = [
            column
            for column in plan.written.values()
            if column.required and (column.field is None or column.field.default is None)
        ]

    def create(self, body: object) -> Values:
        """Values of a new row; everything that is required has to be there."""
        values, errors = self.read(body)
        failed = {error.field for error in errors}
        for column in self._needed:
            if column.name not in values.columns and column.name not in failed:
                errors.append(FieldError(column.name, f"{column.label} is required."))
        if errors:
            raise InvalidFieldsError(errors)
        return values

    def patch(self, body: object) -> Values:
        """Values to change; what is not named stays."""
        values, errors = self.read(body)
        if errors:
            raise InvalidFieldsError(errors)
        return values

    def read(self, body: object) -> tuple[Values, list[FieldError]]:
        """What can be read, and what cannot."""
        if not isinstance(body, Mapping):
            raise InvalidFieldsError([FieldError("", "The body must be a JSON object of fields.")])
        values, errors = Values(), list[FieldError]()
        for name, given in body.items():
            try:
                if name in self._fields:
                    values.columns[name] = self._value(name, given)
                elif name in self._sets:
                    values.sets[self._sets[name]] = read_ids(given)
                else:
                    errors.append(FieldError(str(name)[:100], self._unknown(str(name))))
            except UnreadableError as error:
                label = self._fields[name][0].label if name in self._fields else name
                errors.append(FieldError(name, f"{label} {error}"))
        return values, errors

    def _value(self, name: str, given: object) -> object:
        column, read, limits = self._fields[name]
        if given is None or (isinstance(given, str) and not given.strip()) or given == []:
            if column.required:
                raise UnreadableError("is required.")
            if given is None or isinstance(given, str):
                return None
        value = read(given)
        for check in limits:
            check(value)
        return value

    def _unknown(self, name: str) -> str:
        column = self._plan.columns.get(name)
        if column is not None:
            how = "is worked out by Sayso" if column.origin == "computed" else "is kept by Sayso"
            return f"{column.label} {how} and cannot be set."
        if name in self._plan.parents:
            return f'"{name}" is given as "{name}_id", the id of the record.'
        if name in self._plan.sets:
            return f'"{name}" is given as "{name}_ids", a list of ids.'
        return f'There is no field "{name[:60]}".{did_you_mean(name, [*self._fields, *self._sets])}'


def read_ids(given: object) -> list[UUID]:
    """A list of ids, each once."""
    if not isinstance(given, list) or len(given) > MOST_LINKED:
        raise UnreadableError(f"must be a list of at most {MOST_LINKED} ids.")
    return list(dict.fromkeys(read_uuid(item) for item in given))


def did_you_mean(name: str, known: list[str]) -> str:
    """`` Did you mean "price"?`` when something known looks alike, else nothing."""
    best = process.extractOne(name[:60], known, score_cutoff=70)
    return f' Did you mean "{best[0]}"?' if best else ""
