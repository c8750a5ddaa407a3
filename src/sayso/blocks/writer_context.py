"""What a writer should know before it begins: the source that words name, and modules to be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sayso.blocks.sandbox_run import OWNER
from sayso.blocks.types import Block, Version
from sayso.devloop.programs.address_preview import look
from sayso.devloop.programs.addresses import addresses_in
from sayso.devloop.programs.facts import BY_NAME, BlockFacts, known_secret
from sayso.devloop.programs.ports import ModuleRows, Requests, Secrets
from sayso.sandbox.types import Sandbox


@dataclass(frozen=True, slots=True)
class Gathering:
    """Looks around for whoever made a block."""

    sandbox: Sandbox
    rows: ModuleRows
    secrets: Secrets
    requests: Requests

    async def facts(self, block: Block, said: Sequence[str], version: Version | None = None) -> BlockFacts:
        """What may be known; ``said`` are the words, the last ones being those that are worked on."""
        facts = BlockFacts(
            modules=list(await self.rows.facts(block.agency_id, block.user_id)),
            secrets=[one.name for one in await self.secrets.list(block.agency_id)],
            now=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        zones = [zone for one in facts["modules"] if (zone := one.get("time_zone"))]
        facts["time_zone"] = zones[0] if zones and version is None else block.time_zone
        currencies = [currency for one in facts["modules"] if (currency := one.get("currency"))]
        if currencies:
            facts["currency"] = currencies[0]
        if version is not None:
            facts["code"] = version.code
            facts["card"] = version.card.model_dump(mode="json")
            facts["reads"] = version.reads.model_dump(mode="json")
            facts["words"] = list(said[:-1])
            facts["refresh"] = block.refresh.model_dump(mode="json")
            facts["on_rows"] = block.on_rows
        address = _address(said, version)
        if address is not None and block.wishes.reach != "none":
            facts["address"] = address
            secret = _secret(said, version, facts["secrets"])
            facts.update(await self._look(block, address, secret))
        return facts

    async def _look(self, block: Block, address: str, secret: str) -> BlockFacts:
        """The beginning of what an address answers; with a secret nobody but its host is asked."""
        known = await self.secrets.of(block.agency_id, [secret]) if secret else {}
        seen, requests = await look(self.sandbox, address, known)
        if requests:
            await self.requests.note(block.agency_id, OWNER, block.id, requests)
        if "failure" in seen:
            return BlockFacts(failure=seen["failure"])
        return BlockFacts(
            status=seen["status"],
            content_type=seen["content_type"],
            sample=seen["sample"],
            is_cut=seen["is_cut"],
        )


def _address(said: Sequence[str], version: Version | None) -> str | None:
    """The address that was named last, or that the code asks which is there."""
    for text in reversed(said):
        if found := addresses_in([text]):
            return found[0]
    in_code = [] if version is None else addresses_in([version.code])
    return in_code[0] if in_code else None


def _secret(said: Sequence[str], version: Version | None, known: Sequence[str]) -> str:
    """The secret that was named last, or that the version uses which is there; empty where none is."""
    for text in reversed(said):
        if found := re.search(BY_NAME, text, re.IGNORECASE):
            return known_secret(found["name"], known)
    return next(iter(version.reads.secrets), "") if version is not None else ""
