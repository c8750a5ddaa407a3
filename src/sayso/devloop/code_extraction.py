"""The file in a model's reply, however it was wrapped."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.llm.json_extraction import read_json
from sayso.llm.types import Reply

_FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n`]*\n(?P<code>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL
)
_OPEN_FENCE = re.compile(r"^(?:`{3,}|~{3,})[^\n`]*\n(?P<code>.*)\Z", re.MULTILINE | re.DOTALL)
_LOOKS_LIKE_CODE = re.compile(r"^\s*(?:import\b|export\b|/[/*])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReadCode:
    """The file, empty where there is none, and what was said about it."""

    code: str
    explanation: str = ""


def read_code(reply: Reply) -> ReadCode:
    """The file in the longest fenced block, or under ``code`` of an object, or the reply where it is code."""
    data: Any = reply.data if reply.data is not None else _object_in(reply.text)
    code = data.get("code") if isinstance(data, Mapping) else None
    if isinstance(code, str) and code.strip():
        said = data.get("explanation")
        return ReadCode(_tidy(_unfenced(code)), said.strip() if isinstance(said, str) else "")
    found = _unfenced(reply.text)
    if found != reply.text:
        return ReadCode(_tidy(found), reply.text.rpartition(found)[2].strip("`~ \n"))
    if "export " in reply.text and _LOOKS_LIKE_CODE.match(reply.text):
        return ReadCode(_tidy(reply.text))
    return ReadCode("")


def _object_in(text: str) -> object:
    """Code is asked for in a fence, but an object around it is known from many models."""
    return read_json(text) if '"code"' in text else None


def _unfenced(text: str) -> str:
    """The longest fenced block; what follows a fence that was never closed; the text where there is none."""
    blocks = [match["code"] for match in _FENCE.finditer(text)]
    if blocks:
        return max(blocks, key=len)
    cut = _OPEN_FENCE.search(text)
    return cut["code"] if cut else text


def _tidy(code: str) -> str:
    """Plain line endings, and one newline at the end."""
    return code.replace("\r\n", "\n").strip("\n").rstrip() + "\n"
