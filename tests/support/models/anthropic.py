"""The messages format of Anthropic; a tool that must be used carries the shape of the reply."""

import json
from collections.abc import Iterator
from typing import Any

from tests.support.models.script import Answer, CutStream, Refusal, Request, Status

_ERRORS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    529: "overloaded_error",
}


def _usage(step: Answer | Refusal | CutStream, *, is_started: bool = False) -> dict[str, Any]:
    answer = step if isinstance(step, Answer) else Answer(step.text)
    return {
        "input_tokens": answer.input - answer.cached,
        "output_tokens": 1 if is_started else answer.output,
        "cache_read_input_tokens": answer.cached,
        "cache_creation_input_tokens": 0,
    }


def _tool(request: Request) -> str | None:
    forced = (request.body.get("tool_choice") or {}).get("type") in {"tool", "any"}
    return str(request.body["tools"][0]["name"]) if forced else None


def _message(request: Request, step: Answer | Refusal | CutStream) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": request.model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": _usage(step, is_started=True),
    }


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _reason(request: Request, step: Answer | Refusal | CutStream) -> str:
    if isinstance(step, Refusal):
        return "refusal"
    if isinstance(step, Answer) and step.is_cut_short:
        return "max_tokens"
    return "tool_use" if _tool(request) and _object(step.text) is not None else "end_turn"


def whole(request: Request, step: Answer | Refusal | CutStream) -> dict[str, Any]:
    """A reply in one piece."""
    tool, value = _tool(request), _object(step.text)
    block: dict[str, Any] = {"type": "text", "text": step.text}
    if tool and value is not None:
        block = {"type": "tool_use", "id": "toolu_1", "name": tool, "input": value}
    content = [block] if step.text else []
    ending = {"content": content, "stop_reason": _reason(request, step), "usage": _usage(step)}
    return _message(request, step) | ending


def pieces(request: Request, step: Answer | Refusal | CutStream) -> Iterator[bytes]:
    """A reply as server-sent events; that of a stream to be cut ends before it is complete."""
    yield _event("message_start", {"message": _message(request, step)})
    tool = _tool(request) if not isinstance(step, Refusal) and step.text.startswith("{") else None
    block: dict[str, Any] = {"type": "text", "text": ""}
    if tool:
        block = {"type": "tool_use", "id": "toolu_1", "name": tool, "input": {}}
    yield _event("content_block_start", {"index": 0, "content_block": block})
    size = step.piece if isinstance(step, Answer) else 16
    for start in range(0, len(step.text), size):
        part = step.text[start : start + size]
        told = {"type": "input_json_delta", "partial_json": part}
        delta = told if tool else {"type": "text_delta", "text": part}
        yield _event("content_block_delta", {"index": 0, "delta": delta})
    if isinstance(step, CutStream):
        return
    yield _event("content_block_stop", {"index": 0})
    ending = {"stop_reason": _reason(request, step), "stop_sequence": None}
    yield _event(
        "message_delta", {"delta": ending, "usage": {"output_tokens": _usage(step)["output_tokens"]}}
    )
    yield _event("message_stop", {})


def error(step: Status) -> dict[str, Any]:
    """The body of an error."""
    kind = step.code or _ERRORS.get(step.status, "api_error")
    return {"type": "error", "error": {"type": kind, "message": step.message}}


def _event(name: str, value: dict[str, Any]) -> bytes:
    body = json.dumps({"type": name, **value}, ensure_ascii=False)
    return f"event: {name}\ndata: {body}\n\n".encode()
