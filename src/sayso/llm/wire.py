"""A request and its reply, by pydantic-ai. Slow to import: import it where it is needed."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import orjson
from pydantic_ai import direct, messages
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.models.anthropic import AnthropicModelSettings
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import ToolDefinition
from pydantic_ai.usage import RequestUsage

from sayso.llm.attempts import Received
from sayso.llm.faults import CutOffError, ShownError
from sayso.llm.providers import Target
from sayso.llm.shapes import is_exact
from sayso.llm.thoughts import Thoughts
from sayso.llm.types import Ask, Chain, ProviderKind, Shown, Usage

_TOOL = "answer"
_SHAPE = """

Answer with one JSON value that fits this JSON Schema, and with nothing around it:
"""


class Form(Enum):
    """How the shape of a reply is asked for: in the way the provider has for it, or in words alone."""

    SHAPED = "shaped"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Sending:
    """What is asked, of whom, and how."""

    target: Target
    ask: Ask
    chain: Chain
    form: Form


async def exchange(model: Model[Any], sending: Sending, received: Received, shown: Shown | None) -> None:
    """Ask once and fill ``received``, piece by piece where pieces are to be shown.

    Raises:
        pydantic_ai.exceptions.AgentRunError: and others, which ``fault_of`` sorts.
    """
    told, how = _messages(sending), _parameters(sending)
    settings = _settings(model, sending)
    if shown is None:
        reply = await direct.model_request(model, told, model_settings=settings, model_request_parameters=how)
        _count(received, reply.usage)
        thoughts = Thoughts()
        received.take(thoughts.heard(_written(reply)) + thoughts.rest())
        _close(received, reply)
        return
    async with direct.model_request_stream(
        model, told, model_settings=settings, model_request_parameters=how
    ) as stream:
        thoughts = Thoughts()
        try:
            async for event in stream:
                _show(shown, received, thoughts.heard(_piece(event)))
        finally:
            _count(received, stream.usage)
        _show(shown, received, thoughts.rest())
        whole = stream.get()
        if whole.finish_reason is None:
            raise CutOffError("The stream ended before the reply was complete.")
        _close(received, whole)


def _messages(sending: Sending) -> list[messages.ModelMessage]:
    """The prompt as the part that a provider may keep, then the request and what was said about it so far.

    Servers that others run often hold a model to a shape without telling it: the prompt does.
    """
    ask = sending.ask
    prompt = ask.prompt.text
    is_told = sending.form is Form.TOLD or sending.target.provider.kind is ProviderKind.COMPATIBLE
    if ask.shape is not None and is_told:
        prompt += _SHAPE + orjson.dumps(ask.shape).decode()

    def said(text: str) -> messages.ModelRequest:
        return messages.ModelRequest(parts=[messages.UserPromptPart(text)], instructions=prompt)

    told: list[messages.ModelMessage] = [said(ask.content)]
    for reply, complaint in ask.exchange:
        told += [messages.ModelResponse(parts=[messages.TextPart(reply)]), said(complaint)]
    return told


def _parameters(sending: Sending) -> ModelRequestParameters:
    """How the shape is asked for.

    Anthropic's models fill in a tool, as the other way they have forbids open objects; the rest are held to
    the schema as they write.
    """
    shape = sending.ask.shape
    if shape is None or sending.form is Form.TOLD:
        return ModelRequestParameters()
    if sending.target.provider.kind is not ProviderKind.ANTHROPIC:
        output = OutputObjectDefinition(json_schema=dict(shape), name=_TOOL, strict=is_exact(shape))
        return ModelRequestParameters(output_mode="native", output_object=output)
    tool = ToolDefinition(
        name=_TOOL, description="Gives the answer.", parameters_json_schema=dict(shape), kind="output"
    )
    return ModelRequestParameters(output_mode="tool", output_tools=[tool], allow_text_output=False)


def _settings(model: Model[Any], sending: Sending) -> ModelSettings:
    chain = sending.chain
    settings = AnthropicModelSettings(max_tokens=chain.max_tokens, timeout=chain.timeout_seconds)
    if sending.target.provider.kind is ProviderKind.ANTHROPIC:
        settings["anthropic_cache_instructions"] = True
    if chain.temperature is not None and sending.form is Form.SHAPED and _takes_temperature(model):
        settings["temperature"] = chain.temperature
    return settings


def _takes_temperature(model: Model[Any]) -> bool:
    """Models that reason take none, and pydantic-ai warns of it."""
    profile: dict[str, Any] = dict(model.profile)
    if profile.get("anthropic_disallows_sampling_settings"):
        return False
    if not profile.get("openai_supports_reasoning"):
        return True
    efforts = profile.get("openai_reasoning_efforts")
    can_rest = "none" in efforts if efforts else profile.get("openai_supports_reasoning_effort_none")
    return bool(can_rest) and not profile.get("thinking_enabled_by_default")


def _written(reply: messages.ModelResponse) -> str:
    """The filled-in tool where there is one, else the text."""
    for part in reply.parts:
        if isinstance(part, messages.ToolCallPart):
            return part.args_as_json_str()
    return "".join(part.content for part in reply.parts if isinstance(part, messages.TextPart))


def _piece(event: object) -> str:
    if isinstance(event, messages.PartStartEvent):
        part = event.part
        if isinstance(part, messages.TextPart):
            return part.content
        return part.args_as_json_str() if isinstance(part, messages.ToolCallPart) and part.args else ""
    if isinstance(event, messages.PartDeltaEvent):
        delta = event.delta
        if isinstance(delta, messages.TextPartDelta):
            return delta.content_delta
        if isinstance(delta, messages.ToolCallPartDelta) and isinstance(delta.args_delta, str):
            return delta.args_delta
    return ""


def _show(shown: Shown, received: Received, piece: str) -> None:
    if not piece:
        return
    clean = received.take(piece)
    received.is_shown = True
    try:
        shown(clean)
    except Exception as error:
        raise ShownError(error) from error


def _count(received: Received, usage: RequestUsage) -> None:
    received.usage = Usage(usage.input_tokens, usage.output_tokens, usage.cache_read_tokens)
    received.written = usage.cache_write_tokens


def _close(received: Received, reply: messages.ModelResponse) -> None:
    received.is_refused = reply.finish_reason == "content_filter"
    received.is_cut_short = reply.finish_reason == "length"
