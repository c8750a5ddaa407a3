"""The OpenAPI document of a module."""

from sayso.runtime.openapi import openapi
from sayso.web.exchange import Answer, json_answer
from sayso.web.origin.call import Call


def show_openapi(call: Call) -> Answer:
    """``GET /api/openapi.json``."""
    return json_answer(openapi(call.runtime.plan))
