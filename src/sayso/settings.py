"""Typed settings, read once from the environment (``SAYSO_*``) and handed to whoever needs them."""

import json
from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MEBIBYTE = 1024 * 1024
_USUAL_PORTS = {"http": 80, "https": 443}

Allowance = Annotated[str, Field(pattern=r"^(off|[1-9][0-9]{0,6}/(second|minute|hour|day))$")]
"""How often something may be done, such as ``10/minute``; ``off`` sets no limit."""


class OpenIdProvider(BaseModel):
    """A provider of OpenID Connect that people may sign in with, as it knows this Sayso."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="Part of the redirect address.")
    label: str = Field(default="", max_length=60, description="On the button; by default the name.")
    issuer: str = Field(description="The address its discovery document is found under.")
    client_id: str = Field(min_length=1)
    client_secret: SecretStr | None = Field(default=None, description="None for a public client.")
    scopes: tuple[str, ...] = Field(default=("openid", "email", "profile"))
    domains: tuple[str, ...] = Field(
        default=(), description="E-mail domains that the provider speaks for; none given: all."
    )
    allow_new: bool = Field(default=False, description="Whether people become users without an invitation.")
    agency: str = Field(default="", description="Slug of the agency that such people join.")
    role: Literal["admin", "user", "viewer", "api_user"] = Field(default="user")

    @field_validator("issuer")
    @classmethod
    def _safe(cls, issuer: str) -> str:
        parts = urlsplit(issuer)
        if parts.scheme == "https" and parts.hostname and not (parts.query or parts.fragment):
            return issuer
        if parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}:
            return issuer
        raise ValueError("give an https address without a query; http only for one on this machine")

    @field_validator("scopes")
    @classmethod
    def _with_openid(cls, scopes: tuple[str, ...]) -> tuple[str, ...]:
        return scopes if "openid" in scopes else ("openid", *scopes)

    @field_validator("domains")
    @classmethod
    def _lower(cls, domains: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(domain.lower().removeprefix("@") for domain in domains)

    @model_validator(mode="after")
    def _known_to_somebody(self) -> Self:
        if self.allow_new and not (self.agency and self.domains):
            raise ValueError('allow_new needs agency and domains; ["*"] stands for every domain')
        return self

    @property
    def title(self) -> str:
        """What people know it by."""
        return self.label or self.name.replace("-", " ").capitalize()

    def speaks_for(self, email: str) -> bool:
        """Whether addresses like this one are the provider's to vouch for."""
        return not self.domains or "*" in self.domains or email.rpartition("@")[2].lower() in self.domains


def _usual(name: str) -> AliasChoices:
    """A variable that other programs read too; one of Sayso's own stands before it."""
    return AliasChoices(f"SAYSO_{name}", name)


