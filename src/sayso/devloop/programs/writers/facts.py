"""What is known besides the words, laid out short: the source, modules, what is shown now."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.design.agents.prompt_fence import fenced, limited, one_line
from sayso.devloop.programs.disclosure import Disclosure
from sayso.devloop.programs.json_sample import as_json, sampled
from sayso.llm.json_extraction import read_json

_MOST_SAMPLE = 6_000
_MOST_WORDS = 12
_MOST_CODE = 24_000
_MOST_MODULES = 8
_MOST_SOURCES = 4
_MOST_ENTITIES = 30
_MOST_FIELDS = 60
_MOST_OTHER = 3_000
_HIDDEN = re.compile(
    r"<(?P<tag>script|style|svg|noscript|template)\b.*?</(?P=tag)\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL
)
_SPACE = re.compile(r"[ \t]*\n\s*|[ \t]{2,}")

Facts = Mapping[str, Any]


def laid_out(known: Facts, told: Disclosure) -> Iterator[str]:
    """The facts one under the other, each fenced as material; those with names of their own as JSON."""
    facts = told.facts(known)
    for names, write in _WRITTEN:
        if any(facts.get(name) not in (None, "", [], {}) for name in names):
            yield from write(facts)
    written = {name for names, _ in _WRITTEN for name in names}
    for name, value in facts.items():
        if name not in written and value not in (None, "", [], {}):
            what = re.sub(r"\W", "_", name)[:40] or "fact"
            yield fenced(what, as_json(sampled(value, _MOST_OTHER)))


def _words(facts: Facts) -> Iterator[str]:
    said = [f"- {limited(str(one), 1_000).text}" for one in facts["words"][-_MOST_WORDS:]]
    yield f"Said before about the same, the oldest first:\n{fenced('words', chr(10).join(said))}"


def _source(facts: Facts) -> Iterator[str]:
    address = one_line(str(facts.get("address") or ""), 500)
    told = [f"Address: {address}"] if address else []
    if facts.get("moved_to"):
        told.append(f"Moved to: {one_line(str(facts['moved_to']), 500)}")
    if facts.get("status"):
        told.append(f"Status: {facts['status']}")
    if facts.get("content_type"):
        told.append(f"Content type: {one_line(str(facts['content_type']), 100)}")
    if facts.get("failure"):
        told.append(f"Nothing came: {one_line(str(facts['failure']), 300)}")
    if told:
        yield fenced("source", "\n".join(told))
    if facts.get("sample"):
        yield f"It answered with this; long parts are left out:\n{fenced('sample', _sample(facts['sample']))}"


def _sources(facts: Facts) -> Iterator[str]:
    for source in facts["sources"][:_MOST_SOURCES]:
        yield from _source(source)


def _sample(sample: Any) -> str:
    """JSON with its lists shortened; of a page what can be seen; of other text the beginning."""
    if not isinstance(sample, str):
        return as_json(sampled(sample, _MOST_SAMPLE))
    text = sample.lstrip("\ufeff \r\n\t")
    if text[:1] in {"{", "["}:
        value = read_json(text)
        return as_json(sampled(value, _MOST_SAMPLE)) if value else limited(text, _MOST_SAMPLE).text
    if text[:1] == "<" and "<html" in text[:2_000].lower():
        text = _SPACE.sub("\n", _HIDDEN.sub("", text))
    return limited(text, _MOST_SAMPLE).text


def _modules(facts: Facts) -> Iterator[str]:
    lines: list[str] = []
    for module in facts["modules"][:_MOST_MODULES]:
        lines.extend(_module(module))
    yield f"Modules whose rows can be read through ctx.rows:\n{fenced('modules', chr(10).join(lines))}"


def _module(module: Facts) -> Iterator[str]:
    more = [f"{name} {module[name]}" for name in ("time_zone", "currency") if module.get(name)]
    yield f"module {module.get('slug')} {_called(module, 'name')}{_in_brackets(more)}"
    for entity in (module.get("entities") or [])[:_MOST_ENTITIES]:
        rows = entity.get("collection") or entity.get("name")
        yield f"  entity {entity.get('name')} {_called(entity)}, rows {rows}: {_listed(_fields(entity))}"
    for report in (module.get("reports") or [])[:_MOST_ENTITIES]:
        yield f"  report {report.get('name')} {_called(report, 'title')} of {report.get('entity')}"


def _fields(entity: Facts) -> Iterator[str]:
    for field in (entity.get("fields") or [])[:_MOST_FIELDS]:
        yield f"{field.get('name')}:{field.get('type')}{_options(field.get('options'))} {_called(field)}"
    if entity.get("state_field") or entity.get("states"):
        yield f"{entity.get('state_field') or 'state'}:state{_options(entity.get('states'))}"
    for relation in entity.get("relations") or []:
        yield f"{relation.get('name')} → {relation.get('entity')}"


def _options(options: Sequence[Facts] | None) -> str:
    named = [f"{one.get('name')}{_alias(one)}" for one in (options or [])[:20]]
    return f"({' '.join(named)})" if named else ""


def _alias(option: Facts) -> str:
    label = str(option.get("label") or "")
    return f"={one_line(label, 40)!r}" if label and label != option.get("name") else ""


def _called(thing: Facts, key: str = "label") -> str:
    return f"“{one_line(str(thing.get(key) or thing.get('name') or ''), 60)}”"


def _version(facts: Facts) -> Iterator[str]:
    """The version that is being changed."""
    yield "This is there now; change what the words ask for, and keep the rest."
    shown = {name: facts[name] for name in ("card", "reads") if facts.get(name)}
    if shown:
        yield fenced("details", as_json(sampled(shown, _MOST_OTHER)))
    if facts.get("details"):
        yield fenced("details", limited(as_json(facts["details"]), _MOST_CODE).text)
    if facts.get("code"):
        yield fenced("program", limited(str(facts["code"]), _MOST_CODE).text)


def _circumstances(facts: Facts) -> Iterator[str]:
    named = ("now", "time_zone", "currency", "webhook")
    lines = [f"{name}: {one_line(str(facts[name]), 80)}" for name in named if facts.get(name)]
    if facts.get("secrets"):
        lines.append(f"secrets: {one_line(', '.join(map(str, facts['secrets'])), 600)}")
    yield fenced("circumstances", "\n".join(lines))


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(part.strip() for part in parts)


def _in_brackets(parts: Sequence[str]) -> str:
    return f" ({', '.join(parts)})" if parts else ""


_WRITTEN: tuple[tuple[tuple[str, ...], Callable[[Facts], Iterator[str]]], ...] = (
    (("words",), _words),
    (("code", "card", "reads", "details"), _version),
    (("address", "sample", "failure", "status", "content_type", "is_cut"), _source),
    (("sources",), _sources),
    (("modules",), _modules),
    (("now", "time_zone", "currency", "webhook", "secrets"), _circumstances),
)
