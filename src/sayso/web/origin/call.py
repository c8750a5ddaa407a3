"""A data API call whose sender is known, and the small things its handlers read from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sayso.identity.audit import note
from sayso.identity.people.admission import Visitor
from sayso.runtime.errors import MalformedError, NoSuchRowError
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.records import ModuleRuntime, Records, Row
from sayso.runtime.values.readers import UnreadableError, read_uuid
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin.services import OriginServices

_LARGEST_VERSION = 2**31 - 1
_ETAG = re.compile(r'(?:W/)?"(\d{1,10})"')


@dataclass(frozen=True, slots=True)
class Call:
    """One request to a module by a visitor."""

    services: OriginServices
    runtime: ModuleRuntime
    exchange: Exchange
    visitor: Visitor

    def records(self, plan: CollectionPlan) -> Records:
        """The rows of an entity as the visitor sees them."""
        return self.runtime.records(plan, self.visitor.scope)

    async def note(self, action: str, changes: Mapping[str, Any]) -> None:
        """Write into the audit log what the visitor did that is no row of the platform's."""
        module = self.runtime.plan.module
        async with self.services.database.unit(module.site.agency_id) as session:
            await note(session, action, "module", str(module.id), name=module.name, changes=changes)

    def flag(self, name: str) -> bool:
        """A parameter that is either true or not."""
        return self.exchange.parameter(name) in {"true", "1", ""}

    def version(self) -> int | None:
        """The version that ``If-Match`` demands."""
        text = self.exchange.header(b"if-match").strip()
        if text in {"", "*"}:
            return None
        match = _ETAG.fullmatch(text)
        if match is None:
            raise MalformedError("If-Match must be a version in quotes.", hint='For example If-Match: "3".')
        return min(int(match[1]), _LARGEST_VERSION)

    def expand(self) -> tuple[str, ...]:
        """The relations to expand."""
        return tuple(
            dict.fromkeys(name for name in (self.exchange.parameter("expand") or "").split(",") if name)
        )


def row_id(text: str, plan: CollectionPlan) -> UUID:
    """The id in an address; what is no id is no row."""
    try:
        return read_uuid(text)
    except UnreadableError as error:
        raise NoSuchRowError(plan.label) from error


def row_answer(row: Row, status: int = 200) -> Answer:
    """A row with its version as ETag."""
    headers = () if row.version is None else ((b"etag", b'"%d"' % row.version),)
    return Answer(status, row.body, headers=headers)
