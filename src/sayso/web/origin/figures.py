"""Statistics, reports and the transfer of whole lists."""

import orjson

from sayso.runtime.errors import MalformedError, WrongMediaTypeError
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.query.lists import read_list_request
from sayso.runtime.reports import run_report
from sayso.runtime.stats import statistics
from sayso.runtime.transfer.exports import Export
from sayso.runtime.transfer.imports import Import
from sayso.sheets.types import MOST_COLUMNS
from sayso.web.body_limits import FILE
from sayso.web.exchange import Answer, json_answer
from sayso.web.origin.call import Call
from sayso.web.origin.multipart import uploaded

_SHEET_TYPES = frozenset(
    {"text/csv", "text/plain", "application/csv", "application/vnd.ms-excel", "text/tab-separated-values"}
    | {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream"}
)


async def show_statistics(call: Call, plan: CollectionPlan) -> Answer:
    """``GET /api/{c}/stats``."""
    return json_answer(await statistics(call.runtime, plan, call.visitor.scope, call.exchange.parameters))


async def show_report(call: Call, name: str) -> Answer:
    """``GET /api/reports/{name}``."""
    return json_answer(await run_report(call.runtime, name, call.visitor.scope, call.exchange.parameters))


async def import_rows(call: Call, plan: CollectionPlan) -> Answer:
    """``POST /api/{c}/import``."""
    if call.exchange.media_type == "multipart/form-data":
        async with uploaded(call.exchange) as (part, _):
            data = await part.read()
    elif call.exchange.media_type in _SHEET_TYPES:
        data = b"".join([chunk async for chunk in call.exchange.chunks(FILE)])
    else:
        raise WrongMediaTypeError(
            "This call reads CSV and Excel files.",
            hint="Send text/csv, or multipart/form-data with a part “file”.",
        )
    result = await Import(call.runtime, plan, call.visitor.scope).run(
        data, dry_run=call.flag("dry_run"), partial=call.flag("partial"), mapping=_mapping(call)
    )
    return json_answer(result)


def _mapping(call: Call) -> list[str | None] | None:
    """Where each column of a file is to go, by position, as a person chose it."""
    given = call.exchange.parameter("mapping")
    if not given:
        return None
    try:
        wanted = orjson.loads(given)
    except orjson.JSONDecodeError:
        wanted = None
    if not isinstance(wanted, list) or not all(one is None or isinstance(one, str) for one in wanted):
        raise MalformedError(
            "The parameter mapping has to be a JSON list with a field or null for each column.",
            hint='Such as ["name",null,"weight"].',
        )
    return wanted[:MOST_COLUMNS]


async def export_rows(call: Call, plan: CollectionPlan) -> Answer:
    """``GET /api/{c}/export.csv``."""
    request = read_list_request(
        [(k, v) for k, v in call.exchange.parameters if k not in {"page", "page_size", "cursor"}]
    )
    wanted = tuple(name for name in (call.exchange.parameter("columns") or "").split(",") if name)
    stream = await Export(call.runtime, plan, call.visitor.scope).chunks(request, wanted)
    await call.note("rows.exported", {"collection": [None, plan.collection], "columns": [None, list(wanted)]})
    name = f'attachment; filename="{plan.collection}.csv"'.encode()
    return Answer(200, b"", b"text/csv; charset=utf-8", ((b"content-disposition", name),), stream=stream)