class Settings(BaseSettings):
    """Where Sayso lives, listens and keeps its data."""

    model_config = SettingsConfigDict(
        env_prefix="SAYSO_", frozen=True, populate_by_name=True, hide_input_in_errors=True
    )

    home: Path = Field(default=Path("~/.sayso"), description="Database, uploads and keys.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8400, ge=1, le=65535, description="Port to listen on.")
    apps_domain: str = Field(default="localhost", description="Modules answer at <slug>.<apps_domain>.")
    public_scheme: str = Field(default="http", description="Scheme of the addresses that people use.")
    public_port: int | None = Field(
        default=None, ge=1, le=65535, description="Port of those addresses, where a proxy stands in front."
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses and networks of proxies, with commas; who calls is believed from them alone.",
    )
    database_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("SAYSO_DATABASE_URL", "DATABASE_URL"),
        description="A PostgreSQL 15 or newer to use in place of the embedded one.",
    )
    demo_sign_in: bool = Field(
        default=False,
        description="Sign everybody in as the person at the machine; only on a loopback address.",
    )
    openid: Annotated[tuple[OpenIdProvider, ...], NoDecode] = Field(
        default=(), description="Providers of OpenID Connect to sign in with, as a list in JSON."
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        description="Server that letters are sent with: smtp://user:password@host:587?tls=starttls.",
    )
    mail_from: str = Field(default="", description="Address that letters come from.")
    models: SecretStr | None = Field(
        default=None, description="Providers and chains of language models as JSON, or “off” for none."
    )
    models_private_addresses: bool | None = Field(
        default=None,
        description="Whether providers of agencies may be at private addresses; by default on a loopback.",
    )
    models_reply_days: int = Field(
        default=7, ge=0, le=365, description="How long replies of models are remembered; 0 for not at all."
    )
    model: str = Field(default="", description="A model for every role, such as “qwen3:8b”.")
    model_url: str = Field(default="", description="Where it answers, as OpenAI does: http://host:8080/v1.")
    model_key: SecretStr | None = Field(default=None, description="The key it asks for, if it does.")
    openai_api_key: SecretStr | None = Field(default=None, validation_alias=_usual("OPENAI_API_KEY"))
    openai_base_url: str = Field(default="", validation_alias=_usual("OPENAI_BASE_URL"))
    anthropic_api_key: SecretStr | None = Field(default=None, validation_alias=_usual("ANTHROPIC_API_KEY"))
    anthropic_base_url: str = Field(default="", validation_alias=_usual("ANTHROPIC_BASE_URL"))
    ollama_host: str = Field(default="", validation_alias=_usual("OLLAMA_HOST"))
    sandbox_tier: Literal["auto", "bubblewrap", "landlock", "none"] = Field(
        default="auto",
        description="Walls around programs: the strongest there are, or these; “none” runs them without any.",
    )
    sandbox_parallel: int | None = Field(
        default=None, ge=1, le=256, description="Programs that run at once; by default two per processor."
    )
    bwrap: str = Field(default="", description="The program bubblewrap, where it is not found by itself.")
    sandbox_private_hosts: str = Field(
        default="",
        description="Hosts, host:port and networks of the own network that programs may reach, with commas.",
    )
    worker: bool = Field(
        default=True, description="Whether the server does queued work itself; `sayso worker` does it apart."
    )
    events_days: int = Field(
        default=30, ge=1, le=3650, description="How long events of conversations are kept."
    )
    max_upload_bytes: int = Field(default=25 * MEBIBYTE, description="Largest file that may be uploaded.")
    max_files_bytes: int = Field(
        default=10 * 1024 * MEBIBYTE, ge=0, description="What the uploads of one agency may take together."
    )
    max_body_bytes: int = Field(default=4 * MEBIBYTE, description="Largest JSON body.")
    limit_calls: Allowance = Field(
        default="1200/minute", description="Calls of the API per person; “off” for none."
    )
    limit_key: Allowance = Field(default="1200/minute", description="Calls of the API per API key.")
    limit_generation: Allowance = Field(
        default="30/minute", description="Builds and changes worked out per agency."
    )
    limit_sign_in: Allowance = Field(default="30/minute", description="Attempts to sign in per address.")
    limit_sign_in_account: Allowance = Field(
        default="10/minute", description="Attempts to sign in per account."
    )
    limit_visitor: Allowance = Field(
        default="60/minute", description="What one address may send without signing in, per module."
    )
    limit_hook: Allowance = Field(
        default="1200/minute", description="Calls of one webhook, and wrong ones of one address."
    )
    limit_shared: Allowance = Field(
        default="600/minute", description="Calls of an address that looks at dashboards with a link."
    )

    @field_validator("openid", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value.strip() else ()
        except ValueError as error:
            raise ValueError(f"this is no JSON: {error}") from error

    @field_validator("openid")
    @classmethod
    def _told_apart(cls, providers: tuple[OpenIdProvider, ...]) -> tuple[OpenIdProvider, ...]:
        names = [provider.name for provider in providers]
        if len(set(names)) < len(names):
            raise ValueError("each provider needs a name of its own")
        return providers

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, proxies: str) -> str:
        for proxy in proxies.split(","):
            if proxy.strip():
                ip_network(proxy.strip(), strict=False)
        return proxies

    @cached_property
    def home_path(self) -> Path:
        """The home folder as an absolute path."""
        return self.home.expanduser().resolve()

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in {"127.0.0.1", "::1", "localhost"} and self.apps_domain == "localhost"

    @property
    def allows_private_models(self) -> bool:
        """Whether providers that agencies set up may be at private addresses."""
        allowed = self.models_private_addresses
        return self.is_loopback if allowed is None else allowed

    def module_origin(self, slug: str) -> str:
        """The origin a module is served on, e.g. ``http://salon.localhost:8400``."""
        return f"{self.public_scheme}://{slug}.{self.apps_domain}{self._public_port}"

    @property
    def platform_origin(self) -> str:
        """The origin of Sayso itself."""
        return f"{self.public_scheme}://{self.apps_domain}{self._public_port}"

    @property
    def _public_port(self) -> str:
        port = self.public_port or self.port
        return "" if _USUAL_PORTS.get(self.public_scheme) == port else f":{port}"
