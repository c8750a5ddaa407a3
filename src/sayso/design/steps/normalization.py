"""What models write instead of a shape, brought closer to it before it is judged.

Names come in any spelling, choices under other words, lists as single values. What is left then is a matter
for validation: ``read_shape`` keeps all that is valid and says what was not.
"""

import types
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints, ValidationError

from sayso.kit.words import pascal, snake
from sayso.spec.model.base import OptionName, PascalName, SnakeName

from .types import StepShape

S = TypeVar("S", bound=StepShape)
_ROUNDS = 30
_WRAPPINGS = 3
_DEEPEST = 40
_YES = frozenset({"true", "yes", "1"})
_NO = frozenset({"false", "no", "0", ""})
_OTHER_WORDS = {
    "string": "text", "str": "text", "varchar": "text", "short_text": "text", "textarea": "long_text",
    "longtext": "long_text", "rich_text": "long_text", "int": "integer", "whole_number": "integer",
    "number": "decimal", "float": "decimal", "double": "decimal", "numeric": "decimal", "currency": "money",
    "price": "money", "bool": "boolean", "checkbox": "boolean", "timestamp": "datetime",
    "date_time": "datetime", "select": "enum", "choice": "enum", "dropdown": "enum", "picklist": "enum",
    "multiselect": "multi_enum", "multi_select": "multi_enum", "tags": "multi_enum", "link": "url",
    "website": "url", "telephone": "phone", "photo": "image", "picture": "image", "attachment": "file",
    "many_to_one": "belongs_to", "n_1": "belongs_to", "belongs": "belongs_to", "one_to_many": "has_many",
    "1_n": "has_many", "has": "has_many", "many_many": "many_to_many", "n_m": "many_to_many",
    "delete": "delete", "remove": "delete", "nullify": "set_null", "null": "set_null", "view": "read",
    "see": "read", "list": "list", "edit": "update", "write": "update", "change": "update", "add": "create",
    "insert": "create", "average": "avg", "mean": "avg", "total": "sum", "maximum": "max", "minimum": "min",
    "board": "kanban", "card": "cards", "columns": "row", "rows": "column", "any": "all", "mine": "own",
}  # fmt: skip
"""Words that mean one of the choices; only where the word itself is none of them."""
_ALL_ACTIONS = frozenset({"*", "all", "manage", "full", "crud", "everything"})


@dataclass(frozen=True, slots=True)
class Read:
    """A shape, and what of the data could not be read as part of it."""

    shape: StepShape
    problems: tuple[str, ...] = ()


def read_shape(model: type[StepShape], data: Any) -> Read | None:
    """What is valid of the data; none where it is no such thing at all."""
    data = _unwrapped(model, data)
    if not isinstance(data, dict):
        return None
    data = coerced(model, data)
    problems: list[str] = []
    for _ in range(_ROUNDS):
        try:
            return Read(model.model_validate(data), tuple(dict.fromkeys(problems)))
        except ValidationError as error:
            places = [(problem["loc"], problem["msg"]) for problem in error.errors()]
            problems += [f"{'.'.join(map(str, place))}: {said}." for place, said in places]
            if not _cut(data, [place for place, _ in places]):
                return None
    return None


def _unwrapped(model: type[BaseModel], data: Any) -> Any:
    """The shape itself, where it was put under a name of its own, or only its list or one item was given."""
    lists = {
        name: get_args(info.annotation)[0]
        for name, info in model.model_fields.items()
        if get_origin(info.annotation) is tuple
    }
    first = "matrix" if "matrix" in lists else next(iter(lists))
    for _ in range(_WRAPPINGS):
        if isinstance(data, list):
            return {first: data}
        if not isinstance(data, dict):
            return data
        keys = {snake(str(key)) for key in data}
        if keys & set(lists):
            return data
        if len(keys & _keys(lists[first])) > max(1, len(keys & set(model.model_fields))):
            return {first: [data]}
        inner = [value for value in data.values() if isinstance(value, (dict, list))]
        if keys & set(model.model_fields) or len(inner) != 1:
            return data
        data = inner[0]
    return data


def _keys(model: type[BaseModel]) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()}


def _cut(data: Any, places: Iterable[tuple[int | str, ...]]) -> bool:
    """Take out the smallest parts that hold these places, the last ones first; whether any was found."""
    found = {cut for place in places if (cut := _smallest(data, place))}
    for place in sorted(found, key=lambda place: [str(step).zfill(6) for step in place], reverse=True):
        holder = data
        for step in place[:-1]:
            holder = holder[step]
        try:
            del holder[place[-1]]
        except (KeyError, IndexError):
            continue
    return bool(found)


def _smallest(data: Any, place: tuple[int | str, ...]) -> tuple[int | str, ...] | None:
    """The attribute where it is given, else the item of a list that should have it."""
    value, reached, last = data, 0, 0
    for number, step in enumerate(place):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value, last = value[step], number + 1
        elif isinstance(value, (dict, list)):
            break
        else:
            continue
        reached = number + 1
    is_attribute = reached == len(place) and reached > last
    if is_attribute and place[-1] not in {"name", "entity", "type", "from", "to", "role"}:
        return place
    return place[:last] if last else (place[:1] if reached else None)


