"""The module as a whole: its name, that it keeps something, its settings and outside endpoints."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import did_you_mean
from sayso.spec.index import SpecIndex
from sayso.spec.model import EndpointAuth, Setting, SettingType

from .findings import error, warning


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Name, entities, settings and endpoints."""
    spec = index.spec
    if not spec.name.strip():
        yield error("unnamed", "name", "The module has no name.", "Say in a word or two what it is for.")
    if not spec.entities:
        yield error(
            "no-entities", "entities", "The module keeps nothing.", "Add an entity: a kind of thing to keep."
        )
    for setting in spec.settings:
        yield from _setting(setting)
    for endpoint in spec.endpoints:
        path = f"endpoints.{endpoint.method.value} {endpoint.path}"
        if endpoint.entity is not None and endpoint.entity not in index.entities:
            yield error(
                "unknown-entity",
                path,
                f"The endpoint {endpoint.path} serves “{endpoint.entity}”, which does not exist.",
                did_you_mean(endpoint.entity, index.entities),
            )
        if endpoint.auth is EndpointAuth.PUBLIC:
            yield warning(
                "public-endpoint",
                path,
                f"Anybody may call {endpoint.method.value} {endpoint.path} without signing in.",
                "Set auth to user unless that is meant.",
            )


def _setting(setting: Setting) -> Iterator[Diagnostic]:
    path = f"settings.{setting.key}"
    if setting.type is SettingType.ENUM and not setting.options:
        yield error(
            "enum-without-options",
            path,
            f"The setting “{setting.label}” is a choice, but there is nothing to choose from.",
            "Add options.",
        )
        return
    value = setting.default
    if value is None:
        return
    fits = {
        SettingType.STRING: isinstance(value, str),
        SettingType.BOOLEAN: isinstance(value, bool),
        SettingType.NUMBER: isinstance(value, (int, float)) and not isinstance(value, bool),
        SettingType.ENUM: value in setting.options,
    }[setting.type]
    if not fits:
        yield error(
            "default-mismatch",
            f"{path}.default",
            f"The setting “{setting.label}” cannot begin as {value!r}.",
            f"Choose one of: {', '.join(setting.options)}."
            if setting.type is SettingType.ENUM
            else f"Give a {setting.type.value}.",
        )
