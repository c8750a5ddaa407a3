"""What a provider, a chain and a budget may say."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from sayso.llm.types import Chain, ModelsConfig, Provider, ProviderKind, Role

MOST_MODELS = 10
"""Models of one chain."""
MOST_PROVIDERS = 20
LONGEST_KEY = 1000
LONGEST_URL = 500
_KEY = re.compile(r"[!-~]{1,1000}", re.ASCII)
MODEL = re.compile(r"[a-z0-9][a-z0-9-]{0,39}:[!-~]{1,200}", re.ASCII)

Dollars = Annotated[Decimal, Field(ge=0, le=1_000_000_000, max_digits=13, decimal_places=4)]
Tokens = Annotated[int, Field(ge=0, le=10**15)]


class Budget(BaseModel):
    """What may be spent in a calendar month (UTC) and in one session; none sets no limit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    month_dollars: Dollars | None = None
    month_tokens: Tokens | None = None
    session_dollars: Dollars | None = None
    session_tokens: Tokens | None = None

    @property
    def is_open(self) -> bool:
        """Whether it limits nothing."""
        return all(value is None for value in self.model_dump().values())

    def within(self, other: "Budget") -> "Budget":
        """The tighter of the two, each limit by itself."""
        pairs = ((name, getattr(self, name), getattr(other, name)) for name in type(self).model_fields)
        known = ((name, [one for one in (a, b) if one is not None]) for name, a, b in pairs)
        return Budget(**{name: min(values) for name, values in known if values})


def merged(under: ModelsConfig, over: ModelsConfig) -> ModelsConfig:
    """Both together: of the same provider and of the same role what stands in ``over``."""
    providers = {one.name: one for one in (*under.providers, *over.providers)}
    return ModelsConfig(providers=tuple(providers.values()), chains={**under.chains, **over.chains})


def problem_of_provider(provider: Provider) -> tuple[str, str] | None:
    """What is wrong with a provider: the field and words about it."""
    if provider.name in set(Role):
        return "name", f"“{provider.name}” is the name of a role; choose another one"
    if provider.base_url is None and provider.kind is ProviderKind.COMPATIBLE:
        return "base_url", "a compatible provider needs an address, such as http://127.0.0.1:11434/v1"
    if provider.base_url is not None and (wrong := problem_of_url(provider.base_url)):
        return "base_url", wrong
    if provider.api_key is not None and not _KEY.fullmatch(provider.api_key.get_secret_value()):
        return "api_key", f"a key is at most {LONGEST_KEY} letters, digits and signs, without spaces"
    return None


def problem_of_url(url: str) -> str:
    """What is wrong with the address of a provider; empty where nothing is."""
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return "this is no address"
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        return "this is no address"
    if parts.scheme not in {"http", "https"} or not parts.hostname or not has_port:
        return "give an address that begins with https:// or http://"
    if parts.username is not None or parts.password is not None:
        return "an address carries no user and no password; give the key as api_key"
    if parts.query or parts.fragment:
        return "an address has no “?” and no “#”"
    return ""


def problem_of_chain(chain: Chain, providers: Mapping[str, Provider]) -> str:
    """What is wrong with the models of a chain; empty where nothing is."""
    if len(chain.models) > MOST_MODELS:
        return f"a chain has at most {MOST_MODELS} models"
    for model in chain.models:
        if not MODEL.fullmatch(model):
            return f"“{model[:60]}” is no model; write provider:model, such as openai:gpt-6.1-sol"
        name = model.partition(":")[0]
        if name not in providers:
            known = ", ".join(sorted(providers)) or "none yet"
            return f"there is no provider “{name}” (there is: {known})"
    return ""
