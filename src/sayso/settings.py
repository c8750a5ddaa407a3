"""Typed settings, read once from the environment (``SAYSO_*``) and handed to whoever needs them."""

from functools import cached_property
from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """Where Sayso lives, listens and keeps its data."""

    model_config = SettingsConfigDict(env_prefix="SAYSO_", frozen=True, populate_by_name=True)

    home: Path = Field(default=Path("~/.sayso"), description="Database, uploads and keys.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8400, ge=1, le=65535, description="Port to listen on.")
    apps_domain: str = Field(default="localhost", description="Modules answer at <slug>.<apps_domain>.")
    public_scheme: str = Field(default="http", description="Scheme of the addresses that are printed.")
    database_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("SAYSO_DATABASE_URL", "DATABASE_URL"),
        description="A PostgreSQL 15 or newer to use in place of the embedded one.",
    )
    demo_sign_in: bool = Field(
        default=False,
        description="Sign everybody in as the demo user. Commands turn it on for loopback addresses.",
    )
    max_upload_bytes: int = Field(default=25 * MEBIBYTE, description="Largest file that may be uploaded.")
    max_body_bytes: int = Field(default=4 * MEBIBYTE, description="Largest JSON body.")

    @cached_property
    def home_path(self) -> Path:
        """The home folder as an absolute path."""
        return self.home.expanduser().resolve()

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in {"127.0.0.1", "::1", "localhost"} and self.apps_domain == "localhost"

    def module_origin(self, slug: str) -> str:
        """The origin a module is served on, e.g. ``http://salon.localhost:8400``."""
        return f"{self.public_scheme}://{slug}.{self.apps_domain}:{self.port}"

    @property
    def platform_origin(self) -> str:
        """The origin of Sayso itself."""
        return f"{self.public_scheme}://{self.apps_domain}:{self.port}"
