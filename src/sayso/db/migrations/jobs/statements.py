"""Statements of a file, in order; a line of dashes stands between them."""

from collections.abc import Iterator
from importlib.resources import files as resources

FILES = ("pgqueuer.sql", "jobs.sql", "events.sql")
"""What PgQueuer 1.6 asks for; who waits for what; what happened."""


def made() -> Iterator[str]:
    """Everything, in an order in which it can be made."""
    for name in FILES:
        yield from resources(__package__).joinpath(name).read_text(encoding="utf-8").split("\n----\n")


REMOVED = (
    "drop table events, jobs",
    "drop function sayso_event_numbered, sayso_event_told, sayso_job_queued",
    "drop schema sayso_queue cascade",
)
