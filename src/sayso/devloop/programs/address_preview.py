"""The first look at an address that words name, before a program for it is written."""

from collections.abc import Mapping
from inspect import getsource
from typing import NotRequired, TypedDict

from sayso.devloop.programs import letters
from sayso.devloop.programs.addresses import hosts_in
from sayso.devloop.programs.analysis import analyse
from sayso.devloop.programs.facts import MOST_SAMPLE
from sayso.sandbox.types import Entry, Limits, Network, Program, Reach, RequestRecord, Sandbox, Secret

_LIMITS = Limits(wall_seconds=20.0, cpu_seconds=10, result_bytes=1_000_000)
_LOOK = f"""{getsource(letters)}

import httpx


def run(ctx, input):
    headers = {{}}
    if input["secret"]:
        headers["Authorization"] = "Bearer " + ctx.secret(input["secret"])
    with httpx.stream(
        "GET", input["address"], headers=headers, follow_redirects=True, timeout=15
    ) as answer:
        body, is_cut = b"", False
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > input["most"]:
                is_cut = True
                break
        return {{
            "address": str(answer.url),
            "status": answer.status_code,
            "content_type": answer.headers.get("content-type", ""),
            "text": decoded(body[: input["most"]], answer.charset_encoding),
            "is_cut": is_cut,
        }}
"""


class Seen(TypedDict):
    """What an address answered: the beginning of it as text, or why nothing came.

    ``moved_to`` is where redirects led.
    """

    moved_to: NotRequired[str]
    status: NotRequired[int]
    content_type: NotRequired[str]
    sample: NotRequired[str]
    is_cut: NotRequired[bool]
    failure: NotRequired[str]


async def look(
    sandbox: Sandbox, address: str, secret: Mapping[str, Secret] | None = None
) -> tuple[Seen, tuple[RequestRecord, ...]]:
    """The beginning of what an address answers; with a secret nobody but its host is asked."""
    asked = {"address": address, "most": MOST_SAMPLE, "secret": next(iter(secret or {}), "")}
    network = Network(Reach.LISTED, hosts_in([address]), secret) if secret else Network(Reach.PUBLIC)
    outcome = await sandbox.run(Program(_LOOK, Entry.FUNCTION, asked, "look.py"), network, _LIMITS)
    problem = analyse(outcome, _LOOK)
    if problem is not None:
        return Seen(failure=problem.message), outcome.requests
    answer = outcome.result
    seen = Seen(
        status=answer["status"],
        content_type=answer["content_type"],
        sample=answer["text"][:MOST_SAMPLE],
        is_cut=answer["is_cut"],
    )
    if answer["address"] != address:
        seen["moved_to"] = answer["address"]
    return seen, outcome.requests
