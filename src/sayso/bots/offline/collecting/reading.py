"""Words about records that are kept: from which address, into which rows, by which key."""

import re
from dataclasses import dataclass, replace

from sayso.bots.details import Question
from sayso.bots.facts import SourceFacts, source_of
from sayso.bots.offline.common import asked_timing, common_of
from sayso.bots.offline.mapping import Mapped, Value, mapped, missing, missing_parents
from sayso.bots.offline.program import tell_words
from sayso.bots.offline.recipe import Common, Told
from sayso.bots.offline.rows import modules_of, named_things, which_application
from sayso.bots.offline.sentence import CannotError, Sentence, host_of
from sayso.devloop.programs.facts import FieldFacts, ModuleFacts
from sayso.phrases.columns import columns_of
from sayso.phrases.columns.naming import texts_of
from sayso.phrases.kinds import writes_comma
from sayso.phrases.matching import fit
from sayso.phrases.meaning import Path
from sayso.phrases.said import words_of
from sayso.phrases.samples import Records, UnreadableError, best_of, read_sample
from sayso.phrases.things import Thing, things_of

_KEEP = (
    r"\b(?:sav(?:e|es|ing)|stor(?:e|es|ing)|collect(?:s|ing)?|import(?:s|ing)?"
    r"|insert(?:s)?|sync(?:s|ing|hroni[sz]e)?|upsert|ingest|gather(?:s|ing)?|record(?:s|ing)?|"
    r"keep(?:s|ing)?(?!\s+(?:an\s+eye|watch|track))|copy|copies|pull(?:s|ing)?|load(?:s"
    r"|ing)?|bring(?:s)?|fetch(?:es|ing)?|download(?:s|ing)?|mirror|transfer|update|read"
    r"|get|add|put|write|fill|create|turn|make|log)\b"
)
_STRONG = r"\b(?:collect|import|sync|save|store|upsert|ingest|gather|insert|mirror|fill|pull|load)\w*\b"
_INTO = r"\b(?:into|in|to|as|with|our|my)\s+(?:the\s+|our\s+|my\s+|new\s+)?"
_KEY = (
    r"\b(?:(?:match(?:ed|ing)?|keyed|identified|key|unique"
    r"|distinguished)\s+(?:them\s+)?(?:by|on|with|via)|using|by|with)\s+(?:the\s+"
    r"|their\s+|its\s+)?(?P<what>[a-z][\w-]*(?:\s+[a-z][\w-]*)?)(?:\s+as\s+(?:the\s+)?key)?"
)
_KEYS = (
    "sku",
    "isbn",
    "ean",
    "barcode",
    "external_id",
    "number",
    "nr",
    "code",
    "reference",
    "guid",
    "uuid",
    "email",
    "url",
    "link",
    "id",
    "name",
    "title",
)
_FEED = tuple(Path(key=key, path=key, label=label, kind=kind) for key, label, kind in (
    ("title", "title", "text"), ("url", "link", "link"), ("at", "date", "datetime"),
    ("text", "description", "text"),
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Collect:
    """A collection: ``columns`` lead from the name of a field to where its value stands in a record."""

    common: Common
    address: str
    records: Records
    thing: Thing
    columns: tuple[tuple[FieldFacts, Path], ...]
    key: FieldFacts
    comma: bool = False
    left: tuple[str, ...] = ()

    def told(self) -> Told:
        """What it comes to in sentences."""
        told = Told(
            f"Keep what {host_of(self.address)} has as {self.thing.plural.lower()} of "
            f"{self.thing.module['name']}."
        )
        told.sources.append(
            f"The {len(self.records.records)} records that {self.address} answers with, more or fewer later."
        )
        pairs = ", ".join(f"{path.label} as {field['label'].lower()}" for field, path in self.columns)
        told.processing.append(f"Takes {pairs}.")
        told.processing.append(
            f"Rows with the same {self.key['label'].lower()} are the same: they are changed, not made again."
        )
        told.outputs.append(f"New and changed {self.thing.plural.lower()}.")
        if self.common.tells:
            told.outputs += tell_words(self.common.tells)
        return told


def has_collecting(sentence: Sentence) -> bool:
    """Whether what an address answers is to be kept as rows."""
    text = sentence.said.open
    if not re.search(_KEEP, text):
        return False
    if re.search(_STRONG, text) and not sentence.is_told:
        return True
    things = things_of(sentence.facts.get("modules") or [])
    if not things:
        return False
    words = words_of(sentence.text, text)
    for one in named_things(words, sentence.facts.get("modules") or []):
        lead = text[max(0, words[one.first].start - 24) : words[one.first].start]
        if re.search(_INTO.rstrip(r"?") + "?$", lead) or re.search(
            _KEEP + r"\s+(?:an?\s+)?(?:new\s+)?$", lead
        ):
            return True
    return False


def read_collect(sentence: Sentence) -> Collect:
    """The collection that words ask for."""
    address = sentence.sources[0]
    records = _records(sentence, address)
    columns = list(_FEED) if records.form == "feed" else columns_of(records)
    modules = modules_of(sentence)
    if not things_of(modules):
        raise CannotError(
            "There is no application yet that rows could be kept in. Make one first, and say which rows."
        )
    thing = _thing(sentence, modules, columns)
    pairs = _pairs(sentence, columns, thing)
    key = _key(sentence, pairs, records, thing)
    lacks = [one["label"].lower() for one in missing([one for one, _ in pairs], thing)]
    lacks += [one.replace("_", " ") for one in missing_parents(thing)]
    if lacks:
        raise CannotError(
            f"A new {thing.facts['label'].lower()} needs {' and '.join(lacks)}, and I find "
            f"nothing for that in what {host_of(address)} "
            f"answers. It has {', '.join(one.label.lower() for one in columns[:12])}.",
            tuple(f"{sentence.text.rstrip('.')}, {columns[0].label.lower()} as {one}" for one in lacks[:2]),
        )
    timing = asked_timing(sentence, first=("every hour", "every day at 6:00", "every Monday at 6:00"))
    common = common_of(sentence, f"{thing.plural} from {host_of(address).removeprefix('www.')}")
    left = tuple(one.label for one in columns if all(path.key != one.key for _, path in pairs))
    if left:
        sentence.note(f"Not kept, as {thing.plural.lower()} have no field like it: {', '.join(left[:8])}.")
    return Collect(
        replace(common, timing=timing),
        address,
        records,
        thing,
        tuple((one.field, path) for one, path in pairs),
        key,
        writes_comma(texts_of(records), likely=records.delimiter == ";") if records.form != "feed" else False,
        left,
    )


def _records(sentence: Sentence, address: str) -> Records:
    source = source_of(sentence.facts, address) or SourceFacts(address=address)
    host, status = host_of(address), source.get("status")
    if status in {401, 403}:
        raise CannotError(
            f"{host} wants a login (it answers {status}). Save its key under Settings → Secrets "
            f"with {host} as its host, and say "
            "“with the secret” and its name.",
            tuple(
                f"{sentence.text.rstrip('.')} with the secret {one}"
                for one in (sentence.facts.get("secrets") or [])[:2]
            ),
        )
    if source.get("failure") or (status is not None and status >= 400):
        why = (source.get("failure") or f"it says {status}").rstrip(".")
        raise CannotError(f"I could not see what {host} answers: {why}. Check the address.")
    if not source.get("sample"):
        raise CannotError(
            f"I have not seen what {host} answers, so I cannot tell which value goes where. Try "
            f"again, or check the address."
        )
    try:
        found = read_sample(
            source["sample"], source.get("content_type") or "", is_cut=bool(source.get("is_cut"))
        )
    except UnreadableError as error:
        raise CannotError(
            f"{error} I can keep what JSON, CSV, RSS, Atom or the table of a page has."
        ) from error
    lists = [one for one in found if not one.is_single and not one.is_plain]
    if not lists:
        raise CannotError(f"I find no list of records in what {host} answers, only single values.")
    return best_of(lists, sentence.said.open)


def _thing(sentence: Sentence, modules: list[ModuleFacts], columns: list[Path]) -> Thing:
    text = sentence.said.open
    words = words_of(sentence.text, text)
    found = named_things(words, modules)
    behind = [one for one in found if re.search(_INTO + "$", text[: words[one.first].start])]
    pick = behind or found
    if pick:
        best = max(pick, key=lambda one: (round(one.score, 1), _fitness(one.target, columns)))
        rivals = {
            one.target.module["slug"]: one.target for one in pick if one.target.name == best.target.name
        }
        if len(rivals) > 1:
            return which_application(sentence, {best.target.module["slug"]: best.target, **rivals})
        return best.target
    likely = sorted(things_of(modules), key=lambda one: -_fitness(one, columns))
    answer = sentence.ask(
        Question(
            id="rows",
            text="Into which rows should it be written?",
            suggestions=tuple(f"{one.plural} of {one.module['name']}" for one in likely[:4]),
            why="The words name none that I know.",
        )
    )
    chosen = named_things(words_of(answer), modules)
    if not chosen:
        raise CannotError(
            f"I do not find “{answer[:60]}” in your applications.", tuple(one.plural for one in likely[:3])
        )
    named = [one for one in chosen if one.target.module["name"].lower() in answer.lower()]
    return (named or chosen)[0].target


def _fitness(thing: Thing, columns: list[Path]) -> float:
    return (
        len(mapped([_value(one) for one in columns], thing))
        - 0.1 * len(missing([], thing))
        - 0.5 * len(missing_parents(thing))
    )


def _value(one: Path) -> Value:
    kind = {
        "number": "number",
        "money": "number",
        "percent": "number",
        "date": "date",
        "datetime": "date",
        "flag": "flag",
    }.get(one.kind, "text")
    return Value(
        one.key,
        (one.label, one.key.replace("_", " "), one.path if one.path.isidentifier() else one.label),
        kind,
    )


def _pairs(sentence: Sentence, columns: list[Path], thing: Thing) -> list[tuple[Mapped, Path]]:
    by_key = {one.key: one for one in columns}
    found = mapped([_value(one) for one in columns], thing, sentence.said.open)
    if not found:
        names = ", ".join(one["label"].lower() for one in thing.fields[:12])
        raise CannotError(
            (
                f"None of {', '.join(one.label for one in columns[:12])} is like a field of "
                f"{thing.plural.lower()} ({names}). Say which goes where."
            ),
            (
                (
                    f"{sentence.text.rstrip('.')}, {columns[0].label.lower()} as "
                    f"{thing.fields[0]['label'].lower()}"
                ),
            ),
        )
    return [(one, by_key[one.value.name]) for one in found]


def _key(sentence: Sentence, pairs: list[tuple[Mapped, Path]], records: Records, thing: Thing) -> FieldFacts:
    """The field by which rows are the same: the one that is named, else one that never repeats."""
    fields = [one.field for one, _ in pairs]
    for said in re.finditer(_KEY, sentence.said.open):
        named = max(fields, key=lambda one: fit(said["what"], one["name"], one["label"]))
        if fit(said["what"], named["name"], named["label"]) >= 0.86:
            return named
    unique = [
        one.field
        for one, path in pairs
        if _is_unique(records, path) and one.field["type"] in {"text", "email", "url", "integer", "phone"}
    ]
    for name in _KEYS:
        for one in unique or fields:
            if one["name"] == name or one["name"].endswith(f"_{name}"):
                if name not in {"name", "title"}:
                    return one
                sentence.note(f"Rows are the same where their {one['label'].lower()} is.")
                return one
    if unique:
        sentence.note(f"Rows are the same where their {unique[0]['label'].lower()} is.")
        return unique[0]
    texts = [one for one in fields if one["type"] in {"text", "email", "url", "integer"}] or fields
    answer = sentence.ask(
        Question(
            id="key",
            text=f"By which value can I tell one {thing.facts['label'].lower()} from another?",
            suggestions=tuple(one["label"] for one in texts[:4]),
            why="Otherwise the same record would be written again and again.",
        )
    )
    return max(fields, key=lambda one: fit(answer, one["name"], one["label"]))


def _is_unique(records: Records, path: Path) -> bool:
    if records.form == "feed":
        return path.key in {"url", "title"}
    values = [str(one) for one in records.values(path.path) if one not in {None, ""}]
    return bool(values) and len(set(values)) == len(records.records)
