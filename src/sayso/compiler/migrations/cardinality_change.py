"""Links that are kept in another way: one to many, many to many, or the other way round."""

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.spec.edits.element_labels import Speaker
from sayso.spec.expressions import sql_text
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Relationship, RelationshipKind

from .archive_schema import archived_column, values_table
from .draft import Draft
from .moves import Refill, Source, TableMove
from .probes import counted
from .renames import new_name
from .shape import Shape, Table
from .types import Decision, Do, Probe
from .values import CHANGES


@dataclass(frozen=True, slots=True)
class Form:
    """How a relationship is kept: by a column of ``child``, or in a table of its own (``child`` is none)."""

    one: str
    other: str
    child: str | None

    @property
    def ends(self) -> frozenset[str]:
        """The entities at its ends."""
        return frozenset({self.one, self.other})


def relink(draft: Draft, moves: Mapping[str, TableMove]) -> None:
    """Copy the links of every relationship whose kind has changed into where they are kept now."""
    old, new = _forms(draft.before), _forms(draft.after)
    for relationship in draft.after.relationships:
        before, after = old.get(relationship.id), new[relationship.id]
        if before is None or before.child == after.child or before.ends != after.ends:
            continue
        pairs = _copy(draft, relationship.id, before, is_turned=before.one != after.one)
        asked = _turned(_pairs(draft.old, relationship.id, before), is_turned=before.one != after.one)
        _add_kept(draft, moves, relationship.id, pairs, (before, after))
        if after.child is None:
            _into_table(draft, relationship.id, pairs)
        else:
            _into_column(
                draft, moves[after.child], relationship.id, pairs, asked, is_one=after.child == after.one
            )
        _say(draft, relationship, after)


def _forms(spec: AppSpec) -> dict[str, Form]:
    ids = {entity.name: entity.id for entity in spec.entities}
    found = {}
    for link in spec.relationships:
        one, other = ids[link.from_entity], ids[link.to_entity]
        child = {RelationshipKind.BELONGS_TO: one, RelationshipKind.HAS_MANY: other}.get(link.kind)
        found[link.id] = Form(one, other, child)
    return found


def _pairs(shape: Shape, key: str, form: Form) -> str:
    """Every link as it is kept now, from ``one`` to ``other``."""
    if form.child is None:
        table = shape.tables[key]
        one, other = (f"t.{table.columns[side].name}" for side in ("left_id", "right_id"))
        return f"select t.site_id, {one} as one, {other} as other, t.created_at from {table.qualified} as t"
    table = shape.tables[form.child]
    column = f"t.{table.columns[key].name}"
    one, other = ("t.id", column) if form.child == form.one else (column, "t.id")
    return (
        f"select t.site_id, {one} as one, {other} as other, t.created_at "
        f"from {table.qualified} as t where {column} is not null"
    )


def _turned(pairs: str, *, is_turned: bool) -> str:
    """Seen from the other end."""
    one, other = ("other", "one") if is_turned else ("one", "other")
    return f"select site_id, {one} as one, {other} as other, created_at from ({pairs}) as p"


def _copy(draft: Draft, key: str, form: Form, *, is_turned: bool) -> str:
    name = new_name("links", key)
    draft.write(
        f"drop table if exists pg_temp.{name};\n"
        f"create temporary table {name} on commit drop as\n"
        f"{_turned(_pairs(draft.old, key, form), is_turned=is_turned)};\n"
        f"create index on {name} (one, other);\ncreate index on {name} (other);"
    )
    return name


def _into_column(draft: Draft, move: TableMove, key: str, pairs: str, asked: str, *, is_one: bool) -> None:
    """Of several links the earliest stays, or none; all of them are kept for the way back."""
    child, parent = ("one", "other") if is_one else ("other", "one")
    decision = _decision(key)
    choice = draft.chosen(decision)
    mine = f"from {pairs} as p where p.{child} = t.id"
    order = f"p.created_at, p.{parent}"
    if (move.key, key) in draft.archive.columns:
        # the one that stood here when there was room for one, if it is still among them
        order = f"p.{parent} is distinct from t.{archived_column(key)}, {order}"
    first = f"(select p.{parent} {mine} order by {order} limit 1)"
    if choice is not None and choice.do is Do.EMPTY:
        first = f"(select (array_agg(p.{parent}))[1] {mine} having count(*) = 1)"
    source = Source(first, asked=first.replace(f"from {pairs} as p", f"from ({asked}) as p"))
    column = move.new.columns[key]
    move.sources[key] = source
    move.refills[key] = Refill(column, source, "old", "old", is_bulk=True)
    move.noted.append(
        f"insert into {CHANGES} (entity, element, row_id, site_id, was, becomes)\n"
        f"select {sql_text(move.key)}, {sql_text(key)}, t.id, t.site_id, p.links, to_jsonb({first})\n"
        f"from {move.place} as t join (select {child} as id,\n"
        f"  to_jsonb(array_agg({parent} order by created_at, {parent})) as links\n"
        f"  from {pairs} group by 1 having count(*) > 1) as p on p.id = t.id\n"
        "on conflict (element, row_id) do update set was = excluded.was, returned = null;"
    )


