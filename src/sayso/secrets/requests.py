"""The log of what programs asked of the network, kept for a week."""

from collections.abc import Sequence
from uuid import UUID

from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.sandbox.types import RequestRecord
from sayso.secrets import repository
from sayso.secrets.tables import RequestRow


class RequestLog:
    """Writes and reads requests; ``kind`` is what a program belongs to, such as ``block`` or ``bot``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(
        self, agency_id: UUID, kind: str, owner_id: UUID, records: Sequence[RequestRecord]
    ) -> None:
        """Write down what a run sent."""
        if records:
            async with self._database.unit(agency_id) as session:
                await repository.add_requests(session, agency_id, kind, owner_id, records)

    async def page(self, agency_id: UUID, kind: str, owner_id: UUID, window: Window) -> Part[RequestRecord]:
        """Some of what was sent, the latest first."""
        async with self._database.unit(agency_id) as session:
            part = await repository.part_of_requests(session, agency_id, kind, owner_id, window)
        return part.map(_record)


def _record(row: RequestRow) -> RequestRecord:
    return RequestRecord(
        row.method,
        row.host,
        row.path,
        row.status,
        row.bytes_in,
        row.bytes_out,
        row.seconds,
        row.at,
        row.refusal,
    )
