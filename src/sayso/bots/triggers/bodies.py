"""What a run is given of a call to its webhook."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson

from sayso.runtime.errors import MalformedError, TooLargeError, WrongMediaTypeError

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 1_000
DEEPEST = 64
MOST_VALUES = 20_000
"""How many names and items a call may have, on all levels."""
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
LONGEST_HEADER = 500
TOLD = (
    "content-type",
    "user-agent",
    "idempotency-key",
    "x-request-id",
    "x-event",
    "x-event-type",
    "x-github-event",
    "x-github-delivery",
    "x-gitlab-event",
    "x-shopify-topic",
)
"""Headers that a run is given; none that proves who somebody is."""


@dataclass(frozen=True, slots=True)
class HookCall:
    """A call as it came; headers by lower-case name."""

    method: str
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes


def input_of(call: HookCall) -> dict[str, Any]:
    """The input of a run: ``{method, query, headers, body}``; a value that came several times is a list.

    Raises:
        MalformedError: when the body is not what it says it is.
        WrongMediaTypeError: when it is neither JSON nor a form nor text.
    """
    return {
        "method": call.method,
        "query": _by_name(call.query),
        "headers": {name: call.headers[name][:LONGEST_HEADER] for name in TOLD if name in call.headers},
        "body": _body(call),
    }


def key_of(call: HookCall, given: Mapping[str, Any], key: str) -> str:
    """What says which calls are the same one: the header ``Idempotency-Key``, else what the trigger names."""
    found: Any = call.headers.get("idempotency-key", "")
    if not found and key.startswith("body."):
        found = given["body"]
        for name in key.split(".")[1:]:
            found = found.get(name) if isinstance(found, Mapping) else None
    elif not found and key:
        found = call.headers.get(key.lower(), "")
    if isinstance(found, str | int | float) and not isinstance(found, bool):
        return str(found).strip()
    return ""


def _body(call: HookCall) -> Any:
    if not call.body:
        return None
    kind = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/json" or kind.endswith("+json"):
            data = orjson.loads(call.body)
        elif kind == FORM:
            data = _by_name(
                parse_qsl(
                    call.body.decode("ascii"),
                    keep_blank_values=True,
                    errors="strict",
                    max_num_fields=MOST_FIELDS,
                )
            )
        elif kind.startswith("text/") or kind in {"", "application/xml"}:
            data = call.body.decode("utf-8")
        else:
            raise WrongMediaTypeError(
                "The body is of a kind that is not read here.",
                hint=f"Send JSON, a form ({FORM}) or text, and name it as Content-Type.",
            )
    except ValueError as error:
        raise MalformedError(
            "The body is not what its Content-Type says.", hint="Check quotes, commas and encoding."
        ) from error
    demand_storable(data)
    return data


def demand_storable(data: Any) -> None:
    """Refuse what is more or nested deeper than anybody needs, and characters that no database keeps.

    Raises:
        MalformedError: when it is nested too deep, or has such a character.
        TooLargeError: when it has too many values.
    """
    left = [(data, 0)]
    count = 0
    while left:
        value, depth = left.pop()
        if depth > DEEPEST:
            raise MalformedError("The body is nested too deep.", hint=f"{DEEPEST} levels are read.")
        if isinstance(value, str):
            if _NO_TEXT.search(value):
                raise MalformedError("The body has a character that no text can have.")
        elif isinstance(value, dict | list):
            count += len(value)
            if count > MOST_VALUES:
                raise TooLargeError(
                    f"A call has at most {MOST_VALUES} values.",
                    hint="Send less at once, or in several calls.",
                )
            inner = value if isinstance(value, list) else (one for pair in value.items() for one in pair)
            left.extend((one, depth + 1) for one in inner)


def _by_name(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}
