"""Transitions, history and bringing rows back."""

from dataclasses import asdict

from sayso.runtime.flows import Flows
from sayso.runtime.history import History
from sayso.runtime.plan import CollectionPlan
from sayso.web.exchange import Answer, json_answer
from sayso.web.origin.call import Call, row_answer, row_id


async def list_moves(call: Call, plan: CollectionPlan, wanted: str) -> Answer:
    """``GET /api/{c}/{id}/transitions``."""
    moves = await Flows(call.runtime, plan, call.visitor.scope).moves(row_id(wanted, plan))
    return json_answer({"items": [asdict(move) for move in moves]})


async def make_move(call: Call, plan: CollectionPlan, wanted: str, name: str) -> Answer:
    """``POST /api/{c}/{id}/transitions/{name}``."""
    return row_answer(await Flows(call.runtime, plan, call.visitor.scope).move(row_id(wanted, plan), name))


async def show_history(call: Call, plan: CollectionPlan, wanted: str) -> Answer:
    """``GET /api/{c}/{id}/history``."""
    history = History(call.services.database, call.runtime, plan, call.visitor.scope)
    return json_answer({"items": await history.entries(row_id(wanted, plan))})


async def restore_row(call: Call, plan: CollectionPlan, wanted: str) -> Answer:
    """``POST /api/{c}/{id}/restore``."""
    history = History(call.services.database, call.runtime, plan, call.visitor.scope)
    return row_answer(await history.restore(row_id(wanted, plan)))
