"""Programs that watch an address."""

from sayso.bots.details import BotDetails, ConfigField
from sayso.bots.offline.fetching import VISIBLE, get_lines, number_function, records_parts
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
from sayso.devloop.programs.types import Draft
from sayso.phrases.writing.helpers import DECODE
from sayso.phrases.writing.text import literal, module

from .cases import cases_of
from .recipe import SAID, SIGNS, Look, Watch

_FEED = '''def look(ctx):
    """The entries of the feed, the newest first."""
    {get}
    feed = ElementTree.fromstring(answer.content.strip())
    entries = [one for one in feed.iter() if one.tag.rpartition("}}")[2] in ("item", "entry")]
    return [
        {{
            "id": first(one, "guid", "id", "link", "title"),
            "title": first(one, "title"),
            "url": first(one, "link"),
        }}
        for one in entries[:MOST]
    ]'''
_FIRST = '''def first(entry, *names):
    """The text of the first of these elements that an entry has."""
    for name in names:
        for one in entry:
            if one.tag.rpartition("}")[2] == name:
                return " ".join((one.text or one.get("href") or "").split())
    return ""'''


def write_watch(watch: Watch) -> Draft:
    """The bot."""
    constants, functions, imports, lines = _parts(watch)
    run = function("run(ctx, input)", bare(f"Tell once when {watch.words}."), lines)
    functions = [*functions, *filter(None, [tell_function(watch.common, asks=watch.common.asks_first)])]
    helpers, needed = helpers_for("\n".join([run, *functions]))
    doc = f"Tells when {watch.words}."
    code = module(doc, [*imports, *needed], [*constants, run, *functions, *helpers])
    details = BotDetails(
        name=watch.common.name,
        description=f"{doc} {' '.join(watch.common.notes)}".strip()[:600],
        reaches=reaches_of(watch.common, hosts=[host_of(watch.address)]),
        config=tuple(_config(watch)),
        triggers=triggers_of(watch.common.timing),
        cases=cases_of(watch),
    )
    return Draft(code, details, details.description)


def _config(watch: Watch) -> list[ConfigField]:
    look = watch.look
    found = [
        ConfigField(
            name="address",
            label="Address",
            default=watch.address,
            help="Another host has to be allowed as well.",
        )
    ]
    if look.kind in {"number", "records"} and isinstance(look.value, int | float):
        what = look.column.label if look.column is not None else look.label.capitalize() or "Number"
        found.append(
            ConfigField(
                name="threshold",
                label=f"{what} {SAID[look.op]}"[:80].strip(),
                type="number",
                default=look.value,
            )
        )
    elif look.kind in {"words", "gone", "value"} or (look.kind in {"feed", "records"} and look.value != ""):
        label = {"words": "Words on the page", "gone": "Words on the page", "feed": "Only entries about"}.get(
            look.kind, "Value"
        )
        found.append(ConfigField(name="wanted", label=label, default=look.value))
    if look.kind == "status":
        found.append(
            ConfigField(
                name="tell_back",
                label="Tell as well when it answers again",
                type="boolean",
                default=watch.tells_back,
            )
        )
    return [*found, *tell_fields(watch.common.tells)]


def _once(name: str, text: str) -> list[str]:
    """Lines that tell once, as long as it stays so."""
    return [
        'if is_so and not ctx.state.get("is_so", False):',
        f"    tell(ctx, {literal(name)}, {text})",
        'ctx.state.set("is_so", is_so)',
    ]


def _parts(watch: Watch) -> tuple[list[str], list[str], list[str], list[str]]:
    """Constants, functions and imports besides ``run``, and the lines of it."""
    look = watch.look
    match look.kind:
        case "status":
            return _status(watch)
        case "words" | "gone":
            return _words(watch)
        case "changed":
            return _changed(watch)
        case "feed":
            return _feed(watch)
        case "records":
            return _records(watch)
        case _:
            return _value(watch)


