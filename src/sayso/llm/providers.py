"""Which model a name of a chain stands for, and where it answers."""

import hashlib
from dataclasses import dataclass

from sayso.llm.types import ModelsConfig, Provider, ProviderKind

_OWN_ADDRESSES = {
    ProviderKind.OPENAI: "https://api.openai.com/v1",
    ProviderKind.ANTHROPIC: "https://api.anthropic.com",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A model at a provider."""

    provider: Provider
    model: str
    base_url: str

    @property
    def name(self) -> str:
        """As chains speak of it."""
        return f"{self.provider.name}:{self.model}"

    @property
    def key(self) -> str:
        """The provider's key, empty where it asks for none."""
        return self.provider.api_key.get_secret_value() if self.provider.api_key else ""

    @property
    def line(self) -> str:
        """Tells models apart that fail on their own; two agencies may have other addresses and keys."""
        digest = hashlib.sha256(self.key.encode()).hexdigest()[:16]
        return f"{self.provider.kind} {self.base_url} {self.model} {digest}"


def target_of(config: ModelsConfig, name: str) -> Target | str:
    """The model of this name (``provider:model``), or in a sentence why there is none."""
    provider_name, _, model = name.partition(":")
    provider = next((one for one in config.providers if one.name == provider_name), None)
    if provider is None or not model:
        known = ", ".join(one.name for one in config.providers) or "none"
        return f"“{name}” names no provider that is set up (there is: {known})"
    base_url = provider.base_url or _OWN_ADDRESSES.get(provider.kind)
    if base_url is None:
        return f"the provider {provider.name} has no address: set its base URL"
    if provider.base_url is None and provider.api_key is None:
        return f"the provider {provider.name} has no API key: set one"
    return Target(provider, model, base_url.rstrip("/"))
