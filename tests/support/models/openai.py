"""The chat-completions format."""

import json
from collections.abc import Iterator
from typing import Any

from tests.support.models.script import Answer, CutStream, Refusal, Request, Status


def _frame(request: Request, kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_750_000_000, "model": request.model}


def _usage(answer: Answer) -> dict[str, Any]:
    return {
        "prompt_tokens": answer.input,
        "completion_tokens": answer.output,
        "total_tokens": answer.input + answer.output,
        "prompt_tokens_details": {"cached_tokens": answer.cached},
    }


def whole(request: Request, step: Answer | Refusal | CutStream) -> dict[str, Any]:
    """A reply in one piece."""
    message: dict[str, Any] = {"role": "assistant", "content": step.text, "refusal": None}
    if isinstance(step, Refusal):
        message |= {"content": None, "refusal": step.text}
    reason = "length" if isinstance(step, Answer) and step.is_cut_short else "stop"
    answer = step if isinstance(step, Answer) else Answer(step.text)
    body = _frame(request, "chat.completion")
    body["choices"] = [{"index": 0, "message": message, "finish_reason": reason, "logprobs": None}]
    if answer.reports_usage:
        body["usage"] = _usage(answer)
    return body


def pieces(request: Request, step: Answer | Refusal | CutStream) -> Iterator[bytes]:
    """A reply as server-sent events; that of a stream to be cut ends before it is complete."""
    yield _event(_chunk(request, {"role": "assistant", "content": ""}))
    if isinstance(step, Refusal):
        yield _event(_chunk(request, {"refusal": step.text}))
    else:
        size = step.piece if isinstance(step, Answer) else 16
        for start in range(0, len(step.text), size):
            yield _event(_chunk(request, {"content": step.text[start : start + size]}))
    if isinstance(step, CutStream):
        return
    cut_short = isinstance(step, Answer) and step.is_cut_short
    yield _event(_chunk(request, {}, "length" if cut_short else "stop"))
    wants_usage = (request.body.get("stream_options") or {}).get("include_usage")
    answer = step if isinstance(step, Answer) else Answer(step.text)
    if wants_usage and answer.reports_usage:
        yield _event(_frame(request, "chat.completion.chunk") | {"choices": [], "usage": _usage(answer)})
    yield b"data: [DONE]\n\n"


def error(step: Status) -> dict[str, Any]:
    """The body of an error."""
    return {"error": {"message": step.message, "type": "error", "param": None, "code": step.code}}


def _chunk(request: Request, delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}
    return _frame(request, "chat.completion.chunk") | {"choices": [choice], "usage": None}


def _event(value: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"
