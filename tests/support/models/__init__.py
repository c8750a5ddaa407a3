"""Model servers on 127.0.0.1 that speak the wire formats of OpenAI and Anthropic, with scripted faults.

    async with model_server([Status(429, retry_after=1), Json({"name": "Ada"})]) as server:
        models = models_for(server)
        reply = await models.ask(Ask(Role.SCHEMA, Prompt("p", 1, "…"), "…", shape={"type": "object"}))
        assert server.requests[0].role is Role.SCHEMA

A script is a list of steps, one for each request, or one step for every request. A step is an answer or a
fault, or a function from the request to one: that is how a test writes a model of its own.
"""

from tests.support.models.chains import KEY, models_for, providers_of, undisturbed
from tests.support.models.script import (
    Answer,
    CutStream,
    Drop,
    Empty,
    Hang,
    Json,
    Raw,
    Refusal,
    Request,
    Script,
    Status,
    Step,
)
from tests.support.models.server import ModelServer, model_server

__all__ = [
    "KEY",
    "Answer",
    "CutStream",
    "Drop",
    "Empty",
    "Hang",
    "Json",
    "ModelServer",
    "Raw",
    "Refusal",
    "Request",
    "Script",
    "Status",
    "Step",
    "model_server",
    "models_for",
    "providers_of",
    "undisturbed",
]
