"""Which routes the platform has: for ``Allow``, for documents, and for the walk over all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from sayso.web.guard import GuardedRoute
from sayso.web.permissions import Rule


@dataclass(frozen=True, slots=True)
class Operation:
    """A route by method and whole path, and its line in ``web.permissions``."""

    method: str
    path: str
    pattern: re.Pattern[str]
    rule: Rule
    route: GuardedRoute


def operations(app: FastAPI) -> Iterator[Operation]:
    """Every route of the platform, in the order in which they are tried.

    Raises:
        AssertionError: for a route that is not guarded, or has no line.
    """
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if not isinstance(route, GuardedRoute):
            raise AssertionError(f"“{context.path}” is not guarded: use api_routes or page_routes.")  # noqa: TRY004 - a mistake of ours
        for method in sorted(route.methods or ()):
            yield Operation(method, context.path or "", context.path_regex, route.rule_for(method), route)


class Methods:
    """Tells which methods there are at a path."""

    def __init__(self, app: FastAPI) -> None:
        self._patterns: dict[re.Pattern[str], set[str]] = {}
        for operation in operations(app):
            self._patterns.setdefault(operation.pattern, set()).add(operation.method)

    def at(self, path: str) -> list[str]:
        """The methods at this path, with those that every route answers; none where nothing is."""
        found = {
            method for pattern, methods in self._patterns.items() if pattern.match(path) for method in methods
        }
        if "GET" in found:
            found.add("HEAD")
        return sorted({*found, "OPTIONS"}) if found else []
