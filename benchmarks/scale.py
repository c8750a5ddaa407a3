"""List latency of the data API as a table grows: a page by an indexed column, with and without the count."""

import asyncio

from benchmarks.load import measure
from benchmarks.stage import SAYSO, free_port, running, stage

SIZES = (1_000, 100_000, 1_000_000)
KINDS = {
    "first 20 by start": "/api/appointments?sort=-starts_at&count=false",
    "20 of one stylist": "/api/appointments?filter[stylist.name]=Stylist+7&sort=-starts_at&count=false",
    "first 20 with total": "/api/appointments?sort=-starts_at",
}


def main() -> None:
    """Prints the median latency of one connection per size and kind."""
    print("list latency, one connection, milliseconds at the median")
    for rows in SIZES:
        asyncio.run(_size(rows))


async def _size(rows: int) -> None:
    async with stage(rows) as salon:
        port = free_port()
        with running(SAYSO, salon.environment(port), port):
            target = salon.target(port)
            figures = [
                f"{kind} {measure(target, [('GET', path, b'')], connections=1, seconds=2).p50:7.2f}"
                for kind, path in KINDS.items()
            ]
    print(f"  {rows:>9,} rows   " + "   ".join(figures))


if __name__ == "__main__":
    main()
