"""What a block did: its log, tries at writing it, requests that it sent."""

from sayso.blocks.types import LogEntry
from sayso.devloop.programs import attempts
from sayso.devloop.programs.attempts import Kept
from sayso.sandbox.types import RequestRecord
from sayso.web.guard import api_routes
from sayso.web.ports import KnownBlocks, KnownDatabase, KnownRequests
from sayso.web.v1.blocks.access import Seen
from sayso.web.v1.blocks.views import BlockAttempt, LogLine, RequestView
from sayso.web.v1.pagination import Page, Paging

router = api_routes("/blocks/{block_id}")
_KIND = "block"


@router.get("/log")
async def list_block_log(blocks: KnownBlocks, seen: Seen, paging: Paging) -> Page[LogLine]:
    """What was fetched, processed, made and mended, the newest first."""
    return paging.page(await blocks.log(seen.agency_id, seen.block.id, paging.window), _line)


@router.get("/attempts")
async def list_block_attempts(database: KnownDatabase, seen: Seen, paging: Paging) -> Page[BlockAttempt]:
    """Every try at writing a version, the newest first."""
    async with database.unit(seen.agency_id) as session:
        part = await attempts.page(session, seen.agency_id, _KIND, seen.block.id, paging.window)
    return paging.page(part, _attempt)


@router.get("/requests")
async def list_block_requests(requests: KnownRequests, seen: Seen, paging: Paging) -> Page[RequestView]:
    """Requests that left and that were refused, the newest first."""
    part = await requests.page(seen.agency_id, _KIND, seen.block.id, paging.window)
    return paging.page(part, _request)


def _line(entry: LogEntry) -> LogLine:
    return LogLine.model_validate(entry, from_attributes=True)


def _request(record: RequestRecord) -> RequestView:
    return RequestView.model_validate(record, from_attributes=True)


def _attempt(kept: Kept) -> BlockAttempt:
    return BlockAttempt(
        number=kept.number,
        code=kept.code,
        output=kept.output,
        error=kept.error or kept.message,
        fault=kept.fault,
        tokens=kept.tokens,
        cost=kept.cost,
        seconds=kept.seconds,
        at=kept.at,
        model=kept.model,
    )
