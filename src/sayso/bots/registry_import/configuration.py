"""Configuration of an older bot: what its owner may change by a form, and the rest."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from sayso.bots.details import ConfigField
from sayso.bots.registry_import.fields import line_of

MOST_FIELDS = 20
MOST_BYTES = 65_536
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST = 2_000
_LARGEST = 2**53


@dataclass(frozen=True, slots=True)
class Configured:
    """Fields with what stood in the configuration as defaults, and values that no form shows."""

    fields: tuple[ConfigField, ...]
    rest: dict[str, Any]
    warnings: tuple[str, ...] = ()


def configured(config: Mapping[str, Any]) -> Configured:
    """Plain values become fields of a form; lists, objects and oddly named ones are kept as they are."""
    fields: list[ConfigField] = []
    rest: dict[str, Any] = {}
    for name, value in config.items():
        kind = _kind(value)
        if kind and _NAME.fullmatch(name) and len(fields) < MOST_FIELDS:
            label = line_of(name.replace("_", " ").capitalize(), 80)
            fields.append(ConfigField(name=name, label=label, type=kind, default=_storable(value)))
        else:
            rest[_storable(name)] = _storable(value)
    try:
        size = len(orjson.dumps(rest))
    except TypeError:
        size = MOST_BYTES + 1
    if size > MOST_BYTES:
        return Configured(
            tuple(fields), {}, ("Its configuration is too large; lists and objects are left out.",)
        )
    return Configured(tuple(fields), rest)


def _kind(value: Any) -> Any:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number" if math.isfinite(value) and abs(value) <= _LARGEST else None
    return "text" if isinstance(value, str) and len(value) <= _LONGEST else None


def _storable(value: Any) -> Any:
    """JSON that PostgreSQL takes."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {_storable(str(key)): _storable(one) for key, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list) else value