def _add_kept(
    draft: Draft, moves: Mapping[str, TableMove], key: str, pairs: str, forms: tuple[Form, Form]
) -> None:
    """The links, several or none, in place of which a column got one, where it still says that one."""
    before, after = forms
    child = before.child
    if child is None or key not in draft.archive.kept or child not in moves:
        return
    move = moves[child]
    far = after.other if child == after.one else after.one
    one, other = ("k.row_id", "e.id") if child == after.one else ("e.id", "k.row_id")
    column = draft.old.tables[child].columns[key].name
    match = (
        f"from {values_table(draft.prefix)} as k, {move.place} as t\n"
        f"where k.element = {sql_text(key)} and k.row_id = t.id "
        f"and k.became is not distinct from to_jsonb(t.{column})"
    )
    place = draft.old.tables[far].qualified
    mine = "one" if child == after.one else "other"
    draft.write(
        f"delete from {pairs} as p using (select k.row_id {match}\n"
        f"and (k.value is null or not k.value @> to_jsonb(t.{column}))) as k "
        f"where p.{mine} = k.row_id;"
    )
    draft.write(
        f"insert into {pairs} (site_id, one, other, created_at)\n"
        f"select k.site_id, {one}, {other}, k.at\n"
        f"from (select k.site_id, k.row_id, k.at, k.value {match} and jsonb_typeof(k.value) = 'array') as k, "
        f"jsonb_array_elements_text(k.value) as l (id), {place} as e\n"
        f"where e.id = l.id::uuid and not exists (\n"
        f"  select from {pairs} as p where p.one = {one} and p.other = {other});"
    )
    draft.write(
        f"delete from {values_table(draft.prefix)} as d using (select k.id {match}) as k where d.id = k.id;"
    )


def _into_table(draft: Draft, key: str, pairs: str) -> None:
    """What there are links of; those that are in the archive and still hold come back as they were."""
    table = draft.new.tables[key]
    left, right = (table.columns[side].name for side in ("left_id", "right_id"))
    if key in draft.archive.tables:
        draft.write_late(
            table.qualified,
            f"delete from {table.qualified} as j where not exists (\n"
            f"  select from {pairs} as p where p.one = j.{left} and p.other = j.{right});",
        )
    draft.write_late(
        table.qualified,
        f"insert into {table.qualified} (site_id, {left}, {right})\n"
        f"select site_id, one, other from {pairs} order by one, other on conflict do nothing;",
    )


def sweep_links(draft: Draft, table: Table) -> None:
    """Links that come back without one of their rows do not come back."""
    junction = next(j for j in SpecIndex(draft.after).junctions if j.element == table.key)
    ids = {entity.name: entity.id for entity in draft.after.entities}
    for side, entity in (("left_id", junction.left), ("right_id", junction.right)):
        place = draft.new.tables[ids[entity]].qualified
        column = table.columns[side].name
        draft.write_late(place)
        draft.write_late(
            table.qualified,
            f"delete from {table.qualified} as j where not exists (\n"
            f"  select from {place} as e where e.id = j.{column});",
        )


def _decision(key: str) -> Decision:
    return Decision(
        f"{key}.several", "Which link should stay where there are several?", (Do.FIRST, Do.EMPTY), Do.FIRST
    )


def _say(draft: Draft, relationship: Relationship, after: Form) -> None:
    words = Speaker(draft.after).link(relationship)
    before = _forms(draft.before)[relationship.id]
    probes: tuple[Probe, ...] = ()
    if after.child is not None:
        side = "one" if (after.child == after.one) == (before.one == after.one) else "other"
        pairs = _pairs(draft.old, relationship.id, before)
        several = f"(select {side} from ({pairs}) as p group by 1 having count(*) > 1)"
        probes = (
            Probe(
                "Rows with several links, of which one can stay",
                counted(several, "true"),
                loses=True,
                decision=_decision(relationship.id),
            ),
        )
    draft.say(
        "relink",
        f"Let {words}; links are carried over.",
        relationship.id,
        rewrites=draft.old.tables[before.child or relationship.id].qualified,
        probes=probes,
    )
