"""Programs that keep records as rows."""

from typing import Any

from sayso.bots.details import BotDetails, Case, ConfigField, Expected, ExpectedRow, Given, GivenAnswer
from sayso.bots.offline.examples import NOW, row_id
from sayso.bots.offline.fetching import moment_function, number_function, records_parts
from sayso.bots.offline.program import (
    bare,
    constant,
    function,
    helpers_for,
    reaches_of,
    tell_fields,
    tell_function,
)
from sayso.bots.offline.recipe import triggers_of
from sayso.bots.offline.sentence import host_of
from sayso.bots.offline.watching.cases import feed_body, sheet
from sayso.devloop.programs.facts import FieldFacts
from sayso.devloop.programs.grants import ModuleGrant
from sayso.devloop.programs.types import Draft
from sayso.phrases.meaning import Path
from sayso.phrases.writing.text import literal, module
from sayso.spec.model import Action

from .reading import Collect

_SAME = '''def same(one, other):
    """Whether two values say the same, however a moment is written."""
    try:
        return datetime.fromisoformat(one).astimezone(UTC) == datetime.fromisoformat(other).astimezone(UTC)
    except (TypeError, ValueError):
        return one == other'''
_NUMBERS = frozenset(("integer", "decimal", "money"))


def write_collect(collect: Collect) -> Draft:
    """The bot."""
    common, thing = collect.common, collect.thing
    columns = [path.model_copy(update={"key": field["name"]}) for field, path in collect.columns]
    parts = records_parts(
        collect.records.form,
        collect.records.rows,
        columns,
        collect.records.delimiter,
        common.secret,
        typed=_typed_lines(collect),
        is_keyed=collect.records.is_keyed,
    )
    functions, imports = list(parts.functions), list(parts.imports)
    body = "\n".join(functions)
    if "= number(" in body or "round(number(" in body:
        functions.append(number_function(comma=collect.comma))
        imports.append("import re")
    if "moment(" in body and "def moment(" not in body:
        functions.append(moment_function(day_first=all(path.day_first for _, path in collect.columns)))
        imports += ["from dateutil import parser", "from datetime import UTC, datetime"]
    constants = [*parts.constants, constant("KEY", collect.key["name"])]
    has_moments = any(field["type"] == "datetime" for field, _ in collect.columns)
    if has_moments:
        functions.append(_SAME)
        imports.append("from datetime import UTC, datetime")
    save = _save(collect, has_moments=has_moments)
    told = tell_function(common)
    run = function("run(ctx, input)", bare(_doc(collect)), _run(collect, is_told=bool(told)))
    functions = [save, *([told] if told else []), *functions]
    helpers, needed = helpers_for("\n".join([run, *functions]))
    code = module(_doc(collect), _united([*imports, *needed]), [*constants, run, *functions, *helpers])
    actions = (Action.READ, Action.CREATE, Action.UPDATE)
    details = BotDetails(
        name=common.name,
        description=f"{_doc(collect)} {' '.join(common.notes)}".strip()[:600],
        reaches=reaches_of(
            common,
            hosts=[host_of(collect.address)],
            modules=[ModuleGrant(slug=thing.module["slug"], entities=(thing.name,), actions=actions)],
        ),
        config=(
            ConfigField(
                name="address",
                label="Address",
                default=collect.address,
                help="Another host has to be allowed as well.",
            ),
            *tell_fields(common.tells),
        ),
        triggers=triggers_of(common.timing),
        cases=_cases(collect),
    )
    return Draft(code, details, details.description)


def _united(imports: list[str]) -> list[str]:
    """Imports with each name once."""
    return list(dict.fromkeys(imports))


def _doc(collect: Collect) -> str:
    return (
        f"Keeps what {host_of(collect.address)} has as {collect.thing.plural.lower()} of "
        f"{collect.thing.module['name']}."
    )


def _run(collect: Collect, *, is_told: bool) -> list[str]:
    what = collect.thing.plural.lower()
    lines = ['records = ctx.step("look", look, ctx)']
    if collect.common.asks_first:
        lines += [
            f'if not ctx.approve(f"Write {{len(records)}} records into {what}?"):',
            '    return {"created": 0, "changed": 0}',
        ]
    lines.append("saved = save(ctx, records)")
    if is_told:
        lines += [
            'if saved["created"] or saved["changed"]:',
            (
                f"    tell(ctx, {literal(collect.common.name)}, f\"{{saved['created']}} new and "
                f"{{saved['changed']}} changed {what}.\")"
            ),
        ]
    return [*lines, "return saved"]


def _save(collect: Collect, *, has_moments: bool) -> str:
    thing = collect.thing
    entity = literal(thing.collection)
    differs = "not same(row.get(name), value)" if has_moments else "row.get(name) != value"
    return function(
        "save(ctx, records)",
        "Make rows of records that are new, and change those that differ.",
        [
            f"rows = ctx.rows({literal(thing.module['slug'])})",
            f"known = {{row[KEY]: row for row in rows.list({entity})}}",
            "fresh, changed = {}, 0",
            "for record in records:",
            "    key = record[KEY]",
            '    if key in (None, ""):',
            "        continue",
            "    if key not in known:",
            "        fresh[key] = record",
            "        continue",
            "    row = known[key]",
            (
                f"    news = {{name: value for name, value in record.items() if value is not None "
                f"and {differs}}}"
            ),
            "    if news:",
            f'        rows.update({entity}, row["id"], news)',
            "        changed += 1",
            f"rows.create_many({entity}, list(fresh.values()))",
            'return {"created": len(fresh), "changed": changed}',
        ],
    )


