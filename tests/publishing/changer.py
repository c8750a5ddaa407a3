"""A process that publishes one change after another until it is killed; a test's own victim."""

import asyncio
import sys
from itertools import count

from sayso.db.database import Database
from sayso.publishing import goals
from sayso.publishing.service import Publisher
from sayso.runtime import repository
from sayso.spec.edits import Edit, add, read_edits
from sayso.spec.model import AppSpec, Field
from tests.support.unproved import Unproved


def renamed(spec: AppSpec, number: int) -> tuple[Edit, ...]:
    """A new field, an index over it, and another name for what the entity is called."""
    entity = spec.entities[0]
    field = Field(id=f"fld_crash{number:04}", name=f"extra_{number}", label=f"Extra {number}", indexed=True)
    stem = entity.name.partition("_")[0]
    rename = {"op": "rename", "kind": "entity", "target": entity.id, "name": f"{stem}_{number}"}
    edits, problems = read_edits([rename])
    assert not problems
    return (add(field, parent=entity.id), *edits)


async def main(dsn: str, slug: str) -> None:
    """Change the module again and again, and say when it begins."""
    database = Database(dsn)
    publisher = Publisher(database, Unproved(), lambda _: None)
    async with database.system() as session:
        module = await repository.module_by_slug(session, slug)
    assert module is not None
    for number in count(1):
        outlook = await publisher.outlook(module, goals.by_hand("look"))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        edits = renamed(outlook.state.spec, outlook.state.number * 10 + number)
        await publisher.change(module, edits, reason=f"Change {number}", confirmed=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
