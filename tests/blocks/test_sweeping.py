"""What is old goes by itself, and what a person may want back stays."""

from sayso.blocks import repository
from tests.blocks.place import ORDERS, Place, rows


async def test_old_lines_and_blocks_go_and_newer_ones_stay(place: Place) -> None:
    async with place.working():
        block, gone = await place.made(), await place.made()
        await place.refresh(block)
    await place.blocks.delete(place.agency, gone)
    admin = place.admin
    await admin.execute("update blocks set deleted_at = now() - interval '31 days' where id = $1", gone)
    await admin.execute(
        "insert into block_log (agency_id, block_id, kind, ok, at) select $1, $2, 'fetch', true, "
        "now() - interval '1 hour' from generate_series(1, 1500)",
        place.agency,
        block,
    )
    await admin.execute(
        "insert into block_log (agency_id, block_id, kind, ok, at) select $1, $2, kind, true, "
        "now() - interval '15 days' from unnest(array['fetch', 'heal']) kind",
        place.agency,
        block,
    )
    async with place.database.system() as session:
        await repository.sweep(session)
    assert await admin.fetchval("select count(*) from blocks") == 1
    lines = await admin.fetch("select kind, count(*) as count from block_log group by kind")
    assert {row["kind"]: row["count"] for row in lines}.keys() == {"fetch", "make", "heal"}
    assert sum(row["count"] for row in lines if row["kind"] in {"fetch", "process"}) == 1000
    assert rows(await place.show(block)) == ORDERS
