"""YAML as people write it: ``yes`` and ``no`` are words, ``10:30`` and days are texts, keys stand once."""

import re
from typing import Any

import yaml

Mark = tuple[int, int]


class MisreadError(Exception):
    """A text that is no YAML, and where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class _Loader(yaml.CSafeLoader):  # type: ignore[misc]  # yaml has no types of its own
    """Core schema of YAML 1.2: only true, false, null and plain numbers are more than texts."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the parent class declares it so


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", "-+0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | int | float | bool | None):
            raise MisreadError("A key has to be a text.", key_node.start_mark.line + 1)
        if key in found:
            raise MisreadError(f"“{key}” stands twice.", key_node.start_mark.line + 1)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(text: str) -> Any:
    """The data of a text.

    Raises:
        MisreadError: when it cannot be read.
    """
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        said = " ".join(filter(None, (error.problem, error.context))) or "it cannot be read"
        raise MisreadError(f"This is not YAML: {said}.", line) from error
    except yaml.YAMLError as error:
        raise MisreadError(f"This is not YAML: {error}.", 1) from error
