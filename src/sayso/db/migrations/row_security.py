"""Walls that tables of agencies have alike."""

from collections.abc import Mapping


def walled(allowed: Mapping[str, str]) -> tuple[str, ...]:
    """Statements that keep agencies apart in these tables, with what is granted on rows of one's own."""
    own = "agency_id = sayso_agency()"
    return tuple(
        statement
        for table, grants in allowed.items()
        for statement in (
            f"alter table {table} enable row level security",
            f"create policy {table}_of_agency on {table} to sayso_platform using ({own}) with check ({own})",
            f"grant {grants} on {table} to sayso_platform",
        )
    )
