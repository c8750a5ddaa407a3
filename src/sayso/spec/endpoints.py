"""Endpoints of a spec as the data API answers them: at which address, by which call, for whom."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.kit.words import kebab, plural

from .index import SpecIndex
from .model import Action, Endpoint, EndpointAuth, HttpMethod
from .public import public_pages

_ROOT = "api"
_FIXED = frozenset({"session", "reports", "files", "openapi.json"})
_WORDS = frozenset({"bulk", "import", "stats", "export.csv"})
"""What stands behind a collection in the data API and is no row."""


class EndpointCall(StrEnum):
    """What an endpoint does with the rows of its entity."""

    LIST = "list"
    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"

    @property
    def action(self) -> Action:
        """What the permissions have to allow."""
        return Action.READ if self is EndpointCall.LIST else Action(self.value)


_OF_ALL = {HttpMethod.GET: EndpointCall.LIST, HttpMethod.POST: EndpointCall.CREATE}
_OF_ONE = {
    HttpMethod.GET: EndpointCall.READ,
    HttpMethod.PATCH: EndpointCall.UPDATE,
    HttpMethod.PUT: EndpointCall.UPDATE,
    HttpMethod.DELETE: EndpointCall.DELETE,
}


@dataclass(frozen=True, slots=True)
class ServedEndpoint:
    """An endpoint and what answers it; ``segments`` are those of its address below ``/api``."""

    endpoint: Endpoint
    entity: str
    call: EndpointCall
    segments: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where it is answered."""
        return "/".join(("", _ROOT, *self.segments))

    @property
    def is_own(self) -> bool:
        """Whether it stands where the data API has the same call anyway."""
        is_row = len(self.segments) == 2 and _is_parameter(self.segments[1])
        at_home = self.segments[0] == _collection(self.entity) and (len(self.segments) == 1 or is_row)
        return at_home and self.endpoint.method is not HttpMethod.PUT

    def row_of(self, method: str, parts: list[str]) -> str | None:
        """The id of the row that a request names, nothing where it names none; none where it is not meant."""
        if method != self.endpoint.method.value or len(parts) != len(self.segments):
            return None
        pairs = zip(self.segments, parts, strict=True)
        if any(segment != part for segment, part in pairs if not _is_parameter(segment)):
            return None
        return parts[-1] if _is_parameter(self.segments[-1]) else ""


def served(index: SpecIndex, endpoint: Endpoint) -> ServedEndpoint | None:
    """What answers an endpoint: the rows of an entity, or one of them; none where nothing does."""
    segments = tuple(endpoint.path.strip("/").split("/"))
    segments = segments[1:] if segments[0] == _ROOT else segments
    parameters = [place for place, segment in enumerate(segments) if _is_parameter(segment)]
    if endpoint.entity not in index.entities or endpoint.entity is None or not segments:
        return None
    if parameters not in ([], [len(segments) - 1]) or len(segments) == len(parameters):
        return None
    call = (_OF_ONE if parameters else _OF_ALL).get(endpoint.method)
    return None if call is None else ServedEndpoint(endpoint, endpoint.entity, call, segments)


def is_taken(index: SpecIndex, found: ServedEndpoint) -> bool:
    """Whether the data API of the application has something else at the address."""
    first, *more = found.segments
    if first in _FIXED:
        return True
    if first not in {_collection(name) for name in index.entities}:
        return False
    if found.is_own:
        return found.endpoint.auth is not EndpointAuth.USER
    is_row = len(more) == 1 and _is_parameter(more[0])
    return not more or more[0] in _WORDS or (is_row and first != _collection(found.entity))


def is_closed(index: SpecIndex, found: ServedEndpoint) -> bool:
    """Whether it is meant for anybody, but nobody gets in without signing in."""
    if found.endpoint.auth is not EndpointAuth.PUBLIC:
        return False
    role = index.spec.permissions.public_role
    return (
        role is None
        or not public_pages(index.spec)
        or not index.grants(role, found.entity, found.call.action)
    )


def _is_parameter(segment: str) -> bool:
    return segment.startswith("{")


def _collection(entity: str) -> str:
    return kebab(plural(entity))
