"""List, get, create, change and delete rows."""

from dataclasses import replace

from sayso.runtime.errors import FieldError, InvalidFieldsError, MalformedError
from sayso.runtime.idempotency import Idempotency, together
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.values.body import Values, read_ids
from sayso.runtime.values.readers import UnreadableError
from sayso.web.body_limits import FIELDS, ROW, ROWS
from sayso.web.exchange import Answer
from sayso.web.origin.call import Call, row_answer, row_id

MOST_AT_ONCE = 1000


async def list_rows(call: Call, plan: CollectionPlan) -> Answer:
    """``GET /api/{c}``."""
    wanted = call.runtime.list_call(plan, call.exchange.query_string, lambda: call.exchange.parameters)
    return Answer(body=await call.records(plan).answer(wanted))


async def get_row(call: Call, plan: CollectionPlan, wanted: str) -> Answer:
    """``GET /api/{c}/{id}``."""
    return row_answer(await call.records(plan).get(row_id(wanted, plan), call.expand()))


async def create_row(call: Call, plan: CollectionPlan) -> Answer:
    """``POST /api/{c}``."""
    body = await call.exchange.json(ROW)
    values = call.runtime.reader(plan).create(body)
    key = call.exchange.header(b"idempotency-key")
    if key:
        return await create_once(call, plan, values, key)
    return row_answer(await call.records(plan).create(values), 201)


async def create_once(call: Call, plan: CollectionPlan, values: Values, key: str) -> Answer:
    """Create, or repeat the answer that this key got before."""
    _demand_key(key)
    row, is_new = await _idempotency(call, plan).create(
        plan, values, key, fingerprint=await call.exchange.body(ROW)
    )
    return _perhaps_replayed(row_answer(row, 201), is_new=is_new)


async def create_rows(call: Call, plan: CollectionPlan) -> Answer:
    """``POST /api/{c}/bulk``."""
    body = await call.exchange.json(ROWS)
    items = body.get("items") if isinstance(body, dict) else None
    if not isinstance(items, list) or not items or len(items) > MOST_AT_ONCE:
        raise MalformedError(f'The body must be {{"items": […]}} with 1 to {MOST_AT_ONCE} rows.')
    values = _read_items(call, plan, items)
    key = call.exchange.header(b"idempotency-key")
    if not key:
        return Answer(201, together(await call.records(plan).create_many(values)))
    _demand_key(key)
    row, is_new = await _idempotency(call, plan).create_many(
        plan, values, key, fingerprint=await call.exchange.body(ROWS)
    )
    return _perhaps_replayed(row_answer(row, 201), is_new=is_new)


async def patch_row(call: Call, plan: CollectionPlan, wanted: str) -> Answer:
    """``PATCH /api/{c}/{id}``."""
    values = call.runtime.reader(plan).patch(await call.exchange.json(ROW))
    return row_answer(await call.records(plan).patch(row_id(wanted, plan), values, call.version()))


async def delete_row(call: Call, plan: CollectionPlan, wanted: str) -> Answer:
    """``DELETE /api/{c}/{id}``."""
    await call.records(plan).delete(row_id(wanted, plan), call.version())
    return Answer(204)


async def put_set(call: Call, plan: CollectionPlan, wanted: str, relation: str) -> Answer:
    """``PUT /api/{c}/{id}/{relation}``."""
    body = await call.exchange.json(FIELDS)
    try:
        ids = read_ids(body.get("ids") if isinstance(body, dict) else None)
    except UnreadableError as error:
        raise MalformedError(f'The body must be {{"ids": […]}}; ids {error}') from error
    return row_answer(await call.records(plan).replace_set(row_id(wanted, plan), relation, ids))


def _demand_key(key: str) -> None:
    if len(key) > 200:
        raise MalformedError("An idempotency key has at most 200 characters.")


def _idempotency(call: Call, plan: CollectionPlan) -> Idempotency:
    return Idempotency(call.records(plan), call.runtime.gate, call.visitor.scope)


def _perhaps_replayed(answer: Answer, *, is_new: bool) -> Answer:
    return (
        answer if is_new else replace(answer, headers=(*answer.headers, (b"idempotency-replayed", b"true")))
    )


def _read_items(call: Call, plan: CollectionPlan, items: list[object]) -> list[Values]:
    """Read every item; errors name it by its position."""
    reader = call.runtime.reader(plan)
    values, errors = [], list[FieldError]()
    for position, item in enumerate(items):
        try:
            values.append(reader.create(item))
        except InvalidFieldsError as error:
            errors += [FieldError(f"items.{position}.{e.field}", e.message) for e in error.errors]
    if errors:
        raise InvalidFieldsError(errors[:100])
    return values
