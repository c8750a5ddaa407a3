"""Values of a registry that nobody checked: usual names of fields, and what stands in them."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

LARGEST = 2_000_000_000
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UNFIT = re.compile(r"[^a-z0-9]+")
_MILLISECONDS_FROM = 100_000_000_000
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_ON = {
    "active",
    "enabled",
    "running",
    "live",
    "deployed",
    "on",
    "scheduled",
    "online",
    "true",
    "yes",
    "production",
}

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "bot_id", "uuid", "key", "slug"),
    "name": ("name", "title", "display_name", "bot_name"),
    "description": ("description", "desc", "summary", "purpose", "about"),
    "version": ("version", "current_version", "active_version"),
    "versions": ("versions", "history", "version_history"),
    "status": ("status", "state", "active", "enabled", "is_active", "is_enabled"),
    "config": ("config", "configuration", "settings", "parameters", "params", "options"),
    "schedule": ("schedule", "cron", "cron_expression", "schedule_cron"),
    "interval": ("interval", "every", "frequency", "interval_seconds", "interval_minutes", "interval_hours"),
    "time_zone": ("time_zone", "timezone", "tz"),
    "webhook": ("webhook", "webhooks", "webhook_url", "webhook_path", "webhook_enabled"),
    "triggers": ("triggers", "trigger"),
    "tags": ("tags", "labels", "category", "categories", "keywords"),
    "stats": ("stats", "statistics", "metrics", "counters", "usage"),
    "runs": ("executions", "execution_count", "runs", "run_count", "total_runs", "total_executions"),
    "successes": ("successes", "success", "success_count", "successful", "successful_runs",
                  "successful_executions"),
    "errors": ("errors", "error", "error_count", "failures", "failure_count", "failed", "failed_runs",
               "failed_executions"),
    "average": ("average_seconds", "average_time", "avg_time", "average_duration", "avg_duration",
                "avg_execution_time", "average_execution_time", "average_ms", "avg_ms", "avg_time_ms",
                "avg_duration_ms"),
    "created": ("created_at", "created", "created_on", "date_created"),
    "updated": ("updated_at", "updated", "modified", "modified_at", "last_modified", "last_updated"),
    "last_run": ("last_run_at", "last_run", "last_execution", "last_executed", "last_executed_at"),
    "owner": ("owner", "author", "user", "created_by", "maintainer"),
    "place": ("file", "path", "file_path", "filepath", "filename", "code_path", "code_file", "script",
              "script_path", "bot_path", "location"),
    "requirements": ("requirements", "dependencies", "packages"),
}  # fmt: skip
"""What is understood, by the names under which it is found."""


class Fields:
    """An object of the registry, by names as they are written or otherwise; says what was not read."""

    def __init__(self, given: Mapping[Any, Any]) -> None:
        self._given = {_plain(str(name)): value for name, value in given.items()}
        self._shown = {_plain(str(name)): str(name) for name in given}
        self._read: set[str] = set()

    def of(self, kind: str) -> tuple[str, Any]:
        """The first field of a kind that says something, with its name; none where there is none."""
        found: tuple[str, Any] = ("", None)
        for name in NAMES[kind]:
            if name not in self._given:
                continue
            self._read.add(name)
            if found[1] is None:
                found = (name, self._given[name])
        return found

    def value(self, kind: str) -> Any:
        """What the first field of a kind says."""
        return self.of(kind)[1]

    def text(self, kind: str, most: int) -> str:
        """A text or a number as one line of text."""
        value = self.value(kind)
        return line_of(value, most) if isinstance(value, str | int | float) else ""

    def left(self) -> list[str]:
        """Names of fields that nobody asked for."""
        return [line_of(self._shown[name], 60) for name in self._given if name not in self._read]


def line_of(value: Any, most: int) -> str:
    """One line, without characters that cannot be seen."""
    kept = str(value)[: most * 4].encode("utf-8", "replace").decode()
    said = " ".join("".join(one if one.isprintable() else " " for one in kept).split())
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"


def slug_of(text: str) -> str:
    """A name as folders are called."""
    return _UNFIT.sub("_", text.lower()).strip("_")


def is_on(value: Any) -> bool:
    """Whether a status says that the bot was at work."""
    if isinstance(value, bool | int | float):
        return bool(value)
    return isinstance(value, str) and value.strip().lower() in _ON


def count_of(value: Any) -> int:
    """A counter; a list counts its entries."""
    if isinstance(value, list):
        return min(len(value), LARGEST)
    number = number_of(value)
    return 0 if number is None else min(max(int(number), 0), LARGEST)


def number_of(value: Any) -> float | None:
    """A number, written as one or as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(str(value)[:40])
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def moment_of(value: Any) -> datetime | None:
    """A moment, as ISO 8601 or as seconds or milliseconds since 1970; without a zone it is UTC."""
    number = number_of(value)
    try:
        if number is not None:
            moment = datetime.fromtimestamp(number / (1000 if number > _MILLISECONDS_FROM else 1), UTC)
        elif isinstance(value, str):
            moment = datetime.fromisoformat(value.strip()[:40])
        else:
            return None
    except (ValueError, OverflowError, OSError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if _EARLIEST <= moment <= _LATEST else None


def _plain(name: str) -> str:
    return _HUMP.sub("_", name.strip()).replace("-", "_").replace(" ", "_").lower()