def _status(watch: Watch) -> tuple[list[str], list[str], list[str], list[str]]:
    name = watch.common.name
    lines = [
        'problem = ctx.step("look", look, ctx)',
        'before = ctx.state.get("problem", "")',
        "if problem and not before:",
        (
            f"    tell(ctx, {literal(name)}, f\"{{ctx.config['address']}} does not answer as it "
            f'should: {{problem}}")'
        ),
        'if before and not problem and ctx.config["tell_back"]:',
        f"    tell(ctx, {literal(name)}, f\"{{ctx.config['address']}} answers again.\")",
        'ctx.state.set("problem", problem)',
        'return {"problem": problem}',
    ]
    get = [
        "try:",
        *(f"    {one}" for one in get_lines(watch.common.secret, checks=False)),
        "except httpx.HTTPError as error:",
        '    return f"nothing came ({error})."',
        'return "" if answer.status_code == 200 else f"it says {answer.status_code}."',
    ]
    return (
        [],
        [function("look(ctx)", "What is wrong with the address; empty where nothing is.", get)],
        ["import httpx"],
        lines,
    )


def _words(watch: Watch) -> tuple[list[str], list[str], list[str], list[str]]:
    is_gone = watch.look.kind == "gone"
    sign = "not in" if is_gone else "in"
    verb = "no longer says" if is_gone else "says"
    lines = [
        'text = ctx.step("look", look, ctx)',
        f'is_so = ctx.config["wanted"].lower() {sign} text.lower()',
        *_once(watch.common.name, f"f\"{{ctx.config['address']}} {verb} “{{ctx.config['wanted']}}”.\""),
        'return {"is_so": is_so}',
    ]
    return [], [_page(watch), DECODE, VISIBLE], ["import httpx", "from bs4 import BeautifulSoup"], lines


def _page(watch: Watch) -> str:
    lines = [*get_lines(watch.common.secret), "return visible(text_of(answer))"]
    return function("look(ctx)", "The text that people see there.", lines)


def _changed(watch: Watch) -> tuple[list[str], list[str], list[str], list[str]]:
    column = watch.look.column
    if column is not None:
        lines = [
            'value = ctx.step("look", look, ctx)',
            'before = ctx.state.get("value")',
            "if before is not None and value != before:",
            (
                f'    tell(ctx, {literal(watch.common.name)}, f"{_capital(column.label)} was '
                f'{{before}} and is {{value}} now.")'
            ),
            'ctx.state.set("value", value)',
            'return {"value": value}',
        ]
        looking = [
            *get_lines(watch.common.secret),
            "value = jmespath.search(VALUE, answer.json())",
            "if value is None:",
            '    raise KeyError(f"There is nothing at {VALUE}.")',
            "return value",
        ]
        constants = [constant("VALUE", column.path)]
        return (
            constants,
            [function("look(ctx)", "The value that stands there now.", looking)],
            ["import httpx", "import jmespath"],
            lines,
        )
    lines = [
        'digest = ctx.step("look", look, ctx)',
        'before = ctx.state.get("digest")',
        "if before is not None and digest != before:",
        f"    tell(ctx, {literal(watch.common.name)}, f\"{{ctx.config['address']}} has changed.\")",
        'ctx.state.set("digest", digest)',
        'return {"changed": before is not None and digest != before}',
    ]
    looking = [
        *get_lines(watch.common.secret),
        "return sha256(visible(text_of(answer)).encode()).hexdigest()",
    ]
    return (
        [],
        [function("look(ctx)", "A fingerprint of the text that people see there.", looking), DECODE, VISIBLE],
        ["import httpx", "from bs4 import BeautifulSoup", "from hashlib import sha256"],
        lines,
    )


def _feed(watch: Watch) -> tuple[list[str], list[str], list[str], list[str]]:
    fresh = 'fresh = [one for one in entries if one["id"] not in (known or [])]'
    lines = [
        'entries = ctx.step("look", look, ctx)',
        'known = ctx.state.get("known")',
        fresh,
    ]
    if watch.look.value:
        lines += [
            'wanted = ctx.config["wanted"].lower()',
            'fresh = [one for one in fresh if wanted in one["title"].lower()]',
        ]
    lines += [
        "if known is not None and fresh:",
        "    text = \"\\n\".join(f\"{one['title']} {one['url']}\".strip() for one in fresh)",
        f"    tell(ctx, {literal(watch.common.name)}, text)",
        'ids = [one["id"] for one in entries]',
        'ctx.state.set("known", list(dict.fromkeys([*ids, *(known or [])]))[:MOST])',
        'return {"entries": len(entries), "new": len(fresh) if known is not None else 0}',
    ]
    get = "\n    ".join(get_lines(watch.common.secret))
    return (
        [constant("MOST", 500)],
        [_FEED.format(get=get), _FIRST],
        ["import httpx", "from xml.etree import ElementTree"],
        lines,
    )