def coerced(annotation: Any, value: Any, metadata: tuple[Any, ...] = (), depth: int = 0) -> Any:
    """The value as near to the annotation as can be without guessing."""
    if depth > _DEEPEST:
        return None
    while hasattr(annotation, "__metadata__"):
        metadata = (*metadata, *annotation.__metadata__)
        annotation = get_args(annotation)[0]
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        return _choice(get_args(annotation), value, metadata, depth)
    if origin is tuple:
        return _list(get_args(annotation)[0], value, depth)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _model(annotation, value, depth)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _enum(annotation, value)
    if annotation is bool and isinstance(value, (str, int)):
        word = str(value).strip().lower()
        return True if word in _YES else False if word in _NO else value
    if annotation is str:
        return _text(value, metadata)
    return value


def _choice(options: tuple[Any, ...], value: Any, metadata: tuple[Any, ...], depth: int) -> Any:
    if value is None:
        return None
    models = [one for one in options if isinstance(one, type) and issubclass(one, BaseModel)]
    if len(models) > 1:
        return _node(models, value, depth)
    real = [one for one in options if one is not types.NoneType]
    return coerced(real[0], value, metadata, depth) if len(real) == 1 else value


def _node(models: list[type[BaseModel]], value: Any, depth: int) -> Any:
    """A node of a layout: a name alone is a component, something with children a container."""
    if isinstance(value, str):
        value = {"component": value}
    if not isinstance(value, dict):
        return value
    is_slot = "component" in value or value.get("type") == "component"
    if is_slot and "component" not in value and "name" in value:
        value = {**value, "component": value["name"]}
    kind = "component" if is_slot else "container"
    model = next(one for one in models if one.model_fields["type"].default == kind)
    return _model(model, {**value, "type": kind}, depth)


def _list(item: Any, value: Any, depth: int) -> Any:
    if value is None:
        return []
    if isinstance(value, dict) and not _is_one(item, value):
        value = [{"name": key, **one} if isinstance(one, dict) else one for key, one in value.items()]
    elif not isinstance(value, list):
        value = [value]
    if isinstance(item, type) and issubclass(item, Enum) and "create" in [one.value for one in item]:
        value = _actions(item, value)
    return [coerced(item, one, (), depth + 1) for one in value]


def _is_one(item: Any, value: dict[str, Any]) -> bool:
    """Whether a single item was given where several may be."""
    names = set(item.model_fields) if isinstance(item, type) and issubclass(item, BaseModel) else set()
    aliases = {info.alias for info in item.model_fields.values()} if names else set()
    return bool((names | aliases) & set(value))


def _actions(item: type[Enum], value: list[Any]) -> list[Any]:
    if any(isinstance(one, str) and one.strip().lower() in _ALL_ACTIONS for one in value):
        return [one.value for one in item]
    return list(dict.fromkeys(_enum(item, one) for one in value if isinstance(one, str)))


def _model(model: type[BaseModel], value: Any, depth: int) -> Any:
    if isinstance(value, str) and "name" in model.model_fields:
        value = {"name": value} | ({"label": value} if _is_label(model, value) else {})
    if not isinstance(value, dict):
        return value
    known = {name: name for name in model.model_fields}
    known |= {info.alias: name for name, info in model.model_fields.items() if info.alias}
    found: dict[str, Any] = {}
    for key, one in value.items():
        name = known.get(key) or known.get(snake(str(key)))
        if name is not None and (one is not None or not model.model_fields[name].is_required()):
            info = model.model_fields[name]
            if one is None and info.default is not None:
                continue
            found[info.alias or name] = coerced(info.annotation, one, tuple(info.metadata), depth + 1)
    return found


def _is_label(model: type[BaseModel], value: str) -> bool:
    return "label" in model.model_fields and snake(value) != value and bool(value.strip())


def _enum(kinds: type[Enum], value: Any) -> Any:
    if not isinstance(value, str):
        return value
    choices = {str(one.value) for one in kinds}
    word = snake(value)
    for said in (value, value.lower(), word, _OTHER_WORDS.get(word, "")):
        if said in choices:
            return said
    return value


def _text(value: Any, metadata: tuple[Any, ...]) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float)):
        value = str(value)
    if not isinstance(value, str):
        return value
    limits = next((one for one in metadata if isinstance(one, StringConstraints)), None)
    if limits is None:
        return value
    if limits.pattern == _pattern(SnakeName) or limits.pattern == _pattern(OptionName):
        return snake(value)[: limits.max_length].strip("_")
    if limits.pattern == _pattern(PascalName):
        return value if value[:1].isupper() and value.isalnum() else pascal(snake(value))
    if limits.pattern is None and limits.max_length and len(value) > limits.max_length:
        return value[: limits.max_length]
    return value


def _pattern(annotated: Any) -> Any:
    return next(one.pattern for one in annotated.__metadata__ if isinstance(one, StringConstraints))
