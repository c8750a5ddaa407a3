"""Which handler answers which call of the data API."""

from collections.abc import Awaitable, Callable

from sayso.errors import NotFoundError
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.values.body import did_you_mean
from sayso.web.exchange import Answer
from sayso.web.origin import figures, files, flows, openapi_document, rows, session, settings
from sayso.web.origin.call import Call
from sayso.web.origin.endpoints import answer_endpoint, find_endpoint
from sayso.web.problems import method_not_allowed

OnModule = Callable[[Call], Awaitable[Answer]]
OnCollection = Callable[[Call, CollectionPlan], Awaitable[Answer]]
OnRow = Callable[[Call, CollectionPlan, str], Awaitable[Answer]]

_FIXED: dict[str, dict[str, OnModule]] = {
    "session": {"GET": session.show_session},
    "session/role": {"POST": session.switch_role},
    "session/settings": {"GET": settings.show_settings, "PATCH": settings.change_settings},
}
_COLLECTION: dict[str, OnCollection] = {"GET": rows.list_rows, "POST": rows.create_row}
_ROW: dict[str, OnRow] = {"GET": rows.get_row, "PATCH": rows.patch_row, "DELETE": rows.delete_row}
_WORDS: dict[str, tuple[str, OnCollection]] = {
    "bulk": ("POST", rows.create_rows),
    "import": ("POST", figures.import_rows),
    "stats": ("GET", figures.show_statistics),
    "export.csv": ("GET", figures.export_rows),
}
_ROW_WORDS: dict[tuple[str, str], OnRow] = {
    ("GET", "history"): flows.show_history,
    ("POST", "restore"): flows.restore_row,
    ("GET", "transitions"): flows.list_moves,
}


async def handle(call: Call) -> Answer:
    """Answer a call."""
    method = "GET" if call.exchange.method == "HEAD" else call.exchange.method
    parts = call.exchange.path.removeprefix("/api/").split("/")
    endpoint = find_endpoint(call.runtime.plan, method, parts)
    if endpoint is not None:
        return await answer_endpoint(call, *endpoint)
    return await _of_data(call, method, parts)


async def _of_data(call: Call, method: str, parts: list[str]) -> Answer:
    """A call that every application has."""
    plan = call.runtime.by_collection.get(parts[0])
    if plan is None or parts[0] in {"files", "reports"}:
        answer = await _without_entity(call, method, parts, plan)
        if answer is not None:
            return answer
    if plan is None:
        raise NotFoundError(
            f'There is no "{parts[0][:60]}" here.{did_you_mean(parts[0], list(call.runtime.by_collection))}',
            hint="See /api/openapi.json for what there is.",
        )
    match parts[1:]:
        case []:
            handler = _COLLECTION.get(method)
            return await handler(call, plan) if handler else method_not_allowed("GET, POST")
        case [word] if word in _WORDS:
            wanted, for_word = _WORDS[word]
            return await for_word(call, plan) if method == wanted else method_not_allowed(wanted)
        case [row]:
            for_row = _ROW.get(method)
            return await for_row(call, plan, row) if for_row else method_not_allowed("GET, PATCH, DELETE")
        case [row, word] if (method, word) in _ROW_WORDS:
            return await _ROW_WORDS[method, word](call, plan, row)
        case [row, relation] if relation in plan.sets:
            return (
                await rows.put_set(call, plan, row, relation)
                if method == "PUT"
                else method_not_allowed("PUT")
            )
        case [row, "transitions", name]:
            return (
                await flows.make_move(call, plan, row, name)
                if method == "POST"
                else method_not_allowed("POST")
            )
    raise NotFoundError("There is no such call.", hint="See /api/openapi.json for what there is.")


async def _without_entity(
    call: Call, method: str, parts: list[str], plan: CollectionPlan | None
) -> Answer | None:
    """Calls that belong to no entity; an entity called ``file`` or ``report`` shares its place with them."""
    fixed = _FIXED.get("/".join(parts))
    if fixed is not None:
        return await fixed[method](call) if method in fixed else method_not_allowed(", ".join(fixed))
    match parts:
        case ["openapi.json"]:
            return openapi_document.show_openapi(call) if method == "GET" else method_not_allowed("GET")
        case ["reports", name] if name in call.runtime.plan.reports:
            return await figures.show_report(call, name) if method == "GET" else method_not_allowed("GET")
        case ["reports", name] if plan is None:
            raise NotFoundError(
                f'There is no report "{name[:60]}".{did_you_mean(name, list(call.runtime.plan.reports))}'
            )
        case ["files"] if plan is None or call.exchange.media_type == "multipart/form-data":
            return await files.upload(call) if method == "POST" else method_not_allowed("POST")
        case ["files", wanted] if method == "GET":
            try:
                return await files.download(call, wanted)
            except NotFoundError:
                if plan is None:
                    raise
    return None
