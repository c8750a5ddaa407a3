"""What a model server is told to do, request by request."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sayso.llm.types import Role


@dataclass(frozen=True)
class Request:
    """A request as it came over the wire; ``kind`` is ``openai`` or ``anthropic``."""

    kind: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def model(self) -> str:
        """The model that was asked."""
        return str(self.body.get("model", ""))

    @property
    def role(self) -> Role | None:
        """The role, as ``models_for`` names models after roles."""
        return Role(self.model) if self.model in set(Role) else None

    @property
    def is_streamed(self) -> bool:
        """Whether the reply is wanted piece by piece."""
        return bool(self.body.get("stream"))

    @cached_property
    def messages(self) -> list[tuple[str, str]]:
        """Who said what, in order, without the prompt."""
        said = [(one["role"], _text(one.get("content"))) for one in self.body.get("messages", [])]
        return [(who, text) for who, text in said if who not in {"system", "developer"}]

    @cached_property
    def system(self) -> str:
        """The prompt."""
        if self.kind == "anthropic":
            return _text(self.body.get("system"))
        told = [one for one in self.body.get("messages", []) if one["role"] in {"system", "developer"}]
        return "\n\n".join(_text(one.get("content")) for one in told)

    @property
    def user(self) -> str:
        """What the user said last."""
        return next((text for who, text in reversed(self.messages) if who == "user"), "")

    @property
    def shape(self) -> dict[str, Any] | None:
        """The JSON Schema of the reply, where the wire carries one."""
        if self.kind == "anthropic":
            tools = self.body.get("tools") or [{}]
            shape = tools[0].get("input_schema")
        else:
            shape = (self.body.get("response_format") or {}).get("json_schema", {}).get("schema")
        return shape if isinstance(shape, dict) else None


def _text(content: object) -> str:
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "".join(str(part.get("text", "")) for part in parts if isinstance(part, dict))


@dataclass(frozen=True)
class Answer:
    """A reply; streamed in pieces of ``piece`` characters with a pause of ``drip`` seconds after each."""

    text: str
    input: int = 100
    output: int = 20
    cached: int = 0
    is_cut_short: bool = False
    piece: int = 16
    drip: float = 0
    delay: float = 0
    reports_usage: bool = True


def Json(value: Any, **how: Any) -> Answer:  # noqa: N802 - reads as the other steps do
    """A reply that is this value as JSON."""
    return Answer(json.dumps(value, ensure_ascii=False), **how)


def Empty() -> Answer:  # noqa: N802 - as above
    """A reply without a word."""
    return Answer("", output=0)


@dataclass(frozen=True)
class Refusal:
    """The model declines, in the way the wire format has for it."""

    text: str = "I cannot help with that."


@dataclass(frozen=True)
class Status:
    """An HTTP error, with the body such an error has."""

    status: int
    retry_after: float | str | None = None
    message: str = "Something is wrong here."
    code: str | None = None


@dataclass(frozen=True)
class Hang:
    """Says nothing for this long, then drops the connection."""

    seconds: float = 60


@dataclass(frozen=True)
class CutStream:
    """Breaks off after this text, with ``stall`` after a silence; a whole reply breaks off in its middle."""

    text: str = ""
    stall: float = 0
    is_polite: bool = False
    """Whether the stream ends in order, only without having said that the reply is complete."""


@dataclass(frozen=True)
class Drop:
    """Closes the connection without an answer."""


@dataclass(frozen=True)
class Raw:
    """These bytes."""

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] | None = None


Outcome = Answer | Refusal | Status | Hang | CutStream | Drop | Raw
Step = Outcome | Callable[[Request], Outcome]
Script = Step | Sequence[Step]
