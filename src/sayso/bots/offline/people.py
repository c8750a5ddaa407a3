"""Letters to people who stand in a row: where their address is."""

from collections.abc import Sequence

from sayso.phrases.things import Thing
from sayso.phrases.writing.text import literal

from .examples import Row, row_id
from .program import function
from .recipe import Tell


def people_of(tells: Sequence[Tell]) -> list[Tell]:
    """Those who stand in rows."""
    return [one for one in tells if one.of_row]


def function_name(one: Tell) -> str:
    """``email_of_agent`` for ``agent.email``."""
    whose = one.of_row.rpartition(".")[0].replace(".", "_")
    return f"email_of_{whose}" if whose else "email_of_row"


def address_function(one: Tell, thing: Thing) -> str:
    """A function that gives the address; none where there is none."""
    *path, field = one.of_row.split(".")
    if not path:
        return function(
            f"{function_name(one)}(ctx, row)",
            "The address in the row itself.",
            [f'return row.get("{field}")'],
        )
    slug = literal(thing.module["slug"])
    lines, current, at = [], "row", thing
    for name in path:
        parent = at.parent(name)
        if parent is None:
            raise TypeError(f"{at.name} has no {name}.")
        lines.append(
            f'{name} = {current}["{name}_id"] and ctx.rows({slug}).get({literal(parent.collection)}, '
            f'{current}["{name}_id"])'
        )
        lines += [f"if not {name}:", "    return None"]
        current, at = name, parent
    lines.append(f'return {current}.get("{field}")')
    return function(
        f"{function_name(one)}(ctx, row)",
        f"The address of the {path[-1].replace('_', ' ')}; none where there is none.",
        lines,
    )


def letter_lines(tells: Sequence[Tell], title: str, text: str) -> list[str]:
    """Lines that write to each of them."""
    lines = []
    for one in people_of(tells):
        lines += [
            f"to = {function_name(one)}(ctx, row)",
            "if to:",
            f'    ctx.notify({text}, {title}, channel="email", to=to)',
        ]
    return lines


def entities_of(tells: Sequence[Tell], thing: Thing) -> tuple[str, ...]:
    """Entities that have to be read for that."""
    found = []
    for one in people_of(tells):
        at: Thing | None = thing
        for name in one.of_row.split(".")[:-1]:
            at = at.parent(name) if at is not None else None
            if at is not None:
                found.append(at.name)
    return tuple(dict.fromkeys(found))


def parent_rows(tells: Sequence[Tell], thing: Thing, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows of those people for cases, and in ``rows`` what leads to them."""
    found: dict[str, list[Row]] = {}
    for one in people_of(tells):
        *path, field = one.of_row.split(".")
        at, at_rows = thing, list(rows)
        for depth, name in enumerate(path):
            parent = at.parent(name)
            if parent is None:
                break
            made: Row = {"id": row_id(90 + depth), field: "somebody@example.org"}
            for following in path[depth + 1 : depth + 2]:
                made[f"{following}_id"] = row_id(91 + depth)
            for row in at_rows:
                row[f"{name}_id"] = made["id"]
            known = found.setdefault(parent.name, [])
            if all(each["id"] != made["id"] for each in known):
                known.append(made)
            at, at_rows = parent, [made]
        if not path:
            for row in rows:
                row[field] = "somebody@example.org"
    return found
