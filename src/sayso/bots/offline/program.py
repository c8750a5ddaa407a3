"""Parts that programs of several shapes have: how people are told, asked, and shown a row."""

import re
from collections.abc import Mapping, Sequence

from sayso.bots.details import ConfigField, Reaches
from sayso.devloop.programs.grants import ModuleGrant
from sayso.phrases.meaning import Condition
from sayso.phrases.things import DATES, NUMBERS, Thing
from sayso.phrases.writing.text import Code, literal

from .recipe import CHANGEABLE, Common, RowFilter, Tell, threshold_name
from .sentence import host_of

FILLED = '''def filled(text, row):
    """The text with the values of a row where it names them in braces."""
    return re.sub(r"{(\\w+)}", lambda name: shown(row.get(name[1])), text)'''
SHOWN = '''def shown(value):
    """A value as people write it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.2f}".removesuffix(".00")
    return str(value).replace("_", " ")'''
MAILS = '''def mails(text):
    """Addresses that are written one after the other, with commas between them."""
    return [one.strip() for one in text.split(",") if one.strip()]'''
_MOST_SHOWN = 4


def function(head: str, doc: str, lines: Sequence[str]) -> str:
    """A function with a sentence that says what for."""
    first = [f'    """{doc}"""'] if doc else []
    return "\n".join([f"def {head}:", *first, *(f"    {one}" if one else "" for one in lines)])


def tell_function(common: Common, *, asks: bool = False) -> str:
    """``tell(ctx, title, text)``: each way to tell people; nobody is told the same twice in a run."""
    lines = []
    for one in common.tells:
        if one.of_row:
            continue
        if one.channel == "product":
            lines.append("ctx.notify(text, title)")
        elif one.channel == "email":
            lines.append('ctx.notify(text, title, channel="email", to=mails(ctx.config["email_to"]))')
        else:
            lines.append('ctx.notify(text, title, channel="webhook", to=ctx.config["webhook"])')
    if not lines:
        return ""
    if asks:
        lines = ['if not ctx.approve(f"Send this? {text}"):', "    return", *lines]
    return function("tell(ctx, title, text)", "Tell everybody who should know.", lines)


def tell_fields(tells: Sequence[Tell]) -> list[ConfigField]:
    """What an owner may change of who is told."""
    found = []
    mails = ", ".join(to for one in tells if one.channel == "email" and not one.of_row for to in one.to)
    if mails:
        found.append(
            ConfigField(
                name="email_to", label="E-mail to", default=mails, help="Several with commas between them."
            )
        )
    hook = next((one.to[0] for one in tells if one.channel == "webhook" and one.to), "")
    if hook:
        found.append(ConfigField(name="webhook", label="Webhook address", default=hook))
    return found


def reaches_of(common: Common, *, hosts: Sequence[str] = (), modules: Sequence[ModuleGrant] = ()) -> Reaches:
    """The least that it needs: hosts that are asked or told, rows, secrets, ways to tell people."""
    told = [host_of(one.to[0]) for one in common.tells if one.channel == "webhook" and one.to]
    named = tuple(dict.fromkeys([*hosts, *told]))
    return Reaches(
        reach="listed" if named else "none",
        hosts=named,
        modules=tuple(modules),
        secrets=(common.secret,) if common.secret else (),
        notifies=tuple(dict.fromkeys(one.channel for one in common.tells)),
    )


def tell_words(tells: Sequence[Tell]) -> list[str]:
    """Who is told, in sentences."""
    found = []
    for one in tells:
        if one.channel == "product":
            found.append("A notice in Sayso to the owner.")
        elif one.of_row:
            *whose, field = one.of_row.replace("_", " ").split(".")
            found.append(f"A letter to the {field} of the {whose[-1] if whose else 'row'}.")
        elif one.channel == "email":
            found.append(f"A letter to {', '.join(one.to)}.")
        else:
            found.append(f"A call of {one.to[0] if one.to else 'the webhook'}.")
    return found


def helpers_for(body: str) -> tuple[list[str], list[str]]:
    """Functions that a program needs besides its own, with what they import."""
    found, imports = [], []
    if "filled(" in body:
        found.append(FILLED)
        imports.append("import re")
    if "shown(" in body or "filled(" in body:
        found.append(SHOWN)
    if "mails(" in body:
        found.append(MAILS)
    if "httpx." in body:
        imports.append("import httpx")
    return found, imports


def where_of(rows: RowFilter) -> dict[str, object]:
    """Conditions as ``ctx.rows`` takes them; numbers that owners may change come from the config."""
    where: dict[str, object] = {}
    for one in rows.conditions:
        _add(where, one)
    return where


def _add(where: dict[str, object], one: Condition) -> None:
    value: object = list(one.value) if isinstance(one.value, tuple) else one.value
    if one.op in CHANGEABLE and isinstance(one.value, int | float):
        value = Code(f'ctx.config["{threshold_name(one)}"]')
    if one.op == "eq" and one.field not in where:
        where[one.field] = value
        return
    known = where.get(one.field)
    merged: Mapping[str, object] = (
        known if isinstance(known, dict) else {} if known is None else {"eq": known}
    )
    where[one.field] = {**merged, one.op: value}


def message_of(thing: Thing, what: str, *, told: Sequence[str] = ()) -> str:
    """A sentence about a row with the values that tell it from others in braces."""
    named = shown_names(thing, told)
    label = thing.facts["label"]
    first, *rest = named or ["id"]
    details = ", ".join(f"{_label(thing, one)} {{{one}}}" for one in rest)
    return f"{label} {{{first}}} {what}.{f' {_capital(details)}.' if details else ''}"


def shown_names(thing: Thing, first: Sequence[str] = ()) -> list[str]:
    """Values of a row that people want to see: its name, what it belongs to, its state, money, days."""
    names = [one["name"] for one in thing.fields]
    chosen = [thing.title_field] if thing.title_field in names else []
    if chosen == ["first_name"] and "last_name" in names:
        chosen.append("last_name")
    chosen += [f"{one['name']}_title" for one in thing.relations[:2]]
    chosen += [one for one in first if one in names]
    chosen += [thing.state_field] if thing.state_field else []
    chosen += [one["name"] for one in (*thing.money[:1], *thing.of_type(DATES), *thing.of_type(NUMBERS))]
    return list(dict.fromkeys(chosen))[:_MOST_SHOWN]


def _label(thing: Thing, name: str) -> str:
    found = next((one["label"] for one in thing.fields if one["name"] == name), "")
    return (found or name.removesuffix("_title").replace("_", " ")).lower()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def constant(name: str, value: object) -> str:
    """A name in capitals with a value."""
    return f"{name} = {literal(value, used=len(name) + 3)}"


def bare(code: str) -> str:
    """A text that may stand in a docstring."""
    return re.sub(r'["\\]', "", code)
