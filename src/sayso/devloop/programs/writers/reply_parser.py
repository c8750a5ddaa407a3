"""A model's reply, read for what it is: details, a program, a word about it, or a refusal."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from sayso.design.agents.prompt_fence import one_line
from sayso.design.replies import quoted
from sayso.devloop.programs.types import Refusal
from sayso.llm.json_extraction import read_json
from sayso.sandbox.types import Entry
from sayso.spec.diagnostics import Diagnostic, Level

_FENCE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<what>[\w+-]*)[^\n]*\n(?P<text>.*?)"
    r"(?:^[ \t]*(?P=fence)[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_PYTHON = {"python", "py", "python3"}
_DRAWN = {"tsx", "jsx", "typescript", "javascript"}
_STARTS = re.compile(r"^(?:import |from \w|def |async def |result\b|\"\"\"|# )", re.MULTILINE)
_MOST_SUGGESTIONS = 4
REFUSES = "Nothing was written. The model says:"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, where it stands, and what it says it is."""

    what: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadReply:
    """What could be read; ``findings`` say what was missing."""

    code: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    explanation: str = ""
    refusal: Refusal | None = None
    findings: tuple[Diagnostic, ...] = ()


def read_reply(text: str, details: type[BaseModel], entry: Entry) -> ReadReply:
    """Details from the JSON, code from the fence with Python, the explanation from what stands below."""
    text = text.replace("\r\n", "\n")
    blocks = [
        Block(match["what"].lower(), match["text"], match.start(), match.end())
        for match in _FENCE.finditer(text)
    ]
    program = _program(blocks, entry)
    outside = _without(text, [program]) if program else text
    said = read_json(outside, _shape(details))
    data: dict[str, Any] = dict(said) if isinstance(said, Mapping) else {}
    code = program.text if program else _code_in(data) or (text if _is_bare(text, blocks) else "")
    if refusal := _refusal(data, code):
        return ReadReply(refusal=refusal)
    data = _drawn(_unwrapped(data, details), blocks)
    if not code.strip():
        return ReadReply(details=data, findings=(_NO_CODE,))
    return ReadReply(_tidy(code), data, _explanation(text, blocks, data))


def _program(blocks: list[Block], entry: Entry) -> Block | None:
    """The block that says it is Python, or reads as such; of several the longest that has what is called."""
    told = [one for one in blocks if one.what in _PYTHON]
    found = told or [one for one in blocks if one.what in {"", "text"} and _STARTS.search(one.text)]
    wanted = {Entry.BLOCK: "def fetch_data", Entry.FUNCTION: "def run", Entry.BOT: "def run"}.get(entry, "")
    return max(found, key=lambda one: (wanted in one.text, len(one.text)), default=None)


def _is_bare(text: str, blocks: list[Block]) -> bool:
    """Whether the whole reply is a program without a fence."""
    if blocks or not _STARTS.match(text.lstrip()):
        return False
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


def _code_in(data: Mapping[str, Any]) -> str:
    """The program where it came as a value of the JSON."""
    found = next((data[key] for key in ("code", "python", "program") if isinstance(data.get(key), str)), "")
    match = _FENCE.search(found)
    return match["text"] if match else found


def _refusal(data: Mapping[str, Any], code: str) -> Refusal | None:
    """That it cannot be done; a refusal beside a program is only a word of caution."""
    said = data.get("refusal")
    if not isinstance(said, str) or not said.strip() or code.strip():
        return None
    listed = data.get("suggestions")
    several = listed if isinstance(listed, list) else [listed]
    suggestions = [one_line(one, 160) for one in several if isinstance(one, str) and one.strip()]
    return Refusal(quoted(one_line(said, 400), REFUSES), tuple(suggestions[:_MOST_SUGGESTIONS]))


def _unwrapped(data: dict[str, Any], details: type[BaseModel]) -> dict[str, Any]:
    """The details themselves where they came under a name of their own."""
    inner = data.get("details")
    return dict(inner) if isinstance(inner, Mapping) and "details" not in details.model_fields else data


def _drawn(data: dict[str, Any], blocks: list[Block]) -> dict[str, Any]:
    """With the component of a custom card, which comes in a fence of its own."""
    card = data.get("card")
    drawn = next((one.text for one in blocks if one.what in _DRAWN), None)
    if drawn is None or not isinstance(card, Mapping) or card.get("kind") != "custom":
        return data
    return {**data, "card": {**card, "code": drawn}}


def _explanation(text: str, blocks: list[Block], data: Mapping[str, Any]) -> str:
    below = text[blocks[-1].end :] if blocks else ""
    above = _without(text[: blocks[0].start], []) if blocks else ""
    said = next((one for one in (below, str(data.get("explanation") or ""), above) if one.strip()), "")
    return one_line(said.strip("`~ \n"), 600)


def _without(text: str, blocks: list[Block]) -> str:
    for block in sorted(blocks, key=lambda one: -one.start):
        text = f"{text[: block.start]}\n{text[block.end :]}"
    return text


def _shape(details: type[BaseModel]) -> Mapping[str, Any]:
    """The keys that the JSON of a reply may have at its top."""
    names = (*details.model_fields, "details", "code", "refusal", "suggestions")
    return {"type": "object", "properties": dict.fromkeys(names, True)}


def _tidy(code: str) -> str:
    return code.strip("\n").rstrip() + "\n"


_NO_CODE = Diagnostic(
    code="program-no-code",
    level=Level.ERROR,
    path="reply",
    message="The reply holds no program.",
    hint="Give the details in a block of ```json, then the whole program in a block of ```python.",
)
