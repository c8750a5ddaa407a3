"""Pydantic models of an entity: its rows, the body that makes one and the body that changes one."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sayso.kit.patterns import quick
from sayso.kit.words import pascal, sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import NUMBER_TYPES, Entity, Field, FieldType, Validation

from .literals import docstring
from .names import attribute, entity_names, fresh
from .python_printer import Call, Raw, Value, flat, statement, subscript
from .tables import TEXT_TYPES, set_names

_TYPES = {
    FieldType.TEXT: "Text",
    FieldType.LONG_TEXT: "LongText",
    FieldType.INTEGER: "Integer",
    FieldType.DECIMAL: "Number",
    FieldType.MONEY: "Money",
    FieldType.BOOLEAN: "Boolean",
    FieldType.DATE: "Date",
    FieldType.DATETIME: "Moment",
    FieldType.TIME: "TimeOfDay",
    FieldType.ENUM: "Text",
    FieldType.MULTI_ENUM: "Several[Text]",
    FieldType.EMAIL: "Email",
    FieldType.URL: "Url",
    FieldType.PHONE: "Phone",
    FieldType.IMAGE: "Id",
    FieldType.FILE: "Id",
    FieldType.UUID: "Id",
    FieldType.JSON: "Json",
}
_UNSET = Raw("UNSET")


class _Definitions:
    """What stands above the classes: choices and patterns under names of their own."""

    def __init__(self, *taken: str) -> None:
        self.lines: list[str] = []
        self._taken = set(taken)

    def add(self, wanted: str, print_after: Callable[[str], str]) -> str:
        """Put ``<name> = …`` there; gives the name, which is told apart from others."""
        name = fresh(wanted, self._taken)
        self._taken.add(name)
        self.lines.append(print_after(f"{name} = "))
        return name


@dataclass(frozen=True, slots=True)
class _Member:
    """One attribute of the models."""

    name: str
    type: str
    title: str
    limits: tuple[str, ...] = ()
    required: bool = False
    filled: bool = False
    written: bool = True
    help: str | None = None

    def shown(self) -> str:
        """In a row: always there, but empty where the member may not read it."""
        return self._line(f"{self.type} | None", {"default": None}, {})

    def changed(self) -> str:
        """In a change: what is not named stays."""
        kind = self._limited if self.required else f"{self._limited} | None"
        return self._line(kind, {"default": _UNSET if self.required else None}, self._described)

    def needed(self) -> str:
        """In a new row, where it has to be."""
        return self._line(self._limited, {}, self._described)

    @property
    def _limited(self) -> str:
        return f"Annotated[{', '.join((self.type, *self.limits))}]" if self.limits else self.type

    @property
    def _described(self) -> dict[str, Value]:
        return {"description": docstring(self.help)} if self.help else {}

    def _line(self, kind: str, default: dict[str, Value], more: dict[str, Value]) -> str:
        named = attribute(self.name)
        alias: dict[str, Value] = {"alias": self.name} if named != self.name else {}
        field = Call("Field", (), {**default, **alias, "title": self.title, **more})
        return statement(f"{named}: {kind} = ", field, 1)


def models(index: SpecIndex, entity: Entity) -> str:
    """The text of the module, without its imports."""
    called = entity_names(entity)
    definitions = _Definitions(called.row, called.create, called.patch)
    members = _members(index, entity, definitions)
    written = [one for one in members if one.written]
    ids = [
        _Member(f"{name}_ids", "Ids", sentence(name), required=True) for name in set_names(index, entity.name)
    ]
    titles = [replace(one, name=one.name.removesuffix("ids") + "titles", type="Titles") for one in ids]
    label = docstring(called.label.lower())
    classes = [
        _class(
            called.row,
            "Row",
            docstring(entity.description) or f"One of the {docstring(called.label_plural.lower())}.",
            [one.shown() for one in members] + [one.changed() for one in (*ids, *titles)],
        ),
        _class(
            called.patch,
            "Body",
            f"Changes of a row: {label}. What is not named stays as it is.",
            [one.changed() for one in (*written, *ids)],
        ),
        _class(
            called.create,
            called.patch,
            f"A new row: {label}.",
            [one.needed() for one in written if one.required and not one.filled],
        ),
    ]
    above = "\n".join(definitions.lines)
    return "\n\n\n".join([above, *classes] if above else ["\n" + classes[0], *classes[1:]])


def _class(name: str, base: str, words: str, attributes: list[str]) -> str:
    return "\n".join(
        [f"class {name}({base}):", f'    """{words}"""', *([""] if attributes else []), *attributes]
    )


def _members(index: SpecIndex, entity: Entity, definitions: _Definitions) -> list[_Member]:
    members = [_of_field(field, definitions) for field in entity.fields]
    for name, link in index.parents(entity.name).items():
        members += [
            _Member(f"{name}_id", "Id", sentence(name), required=link.required),
            _Member(f"{name}_title", "Text", sentence(name), written=False),
        ]
    flow = index.flows.get(entity.name)
    if flow is not None:
        states = _choice(definitions, flow.field, [state.name for state in flow.states])
        members.append(_Member(flow.field, states, sentence(flow.field)))
    members += [_Member(one.name, _TYPES[one.type], one.label, written=False) for one in entity.computed]
    if entity.person_role is not None and "member" not in index.parents(entity.name):
        members.append(_Member("member_id", "Id", "Member", written=False))
    return members


def _of_field(field: Field, definitions: _Definitions) -> _Member:
    kind = _TYPES[field.type]
    options = [option.name for option in field.options]
    if options and field.type is FieldType.ENUM:
        kind = _choice(definitions, field.name, options)
    if options and field.type is FieldType.MULTI_ENUM:
        kind = f"Several[{_choice(definitions, field.name, options)}]"
    return _Member(
        name=field.name,
        type=kind,
        title=field.label,
        limits=tuple(_limits(field, definitions)),
        required=field.required,
        filled=field.default is not None,
        help=field.help,
    )


def _choice(definitions: _Definitions, name: str, options: list[str]) -> str:
    return definitions.add(f"{pascal(name)}Choice", lambda start: subscript(start, "Literal", options))


def _limits(field: Field, definitions: _Definitions) -> list[str]:
    given = field.validation or Validation()
    found = []
    if field.type in NUMBER_TYPES:
        found += _bounds("Between", given.min, given.max)
    if field.type in TEXT_TYPES:
        found += _bounds("Length", given.min_length, given.max_length)
    if field.type is FieldType.MULTI_ENUM:
        least = given.min_length or (1 if field.required else None)
        found += _bounds("Length", least, given.max_length)
    if given.pattern is not None and field.type in TEXT_TYPES and quick(given.pattern):
        form = Call("matching", (given.pattern,))
        found.append(definitions.add(f"{pascal(field.name)}Form", lambda start: statement(start, form)))
    return found


def _bounds(name: str, least: float | None, most: float | None) -> list[str]:
    if least is None and most is None:
        return []
    if least is None:
        return [flat(Call(name, (), {"most": most}))]
    return [flat(Call(name, (least,) if most is None else (least, most)))]
