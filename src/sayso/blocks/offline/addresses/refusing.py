"""Why an address cannot be read, and what helps."""

import re
from urllib.parse import urlsplit

from sayso.blocks.offline.question import (
    AddressSource,
)
from sayso.devloop.programs.facts import BY_NAME, BlockFacts, known_secret
from sayso.devloop.programs.types import Refusal


def no_secret(name: str, address: str, facts: BlockFacts) -> Refusal:
    """There is no secret of this name."""
    known = facts.get("secrets", [])
    there = f"There are {', '.join(known[:8])}." if known else "There is none yet."
    return Refusal(
        f"There is no secret “{name}”. {there} Settings → Secrets keeps them.",
        tuple(f"{address} with the secret {one}" for one in known[:2]),
    )


def unreachable(text: str, address: str, facts: BlockFacts) -> Refusal | None:
    """Why nothing came; none where something did."""
    status = facts.get("status")
    host = host_of(address)
    if status in {401, 403}:
        return _locked(text, host, int(status or 401), facts)
    if facts.get("failure"):
        return Refusal(f"I could not reach {host}: {facts['failure']}", (f"{address} as a table",))
    if status is not None and status >= 400:
        return Refusal(f"{host} answers with an error ({status}). Check the address {address}.", ())
    if "sample" not in facts:
        return Refusal(f"I have not seen what {host} answers, so I cannot tell what to show. Try again.", ())
    return None


def _locked(text: str, host: str, status: int, facts: BlockFacts) -> Refusal:
    spoken = re.search(BY_NAME, text, re.IGNORECASE)
    if spoken and known_secret(spoken["name"], facts.get("secrets", ())):
        return Refusal(
            f"{host} does not take the secret {spoken['name']} as a key (it answers {status}). See under "
            f"Settings → Secrets whether it is right, and whether {host} is among its hosts.",
        )
    return Refusal(
        f"{host} wants a login (it answers {status}). Save its key under Settings → Secrets with {host} as "
        "its host, and say “with the secret” and its name.",
        tuple(f"{text} with the secret {one}" for one in facts.get("secrets", [])[:2]),
    )


def host_of(address: str) -> str:
    """The host of an address, as people say it."""
    return urlsplit(address).netloc.rpartition("@")[2]


def nothing_to_draw(source: AddressSource) -> Refusal:
    """There are no points for a chart."""
    return Refusal(
        f"There is nothing to draw in what {host_of(source.address)} answers: no numbers, and no names.",
        (f"{source.address} as a table",),
    )
