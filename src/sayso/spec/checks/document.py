"""The module as a whole: its name, that it keeps something, its settings and outside endpoints."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.endpoints import is_closed, is_taken, served
from sayso.spec.expressions import did_you_mean
from sayso.spec.index import SpecIndex
from sayso.spec.model import Endpoint, EndpointAuth, Setting, SettingType

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
        else:
            yield from _unanswered(index, endpoint, path)
        if endpoint.auth is EndpointAuth.PUBLIC:
            yield warning(
                "public-endpoint",
                path,
                f"Anybody may call {endpoint.method.value} {endpoint.path} without signing in.",
                "Set auth to user unless that is meant.",
            )


def _unanswered(index: SpecIndex, endpoint: Endpoint, path: str) -> Iterator[Diagnostic]:
    """What would be promised and not be there."""
    called = f"{endpoint.method.value} {endpoint.path}"
    found = served(index, endpoint)
    if found is None:
        yield error(
            "endpoint-unserved",
            path,
            f"Nothing would answer {called}.",
            "Name an entity; without a parameter GET lists its rows and POST adds one, with one at the end "
            "(/…/{id}) GET, PATCH, PUT and DELETE are about one row. Or take the endpoint away.",
        )
    elif is_taken(index, found):
        yield error(
            "endpoint-taken",
            path,
            f"{called} is where the application's own calls are, which go by its permissions.",
            "Give the endpoint another path, or set auth to user where it is the same call.",
        )
    elif is_closed(index, found):
        yield error(
            "endpoint-closed",
            path,
            f"Anybody is to call {called}, but who is not signed in may not {found.call.action.value} "
            f"{found.entity.replace('_', ' ')}s.",
            "Set auth to user, or give people who are not signed in a page and that right.",
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
