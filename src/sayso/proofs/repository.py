"""What is remembered of proofs; it belongs to no agency, as a digest tells nothing but that it passed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.proofs.tables import PassRow, ReportRow

KEPT = timedelta(days=90)


async def passed_of(session: AsyncSession, digests: Iterable[str]) -> frozenset[str]:
    """Those of the digests whose proofs have passed."""
    query = select(PassRow.digest).where(PassRow.digest.in_(list(digests)))
    return frozenset((await session.execute(query)).scalars())


async def keep_passed(session: AsyncSession, digests: Iterable[str]) -> None:
    """Remember that these passed; what was of no use for long is forgotten."""
    rows = [{"digest": digest} for digest in sorted(set(digests))]
    statement = insert(PassRow).values(rows)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["digest"], set_={"passed_at": func.now()})
    )
    await session.execute(delete(PassRow).where(PassRow.passed_at < func.now() - KEPT))


async def keep_report(session: AsyncSession, digest: str, report: dict[str, Any]) -> None:
    """Keep the report of a spec; a later one takes its place."""
    statement = insert(ReportRow).values(digest=digest, report=report)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["digest"], set_={"report": statement.excluded.report, "made_at": func.now()}
        )
    )


async def report_of(session: AsyncSession, digest: str) -> dict[str, Any] | None:
    """The report of a spec; none where it was never proved."""
    query = select(ReportRow.report).where(ReportRow.digest == digest)
    found: dict[str, Any] | None = (await session.execute(query)).scalar_one_or_none()
    return found
