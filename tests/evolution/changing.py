"""Changes a served module by hand: the migration and the new revision in one transaction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sayso.compiler.migrations.types import Migration
from sayso.compiler.targets.sql import CREATE, compile_sql, create_logic, drop_logic
from sayso.db.database import Database, driver_of
from sayso.evolution import finish, prepare, sweep, switch, switching
from sayso.proofs.catalogue import catalogue
from sayso.runtime import repository, revisions
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec


def by_hand(before: AppSpec, after: AppSpec, prefix: str, tables: str) -> Migration:
    """A migration whose change of the tables is written by hand, and whose logic is made anew."""
    script = f"{drop_logic(before, prefix)}\n{tables}\n{create_logic(after, prefix)}"
    return Migration((), (), script, (), script)


async def change(database: Database, module: Module, after: AppSpec, migration: Migration) -> UUID:
    """Make ``after`` the running revision; gives its id."""
    await sweep(database.dsn, module.prefix)
    await prepare(database.dsn, migration)

    async def transaction() -> UUID:
        async with database.system() as session:
            await switch(await driver_of(session), migration, prefix=module.prefix)
            agency = module.site.agency_id
            revision_id, _ = await revisions.add_revision(
                session, agency, module.id, after.to_json(), edits=[], reason="changed", author_id=None,
                version="1.1.0",
            )  # fmt: skip
            await repository.set_record(
                session, agency, module.id, name=after.name, version="1.1.0", revision_id=revision_id
            )
        return revision_id

    revision_id = await switching(transaction)
    await finish(database.dsn, module.prefix)
    return revision_id


async def fresh_catalogue(connection: Any, spec: AppSpec, prefix: str) -> dict[str, list[tuple[Any, ...]]]:
    """The catalogue of a spec that is installed as it is; nothing of it stays."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute("drop schema apps cascade")
        for draft in compile_sql(spec, prefix):
            if draft.path <= CREATE:
                await connection.execute(draft.text)
        return await catalogue(connection, prefix)
    finally:
        await transaction.rollback()


def with_field(spec: AppSpec, entity: str, field: str, **changes: Any) -> AppSpec:
    """The spec with one field changed, and its name wherever the text of it stands."""
    data = spec.to_json()
    for told in data["entities"]:
        if told["name"] == entity:
            for place in told["fields"]:
                if place["name"] == field:
                    place.update(changes)
    return AppSpec.model_validate(data)


def renamed(spec: AppSpec, kind: str, target: str, name: str) -> AppSpec:
    """The spec with an element renamed, wherever it is spoken of."""
    from sayso.spec.edits import Rename, apply

    return apply(spec, [Rename(kind=kind, target=target, name=name)]).spec  # type: ignore[arg-type]


def element(spec: AppSpec, entity: str, field: str | None = None) -> str:
    """The id of an entity or of one of its fields."""
    found = next(e for e in spec.entities if e.name == entity)
    return found.id if field is None else next(f.id for f in found.fields if f.name == field)


def names(items: Sequence[dict[str, Any]]) -> list[str]:
    """The names of rows."""
    return [str(item["name"]) for item in items]
