"""Keys: those in the home open what is sealed in the database, and nobody else reads them."""

import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from sayso.backup.integrity.installation import Installation
from sayso.backup.types import Finding
from sayso.bots.triggers import keys as hooks
from sayso.identity.authentication.tokens import SIGNING_KEY
from sayso.identity.secret_encryption import Seal
from sayso.llm import keys as models
from sayso.llm.store import bound_to as of_provider
from sayso.secrets import service as secrets

_SECRETS = "select agency_id, name, hosts, sealed_secret as sealed from public.secrets order by 1, 2"
_PROVIDERS = """
select agency_id, name, kind, base_url, sealed_key as sealed from public.model_providers
where sealed_key is not null order by 1, 2
"""
_HOOKS = """
select t.agency_id, t.id, b.name, t.sealed_secret as sealed from public.bot_triggers t
join public.bots b on b.id = t.bot_id where t.sealed_secret is not null order by 1, 2
"""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


async def look(place: Installation) -> AsyncIterator[Finding]:
    """Try every key on what it sealed, and say no value."""
    home, opened, bad = place.settings.home_path, 0, 0
    for what, file, query, hint in (
        ("secret", secrets.FILE, _SECRETS, "Enter it again under the secrets."),
        ("key of the provider", models.FILE, _PROVIDERS, "Enter it again under the models."),
        ("webhook's secret of the bot", hooks.FILE, _HOOKS, "Make a new secret for its webhook."),
    ):
        rows = await place.connection.fetch(query)
        if rows and not (home / file).is_file():
            bad += 1
            text = f"{file} is missing, which {len(rows)} values are sealed with."
            yield Finding("problem", "Keys", text, f"Copy {file} from a backup into {home}.")
            continue
        seal = Seal(home / file)
        for row in rows:
            if seal.open(row["sealed"], _bound(query, row)) is None:
                bad += 1
                yield Finding("problem", "Keys", f"the {what} {row['name'][:60]} cannot be opened.", hint)
            else:
                opened += 1
    for path in _keys(home):
        if path.stat().st_mode & _OTHERS:
            bad += 1
            yield Finding("problem", "Keys", f"{path} can be read by others.", f"chmod 600 {path}")
    if not (home / SIGNING_KEY).is_file():
        yield Finding(
            "note", "Keys", f"{SIGNING_KEY} is not there.", "It is made at the next start; all sign in again."
        )
    if not bad:
        yield Finding("ok", "Keys", f"they open all {opened} sealed values.")


def _keys(home: Path) -> list[Path]:
    return sorted([*home.glob("*.key"), *home.glob("*.token")])


def _bound(query: str, row: Any) -> str:
    agency: UUID = row["agency_id"]
    if query is _SECRETS:
        hosts = row["hosts"]
        return secrets.bound_to(
            agency, row["name"], tuple(orjson.loads(hosts) if isinstance(hosts, str) else hosts)
        )
    if query is _PROVIDERS:
        return of_provider(agency, row["name"], row["kind"], row["base_url"])
    return hooks.bound_to(agency, row["id"])
