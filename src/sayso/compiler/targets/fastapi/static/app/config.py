"""Settings of the process, from the environment or the file `.env`."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Config(BaseSettings):
    """What has to be known before the first request."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    database_url: str = Field(min_length=1)
    session_secret: str = Field(min_length=32)
    public_url: str = "http://localhost:8000"
    files_dir: Path = Path("files")
    max_body_bytes: int = 4 * 1024 * 1024
    max_upload_bytes: int = 25 * 1024 * 1024
    pool_size: int = 10
    statement_timeout_ms: int = 20_000

    @property
    def is_secure(self) -> bool:
        """Whether cookies are for https only."""
        return self.public_url.startswith("https://")


@lru_cache(maxsize=1)
def config() -> Config:
    """The settings, read once."""
    return Config()
