"""What a writer of bots should know before it begins: addresses that words name, modules, secrets, people."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sayso.bots import repository
from sayso.bots.details import Requirements
from sayso.bots.facts import BotFacts, SourceFacts
from sayso.bots.generation.conversation import Heard
from sayso.bots.types import Bot, Version
from sayso.db.database import Database
from sayso.devloop.programs.address_preview import look
from sayso.devloop.programs.addresses import addresses_in, hosts_in
from sayso.devloop.programs.facts import BY_NAME, known_secret
from sayso.devloop.programs.ports import ModuleRows, Requests, Secrets
from sayso.sandbox.types import Sandbox

OWNER = "bot"
MOST_SOURCES = 4
_MOST_OTHERS = 40
_SENT_TO = re.compile(
    r"\b(?:post|send|sent|push|forward|deliver|report|write)\b[^.;\n]{0,80}\bto\b[^.;\n]{0,40}$"
    r"|\b(?:web)?hooks?\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
"""What stands before an address that is written to: asking it might set something off."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Looks around for whoever made a bot."""

    database: Database
    sandbox: Sandbox
    rows: ModuleRows
    secrets: Secrets
    requests: Requests

    async def facts(self, bot: Bot, heard: Heard, version: Version | None = None) -> BotFacts:
        """What may be known; ``version`` is the one that is to be changed."""
        facts = await self._around(bot)
        zones = [zone for one in facts["modules"] if (zone := one.get("time_zone"))]
        facts["time_zone"] = zones[0] if zones and version is None else bot.time_zone
        currencies = [currency for one in facts["modules"] if (currency := one.get("currency"))]
        if currencies:
            facts["currency"] = currencies[0]
        facts["words"] = list(heard.before)
        facts["answers"] = dict(heard.answers)
        if bot.requirements != Requirements():
            facts["requirements"] = bot.requirements.model_dump(mode="json")
        if version is not None:
            facts["code"] = version.code
            facts["details"] = version.details.model_dump(mode="json")
            facts["config"] = bot.config
        facts["sources"] = [
            await self._source(bot, address, heard.said, facts["secrets"], version)
            for address in _addresses(heard.said, version, bot.config)
        ]
        return facts

    async def _around(self, bot: Bot) -> BotFacts:
        async with self.database.unit(bot.agency_id) as session:
            others = await repository.names_of_bots(session, bot.agency_id, _MOST_OTHERS)
            email = await repository.email_of(session, bot.agency_id, bot.user_id) if bot.user_id else ""
        return BotFacts(
            modules=list(await self.rows.facts(bot.agency_id, bot.user_id)),
            secrets=[one.name for one in await self.secrets.list(bot.agency_id)],
            email=email,
            bots=[{"id": str(id_), "name": name} for id_, name in others if id_ != bot.id],
            now=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    async def _source(
        self, bot: Bot, address: str, said: Sequence[str], names: Sequence[str], version: Version | None
    ) -> SourceFacts:
        if any(_is_sent_to(text, address) for text in said):
            return SourceFacts(address=address)
        secret = _secret(said, address, names, version)
        known = await self.secrets.of(bot.agency_id, [secret]) if secret else {}
        seen, requests = await look(self.sandbox, address, known)
        if requests:
            await self.requests.note(bot.agency_id, OWNER, bot.id, requests)
        return SourceFacts(address=address, **seen)


def _addresses(said: Sequence[str], version: Version | None, config: Mapping[str, Any]) -> list[str]:
    """Those that were named last, else those that the version asks which is there."""
    named = list(dict.fromkeys(one for text in reversed(said) for one in addresses_in([text])))
    if named or version is None:
        return named[:MOST_SOURCES]
    settings = {one.name: one.default for one in version.details.config} | dict(config)
    return addresses_in([*map(str, settings.values()), version.code])[:MOST_SOURCES]


def _is_sent_to(text: str, address: str) -> bool:
    before, found, _ = text.partition(address)
    return bool(found) and _SENT_TO.search(before) is not None


def _secret(said: Sequence[str], address: str, known: Sequence[str], version: Version | None) -> str:
    """The secret that was named with an address, or that the version uses for it; empty where none is."""
    for text in reversed(said):
        if address in text and (found := re.search(BY_NAME, text, re.IGNORECASE)):
            return known_secret(found["name"], known)
    if version is None or not set(hosts_in([address])) & set(version.details.reaches.hosts):
        return ""
    return next(iter(version.details.reaches.secrets), "")
