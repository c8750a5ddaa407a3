"""Fields as Zod schemas whose messages a person can act on, and as types."""

from sayso.spec.model import Field, FieldType, Flow

from .literals import number, regex
from .names import within_sentence
from .typescript_printer import Call, Chain, Raw, Regex, Value

_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}
_PHONE = r"^\+?[\d\s()./-]{4,30}$"


def choices(options: tuple[str, ...]) -> tuple[str, ...]:
    """String literal types for option names, which need no escapes; any text where there are none."""
    return tuple(f'"{name}"' for name in options) or ("string",)


def type_of(kind: FieldType) -> str:
    """The TypeScript type of a value in the data API."""
    if kind in _NUMBERS:
        return "number"
    return {FieldType.BOOLEAN: "boolean", FieldType.JSON: "unknown"}.get(kind, "string")


def reference_schema(label: str, *, required: bool) -> Value:
    """The id of a related row."""
    message = f"Choose {_article(label)}."
    return _finish("z", (Call("guid", (message,)),), required=required)


def set_schema() -> Value:
    """The ids of a many_to_many set, which may be left out."""
    return Chain("z", (Call("array", (Raw("z.guid()"),)), Call("optional")))


def state_schema(flow: Flow) -> Value:
    """The state of a flow; the server starts new rows in the initial one."""
    return Chain("z", (_enum(tuple(state.name for state in flow.states)), Call("optional")))


def field_schema(field: Field) -> Value:
    """The schema of a stored field with its limits, pattern and options."""
    if field.type in _NUMBERS:
        return _finish("z", _number_calls(field), required=field.required)
    root, calls = _plain(field)
    return _finish(root, calls, required=field.required)


def _finish(root: str, calls: tuple[Call, ...], *, required: bool) -> Value:
    return Chain(root, calls if required else (*calls, Call("nullish")))


def _plain(field: Field) -> tuple[str, tuple[Call, ...]]:
    options = tuple(option.name for option in field.options)
    match field.type:
        case FieldType.BOOLEAN:
            return "z", (Call("boolean", ("Choose yes or no.",)),)
        case FieldType.DATE:
            return "z.iso", (Call("date", ("Enter a date.",)),)
        case FieldType.DATETIME:
            return "z.iso", (Call("datetime", ({"offset": True, "error": "Enter a date and time."},)),)
        case FieldType.TIME:
            return "z.iso", (Call("time", ("Enter a time such as 14:30.",)),)
        case FieldType.ENUM if options:
            return "z", (_enum(options),)
        case FieldType.MULTI_ENUM:
            item: Value = Chain("z", (_enum(options),)) if options else Raw("z.string()")
            least = (Call("min", (1, "Choose at least one.")),) if field.required else ()
            return "z", (Call("array", (item,)), *least)
        case FieldType.IMAGE | FieldType.FILE | FieldType.UUID:
            what = {FieldType.IMAGE: "Add an image.", FieldType.FILE: "Add a file."}.get(
                field.type, "Enter an id."
            )
            return "z", (Call("guid", (what,)),)
        case FieldType.JSON:
            return "z", (Call("json", ("Enter valid JSON.",)),)
    return "z", _text_calls(field)


def _enum(options: tuple[str, ...]) -> Call:
    return Call("enum", (list(options), "Choose one of the options."))


def _number_calls(field: Field) -> tuple[Call, ...]:
    ask = {FieldType.INTEGER: "Enter a whole number.", FieldType.MONEY: "Enter an amount."}
    calls = [Call("number", (ask.get(field.type, "Enter a number."),))]
    if field.type is FieldType.INTEGER:
        calls.append(Call("int", ("Enter a whole number.",)))
    limits = field.validation
    if limits and limits.min is not None:
        calls.append(Call("min", (limits.min, f"{field.label} is at least {number(limits.min)}.")))
    if limits and limits.max is not None:
        calls.append(Call("max", (limits.max, f"{field.label} is at most {number(limits.max)}.")))
    return tuple(calls)


def _text_calls(field: Field) -> tuple[Call, ...]:
    limits = field.validation
    needed = f"{field.label} is required." if field.required else "Enter a text."
    least = limits.min_length if limits and limits.min_length else 0
    match field.type:
        case FieldType.EMAIL:
            calls = [Call("email", ("Enter an email address such as ada@example.org.",))]
        case FieldType.URL:
            web: Value = {
                "protocol": Regex("/^https?$/"),
                "error": "Enter an address such as https://example.org.",
            }
            calls = [Call("url", (web,))]
        case FieldType.PHONE:
            calls = [
                Call("string", (needed,)),
                Call("regex", (Regex(regex(_PHONE)), "Enter a phone number.")),
            ]
        case _:
            calls = [Call("string", (needed,)), Call("trim")]
            if field.required and least < 2:
                calls.append(Call("min", (1, needed)))
    if limits and least > 1:
        calls.append(Call("min", (least, f"{field.label} has at least {least} characters.")))
    if limits and limits.max_length is not None:
        most = limits.max_length
        calls.append(
            Call("max", (most, f"{field.label} has at most {most} character{'s' if most > 1 else ''}."))
        )
    if limits and limits.pattern:
        calls.append(
            Call("regex", (Regex(regex(limits.pattern)), f"{field.label} does not have the right form."))
        )
    return tuple(calls)


def _article(label: str) -> str:
    word = within_sentence(label)
    return f"{'an' if word[:1].lower() in 'aeio' else 'a'} {word}"
