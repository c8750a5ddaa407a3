"""The file in a model's reply, however it was wrapped."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

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
    """The file under ``code``; else the longest fenced block; else the whole reply, where it is code."""
    data = reply.data if isinstance(reply.data, Mapping) else {}
    code, explanation = data.get("code"), data.get("explanation")
    said = explanation if isinstance(explanation, str) else ""
    if isinstance(code, str) and code.strip():
        return ReadCode(_tidy(_unfenced(code)), said.strip())
    if "`" in reply.text or "~~~" in reply.text:
        found = _unfenced(reply.text)
        if found != reply.text:
            return ReadCode(_tidy(found), said.strip())
    if "export " in reply.text and _LOOKS_LIKE_CODE.match(reply.text):
        return ReadCode(_tidy(reply.text), said.strip())
    return ReadCode("", said.strip())


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