def _typed_lines(collect: Collect) -> list[str]:
    """Lines that make a record’s values what fields take."""
    lines = []
    for field, path in collect.columns:
        name = field["name"]
        value = f'record["{name}"]'
        kind = field["type"]
        options = field.get("options")
        if options:
            known = {
                label: one["name"] for one in options for label in (one["label"].lower(), one["name"].lower())
            }
            lines.append(f"{value} = {literal(known)}.get(str({value}).lower())")
        elif kind == "integer":
            lines += [f"{value} = number({value})", f"{value} = None if {value} is None else round({value})"]
        elif kind in _NUMBERS:
            lines.append(f"{value} = number({value})")
        elif kind == "date":
            lines += [f"{value} = moment({value})", f"{value} = {value} and {value}[:10]"]
        elif kind == "datetime":
            lines.append(f"{value} = moment({value})")
        elif kind == "boolean":
            lines.append(f'{value} = str({value}).strip().lower() in ("true", "yes", "1", "ja", "x")')
        elif collect.records.form == "json" and (
            path.kind in {"number", "money", "flag"} or _is_mixed(collect, path)
        ):
            lines.append(f"{value} = None if {value} is None else str({value})")
    return lines


def _is_mixed(collect: Collect, path: Path) -> bool:
    return any(one is not None and not isinstance(one, str) for one in collect.records.values(path.path))


def _cases(collect: Collect) -> tuple[Case, ...]:
    common = collect.common
    body, first = _body(collect, 2), _expected(collect, 1)
    slug, name = collect.thing.module["slug"], collect.thing.name
    key = collect.key["name"]
    known = {**first, "id": row_id(1)}
    other = next(
        (
            field
            for field, _ in collect.columns
            if field["name"] != key and field["type"] in {"text", "long_text", *_NUMBERS}
        ),
        None,
    )
    row = ExpectedRow(module=slug, entity=name, action="created", values={key: first[key]})
    found = [
        Case(
            name="Records that are new become rows",
            given=_given(collect, body),
            expect=Expected(rows=(row,), result_contains={"created": 2}),
        ),
        Case(
            name="A second run makes nothing twice",
            given=_given(collect, body),
            expect=Expected(no_rows=True),
            runs=2,
        ),
    ]
    if other is not None:
        stale = {**known, other["name"]: 1 if other["type"] in _NUMBERS else "Stale"}
        changed = ExpectedRow(
            module=slug,
            entity=name,
            action="updated",
            values={other["name"]: first[other["name"]]},
            id=row_id(1),
        )
        found.append(
            Case(
                name="A row that differs is changed, not made again",
                given=_given(collect, _body(collect, 1), rows={slug: {name: [stale]}}),
                expect=Expected(rows=(changed,), result_contains={"created": 0, "changed": 1}),
            )
        )
    found.append(
        Case(
            name="It fails with the reason when the address does not answer",
            given=_given(collect, body, status=503),
            expect=Expected(fails="503", no_rows=True),
        )
    )
    if common.asks_first:
        given = _given(collect, body).model_copy(update={"approvals": {"*": False}})
        found.append(
            Case(name="Nothing is written that was not approved", given=given, expect=Expected(no_rows=True))
        )
    return tuple(found)


def _given(collect: Collect, body: Any, *, status: int = 200, rows: dict[str, Any] | None = None) -> Given:
    slug, name = collect.thing.module["slug"], collect.thing.name
    return Given(
        rows=rows or {slug: {name: []}},
        answers=(GivenAnswer(url=collect.address.partition("?")[0], status=status, body=body),),
        approvals={"*": True},
        now=NOW,
    )


def _body(collect: Collect, count: int) -> Any:
    if collect.records.form == "feed":
        return feed_body([f"Entry {number}" for number in range(1, count + 1)])
    records = [
        {path.path: _written(field, path, number) for field, path in collect.columns}
        for number in range(1, count + 1)
    ]
    return sheet(
        collect.records.form,
        collect.records.rows,
        collect.records.delimiter,
        records,
        is_keyed=collect.records.is_keyed,
    )


def _written(field: FieldFacts, path: Path, number: int) -> Any:
    """A value as the source writes it."""
    if options := field.get("options"):
        return options[0]["label"]
    if field["type"] in _NUMBERS:
        return 10 * number
    if field["type"] == "boolean":
        return "true"
    if field["type"] == "date":
        return f"2026-03-{number:02}"
    if field["type"] == "datetime":
        return f"2026-03-{number:02}T10:00:00+00:00"
    if field["type"] == "email":
        return f"person{number}@example.org"
    if field["type"] == "url":
        return f"https://example.org/{number}"
    return f"{path.label} {number}"


def _expected(collect: Collect, number: int) -> dict[str, Any]:
    """The row that a record becomes."""
    if collect.records.form == "feed":
        given = {
            "title": f"Entry {number}",
            "url": f"https://example.org/entry-{number}",
            "at": "2026-03-04T10:00:00+00:00",
            "text": f"Entry {number}, in short",
        }
        found = {field["name"]: given[path.key] for field, path in collect.columns}
        for field, _ in collect.columns:
            if field["type"] == "date":
                found[field["name"]] = "2026-03-04"
        return found
    values = {}
    for field, path in collect.columns:
        value = _written(field, path, number)
        if options := field.get("options"):
            value = options[0]["name"]
        elif field["type"] == "boolean":
            value = True
        values[field["name"]] = value
    return values