def _compared(look: Look, value: str) -> str:
    wanted = 'ctx.config["threshold"]' if isinstance(look.value, int | float) else 'ctx.config["wanted"]'
    return f"{value} {SIGNS[look.op]} {wanted}"


def _value(watch: Watch) -> tuple[list[str], list[str], list[str], list[str]]:
    """One number or value, of JSON or of the text of a page."""
    look = watch.look
    what = _capital(look.column.label if look.column is not None else look.label or "number")
    lines = [
        'value = ctx.step("look", look, ctx)',
        f"is_so = {_compared(look, 'value')}",
        *_once(
            watch.common.name,
            f"f\"{what.replace('{', '(').replace('}', ')')} is {{value}} at {{ctx.config['address']}}.\"",
        ),
        'return {"value": value, "is_so": is_so}',
    ]
    is_number = look.kind == "number"
    if look.column is None:
        looking = [
            *get_lines(watch.common.secret),
            "text = visible(text_of(answer))",
            "found = re.search(PLACE, text, re.IGNORECASE)",
            "if found is None:",
            f'    raise KeyError("There is no {bare(look.label or "number")} on the page.")',
            "return number(found[1])",
        ]
        constants = [constant("PLACE", _place(look.label))]
        imports = ["import httpx", "import re", "from bs4 import BeautifulSoup"]
        comma = number_function(comma=look.decimal_comma)
        return (
            constants,
            [
                function("look(ctx)", "The number that stands on the page now.", looking),
                DECODE,
                VISIBLE,
                comma,
            ],
            imports,
            lines,
        )
    looking = [*get_lines(watch.common.secret)]
    found = (
        "number(jmespath.search(VALUE, answer.json()))"
        if is_number
        else "jmespath.search(VALUE, answer.json())"
    )
    looking += [
        f"value = {found}",
        "if value is None:",
        f'    raise KeyError(f"There is no {"number" if is_number else "value"} at {{VALUE}}.")',
        "return value" if is_number else "return str(value)",
    ]
    functions = [function("look(ctx)", "The value that stands there now.", looking)]
    imports = ["import httpx", "import jmespath"]
    if is_number:
        functions.append(number_function(comma=look.decimal_comma))
        imports.append("import re")
    return [constant("VALUE", look.column.path)], functions, imports, lines


def _place(label: str) -> str:
    """Where on a page a number stands: behind its name, or else beside a sign of money."""
    if label:
        words = r"\s+".join(label.split())
        return rf"{words}[^0-9]{{0,40}}?(-?\d[\d.,]*)"
    return r"[$€£]?\s*(-?\d[\d.,]*)\s*[$€£%]?"


def _records(watch: Watch) -> tuple[list[str], list[str], list[str], list[str]]:
    look = watch.look
    if look.column is None or look.key is None:
        raise TypeError("Records have columns.")
    columns = list(dict.fromkeys([look.key, look.column]))
    parts = records_parts(
        look.form,
        look.rows,
        columns,
        look.delimiter,
        watch.common.secret,
        comma=look.decimal_comma,
        is_keyed=look.is_keyed,
    )
    key, value = look.key.key, look.column.key
    test = _compared(look, f'one["{value}"]')
    if look.kind == "records" and isinstance(look.value, int | float):
        test = f'one["{value}"] is not None and {test}'
    else:
        test = _compared(look, f'str(one["{value}"])')
    lines = [
        'records = ctx.step("look", look, ctx)',
        f"found = [one for one in records if {test}]",
        'known = ctx.state.get("known", [])',
        f'fresh = [one for one in found if one["{key}"] not in known]',
        "if fresh:",
        f"    text = \"\\n\".join(f\"{{one['{key}']}}: {{one['{value}']}}\" for one in fresh)",
        f"    tell(ctx, {literal(watch.common.name)}, text)",
        f'ctx.state.set("known", [one["{key}"] for one in found])',
        'return {"found": len(found), "new": len(fresh)}',
    ]
    return parts.constants, parts.functions, parts.imports, lines


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
