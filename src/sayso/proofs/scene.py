"""A stage that is set: tables of a spec with rows, the people who act, and the API over it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

import orjson

from sayso.compiler.draft import FileDraft
from sayso.compiler.identifiers import ModuleNames, quote
from sayso.compiler.targets.sql import CREATE
from sayso.identity.types import Site
from sayso.proofs.attempts import prepare_attempts
from sayso.proofs.findings import Findings
from sayso.proofs.people import People
from sayso.proofs.rows import Placing, Rows
from sayso.proofs.stage import Stage
from sayso.proofs.truth import Truth
from sayso.proofs.types import Actor, Api, Caller, Reply
from sayso.proofs.values import Maker
from sayso.runtime.plan import FILE_TYPES, ModulePlan
from sayso.runtime.types import Module
from sayso.spec.expressions import sql_text
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

Compile = Callable[[AppSpec, str], list[FileDraft]]
"""Gives the SQL of a spec for a prefix."""


@dataclass(slots=True)
class Scene:
    """Everything that a proof works with."""

    stage: Stage
    index: SpecIndex
    names: ModuleNames
    plan: ModulePlan
    people: People
    maker: Maker
    rows: Rows
    truth: Truth
    links: dict[str, frozenset[tuple[str, str]]]
    """Ids of the left and the right row of every link, by the element of the relationship."""
    api: Api
    findings: Findings

    async def ask(
        self, actor: Actor | None, method: str, path: str, body: object = None, *, keep: bool = False
    ) -> Reply:
        """Make a call; what it changes is taken back unless it is to be kept and went well."""
        async with self.stage.gate.trial() as trial:
            reply = await self.api(actor, method, path, body)
            trial.is_kept = keep and reply.is_done
        return reply

    async def put(self, updates: Iterable[str]) -> None:
        """Change rows past the triggers and policies; what a constraint does not take stays as it was."""
        bodies = (f"begin {update}; exception when others then null; end" for update in updates)
        lines = [f"do {sql_text(body)};" for body in bodies]
        if lines:
            lines = ["set local role sayso_mover;", "set local sayso.migrating = 'on';", *lines]
            await self.stage.run("\n".join([*lines, "set local sayso.migrating = '';"]))
            await self.stage.gate.leave()

    def collection(self, entity: str) -> str:
        """The address of an entity's rows."""
        return f"/api/{self.plan.by_entity[entity].collection}"

    def label(self, entity: str) -> str:
        """What a row is called in sentences."""
        return self.index.entities[entity].display_name


async def create_tables(stage: Stage, spec: AppSpec, compile_sql: Compile) -> None:
    """Create the tables of a spec by exactly the script that is shown, exported and installed."""
    drafts = {draft.path: draft.text for draft in compile_sql(spec, stage.prefix)}
    await stage.run(drafts[CREATE])


async def set_scene(stage: Stage, spec: AppSpec, caller: Caller, findings: Findings) -> Scene:
    """Fill the stage, on which the tables of the spec stand, with people and rows."""
    index = SpecIndex(spec)
    names = ModuleNames.of(index, stage.prefix)
    people = People.of(index)
    maker = Maker(spec, await sample_files(stage, spec, people))
    rows = await Placing(stage, names, people, maker).place()
    truth = Truth(index, await stored_rows(stage, names))
    links = await _stored_links(stage, names)
    await prepare_attempts(stage)
    module = Module(
        uuid4(),
        Site(people.site, uuid4(), "Stage"),
        spec.slug,
        spec.name,
        "0.0.0",
        "active",
        stage.prefix,
        None,
    )
    plan = ModulePlan(module, index)
    api = caller.over(plan, stage.gate, (*people.acting, people.outsider()))
    return Scene(stage, index, names, plan, people, maker, rows, truth, links, api, findings)


async def stored_rows(stage: Stage, names: ModuleNames) -> dict[str, dict[str, dict[str, object]]]:
    """Every row on the stage, past all policies, by entity and id."""
    selects = [
        f"select {sql_text(entity)} as entity, "
        f"coalesce(jsonb_object_agg(r.id, to_jsonb(r)), '{{}}')::text as rows "
        f"from {names.qualified(names.everything(entity))} r"
        for entity in names.index.entities
    ]
    await stage.run("set local role sayso_keeper")
    found = await stage.connection.fetch(" union all ".join(selects))
    await stage.gate.leave()
    return {entry["entity"]: orjson.loads(entry["rows"]) for entry in found}


async def _stored_links(stage: Stage, names: ModuleNames) -> dict[str, frozenset[tuple[str, str]]]:
    await stage.run("set local role sayso_keeper")
    found = {}
    for junction in names.index.junctions:
        left, right = names.junction_columns(junction)
        view = names.qualified(names.junction_everything(junction))
        rows = await stage.connection.fetch(
            f"select {quote(left)}::text as one, {quote(right)}::text as other from {view}"
        )
        found[junction.element] = frozenset((row["one"], row["other"]) for row in rows)
    await stage.gate.leave()
    return found


async def sample_files(stage: Stage, spec: AppSpec, people: People) -> dict[UUID, UUID]:
    """A file on each site, where the spec has fields for files."""
    sites = (people.site, people.other_site)
    found = {site: uuid4() for site in sites}
    if not any(field.type in FILE_TYPES for entity in spec.entities for field in entity.fields):
        return found
    agency = uuid4()
    lines = [f"insert into public.agencies (id, name, slug) values ('{agency}', 'Stage', '{agency}');"]
    for site in sites:
        lines.append(
            "insert into public.sites (id, agency_id, name, slug) "
            f"values ('{site}', '{agency}', 'Stage', '{site}');"
        )
        lines.append(
            "insert into public.files (id, agency_id, site_id, name, size, content_type, sha256) "
            f"values ('{found[site]}', '{agency}', '{site}', 'sample.png', 1, 'image/png', '');"
        )
    await stage.run("\n".join(lines))
    return found
