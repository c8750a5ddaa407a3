"""Words about rows that become other rows: which, into what, and whether the first ones stay."""

import re
from dataclasses import dataclass, replace

from sayso.bots.details import Question
from sayso.bots.offline.common import asked_timing, common_of, with_tells
from sayso.bots.offline.events import Happening
from sayso.bots.offline.mapping import Mapped, Value, mapped, missing, missing_parents
from sayso.bots.offline.program import tell_words
from sayso.bots.offline.recipe import Common, RowFilter, Told
from sayso.bots.offline.rows import filtered, named_things
from sayso.bots.offline.sentence import CannotError, Sentence
from sayso.devloop.programs.facts import FieldFacts, ModuleFacts
from sayso.phrases.matching import Match
from sayso.phrases.said import Word, words_of
from sayso.phrases.things import DATES, Thing, things_of

_COPY = r"\b(?:cop(?:y|ies)|duplicate|sync|mirror|transfer|replicate|carry)\b"
_MOVE = r"\b(?:move|archive|shift)\b"
_MAKE = (
    r"\b(?:creat(?:e|es|ing)|add|adds|make|makes|open|opens|insert|inserts|log|logs|put"
    r"|write|writes|start|starts|enter|record|set\s+up|generate|register)\b"
)
_INTO = r"\b(?:into|to|in|as|onto)\s+(?:an?\s+|the\s+|our\s+|my\s+|new\s+)*$"
_MADE = (
    r"(?:"
    + _MAKE
    + r")\s+(?:an?\s+|the\s+|new\s+|another\s+|matching\s+|corresponding\s+|follow-?up\s+|one\s+)*$"
)
_TITLED = (
    r"\b(?:called|titled|named|with\s+(?:the\s+)?(?:title|name|subject|text)(?:\s+of)?"
    r"|saying)\s+[\"“„'‘](?P<title>[^\"”“'’]{1,120})[\"”“'’]"
)
_UPDATE = r"\b(?:keep|update|also\s+when\s+it\s+changes|in\s+sync)\b"


@dataclass(frozen=True, slots=True)
class Move:
    """Rows of ``rows`` become rows of ``target``; ``link`` is the relation of these that leads back."""

    common: Common
    rows: RowFilter
    target: Thing
    pairs: tuple[Mapped, ...]
    parents: tuple[tuple[str, str], ...] = ()
    """Relations of the target, with the value of the row that goes into each."""
    happening: Happening | None = None
    deletes: bool = False
    fixed: tuple[tuple[FieldFacts, str], ...] = ()
    dated: tuple[FieldFacts, ...] = ()
    """Dates that are today’s."""
    looked: tuple[tuple[str, str], ...] = ()
    """Relations of the target to one row that is named, with its name."""

    def told(self) -> Told:
        """What it comes to in sentences."""
        verb = "Move" if self.deletes else "Copy"
        target = f"{self.target.plural.lower()} of {self.target.module['name']}"
        when = f" when {self.happening.words}" if self.happening else ""
        told = Told(
            f"{verb} {self.rows.words if not self.happening else self.rows.thing.plural.lower()} "
            f"to {target}{when}."
        )
        told.sources.append(f"{self.rows.words[:1].upper()}{self.rows.words[1:]}.")
        pairs = [f"{one.value.labels[-1].lower()} as {one.field['label'].lower()}" for one in self.pairs]
        pairs += [f"“{text}” as {field['label'].lower()}" for field, text in self.fixed]
        told.processing.append(f"Takes {', '.join(pairs) or 'nothing but the link'}.")
        told.processing.append("Remembers which rows were taken, so that none is taken twice.")
        told.outputs.append(f"New {target}.")
        if self.deletes:
            told.outputs.append(f"The {self.rows.thing.plural.lower()} that were taken are deleted.")
        told.outputs += tell_words(self.common.tells) if self.common.tells else []
        return told


def target_of(sentence: Sentence, modules: list[ModuleFacts]) -> Match[Thing] | None:
    """The thing that rows become: behind “into”, or behind a word for making one."""
    text = sentence.said.open
    words = words_of(sentence.text, text)
    found = named_things(words, modules)
    found = [one for one in found if one.score >= 0.84]
    sure = [
        one
        for one in found
        if re.search(_INTO, text[: words[one.first].start])
        or re.search(_MADE, text[: words[one.first].start])
    ]
    return max(sure, key=lambda one: (round(one.score, 2), one.size, -one.first), default=None)


def has_moving(sentence: Sentence, modules: list[ModuleFacts], happening: Happening | None) -> bool:
    """Whether rows are to become other rows."""
    text = sentence.said.open
    if not re.search(f"{_COPY}|{_MOVE}|{_MAKE}", text):
        return False
    if re.search(f"{_COPY}|{_MOVE}", text):
        return target_of(sentence, modules) is not None or _names_module(sentence, modules)
    return happening is not None and target_of(sentence, modules) is not None


def _names_module(sentence: Sentence, modules: list[ModuleFacts]) -> bool:
    text = sentence.said.open
    return any(
        re.search(rf"\b(?:into|to|in)\s+(?:the\s+|our\s+|my\s+)?{re.escape(one['name'].lower())}\b", text)
        for one in modules
    )


def read_move(sentence: Sentence, modules: list[ModuleFacts], happening: Happening | None) -> Move:
    """The move that words ask for."""
    said, text = sentence.said, sentence.said.open
    deletes = re.search(_MOVE, text) is not None and not re.search(_COPY, text)
    place = target_of(sentence, modules)
    words = words_of(sentence.text, text)
    rows = happening.rows if happening is not None else _rows(sentence, words, modules, place)
    target = _target(sentence, modules, place, rows.thing)
    if target.name == rows.thing.name and target.module["slug"] == rows.thing.module["slug"]:
        raise CannotError(
            f"{target.plural} would become {target.plural.lower()} again. Say which rows they should become."
        )
    pairs, parents = _pairs(rows.thing, target, text)
    fixed = _fixed(sentence, target, pairs)
    pairs = [one for one in pairs if all(field["name"] != one.field["name"] for field, _ in fixed)]
    dated, lacks = [], []
    for one in missing([*pairs, *(Mapped(Value(said, (said,)), field) for field, said in fixed)], target):
        if one["type"] in DATES:
            dated.append(one)
            sentence.note(
                f"The {one['label'].lower()} of new {target.plural.lower()} is the day they are made."
            )
        else:
            lacks.append(one["label"].lower())
    names = ", ".join(one["label"].lower() for one in rows.thing.fields[:10])
    if lacks:
        raise CannotError(
            f"A new {target.facts['label'].lower()} needs {' and '.join(lacks)}, and "
            f"{rows.thing.plural.lower()} have "
            f"nothing like that. They have {names}.",
            tuple(
                f"{sentence.text.rstrip('.')}, {rows.thing.fields[0]['label'].lower()} as {one}"
                for one in lacks[:2]
                if rows.thing.fields
            ),
        )
    looked = tuple(
        _looked(sentence, target, name) for name in missing_parents(target, [name for name, _ in parents])
    )
    if not pairs and not parents and not fixed:
        raise CannotError(
            f"{rows.thing.plural} and {target.plural.lower()} have no field alike. Say which "
            f"goes where, as in “name as title”."
        )
    timing = (
        None if happening is not None else asked_timing(sentence, first=("every hour", "every night at 2:00"))
    )
    verb = "Move" if deletes else "Copy"
    name = f"{verb} {rows.thing.plural.lower()} to {target.plural.lower()}"
    common = replace(common_of(replace(sentence, timing=timing), name), timing=timing)
    if sentence.is_told or sentence.tells or sentence.whom:
        common = with_tells(common, sentence, thing=rows.thing)
    del said
    if deletes:
        sentence.note(f"{rows.thing.plural} are deleted once they were taken over; their history keeps them.")
    return Move(
        common,
        rows,
        target,
        tuple(pairs),
        tuple(parents),
        happening,
        deletes,
        tuple(fixed),
        tuple(dated),
        looked,
    )


def _looked(sentence: Sentence, target: Thing, name: str) -> tuple[str, str]:
    """What all new rows belong to, by its name."""
    plain = name.replace("_", " ")
    answer = sentence.ask(
        Question(
            id=name[:40],
            text=f"Which {plain} should new {target.plural.lower()} belong to? Give its name.",
            why=f"A new {target.facts['label'].lower()} needs a {plain}.",
        )
    )
    return name, answer


def _rows(
    sentence: Sentence, words: list[Word], modules: list[ModuleFacts], place: Match[Thing] | None
) -> RowFilter:
    """The rows that are taken: the thing that is named besides the target."""
    free = [place is None or not place.first <= at < place.after for at in range(len(words))]
    verb = next((at for at, word in enumerate(words) if re.fullmatch(f"{_COPY}|{_MOVE}", word.lower)), None)
    if verb is not None:
        free[verb] = False
    found = named_things(words, modules, free)
    if place is not None:
        found = [one for one in found if one.target != place.target] or found
    if not found:
        answer = sentence.ask(
            Question(
                id="rows",
                text="Which rows should be taken?",
                suggestions=tuple(f"{one.plural} of {one.module['name']}" for one in things_of(modules)[:4]),
            )
        )
        found = named_things(words_of(answer), modules)
        if not found:
            raise CannotError(f"I do not find “{answer[:60]}” in your applications.")
        return RowFilter(found[0].target)
    best = max(found, key=lambda one: (round(one.score, 2), -one.first))
    for at in range(best.first, best.after):
        free[at] = False
    return filtered(best.target, words, free, sentence.notes)


def _target(
    sentence: Sentence, modules: list[ModuleFacts], place: Match[Thing] | None, source: Thing
) -> Thing:
    if place is not None:
        same = [one for one in things_of(modules) if one.name == place.target.name]
        if len(same) > 1:
            text = sentence.text.lower()
            named = [one for one in same if one.module["name"].lower() in text]
            elsewhere = [
                one
                for one in named or same
                if one.module["slug"] != source.module["slug"] or one.name != source.name
            ]
            return (elsewhere or named or same)[0]
        return place.target
    text = sentence.said.open
    into = next(
        (
            one
            for one in modules
            if re.search(
                rf"\b(?:into|to|in)\s+(?:the\s+|our\s+|my\s+)?{re.escape(one['name'].lower())}\b", text
            )
        ),
        None,
    )
    if into is not None:
        things = things_of([into])
        alike = next((one for one in things if one.name == source.name), None)
        if alike is not None:
            return alike
        return max(things, key=lambda one: len(_pairs(source, one, "")[0]))
    others = [one for one in things_of(modules) if one.name != source.name]
    answer = sentence.ask(
        Question(
            id="target",
            text=f"Which rows should the {source.plural.lower()} become?",
            suggestions=tuple(f"{one.plural} of {one.module['name']}" for one in others[:4]),
        )
    )
    found = named_things(words_of(answer), modules)
    if not found:
        raise CannotError(f"I do not find “{answer[:60]}” in your applications.")
    return found[0].target


def _pairs(source: Thing, target: Thing, text: str) -> tuple[list[Mapped], list[tuple[str, str]]]:
    """Which value goes into which field, and which relation is filled."""
    values = [
        Value(
            one["name"],
            (one["name"].replace("_", " "), f"{source.name} {one['label']}", one["label"]),
            _kind(one),
        )
        for one in source.fields
    ]
    for relation in source.relations:
        label = relation.get("label") or relation["name"].replace("_", " ")
        values.append(
            Value(
                f"{relation['name']}_title",
                (relation["name"].replace("_", " "), f"{relation['name']} name", label),
                "text",
            )
        )
    pairs = [
        one
        for one in mapped(values, target, text)
        if not one.field.get("options") or _has_options(source, one)
    ]
    parents = []
    same_module = source.module["slug"] == target.module["slug"]
    for relation in target.relations:
        if not same_module:
            break
        if relation["entity"] == source.name:
            parents.append((relation["name"], "id"))
            continue
        alike = next((one for one in source.relations if one["entity"] == relation["entity"]), None)
        if alike is not None:
            parents.append((relation["name"], f"{alike['name']}_id"))
    return pairs, parents


def _has_options(source: Thing, one: Mapped) -> bool:
    """Whether the values of a choice can be taken as they are."""
    field = next((each for each in source.fields if each["name"] == one.value.name), None)
    known = {each["name"] for each in (field or {}).get("options") or []} if field else set()
    return bool(known) and known <= {each["name"] for each in one.field.get("options") or []}


def _kind(one: FieldFacts) -> str:
    if one["type"] in {"integer", "decimal", "money"}:
        return "number"
    if one["type"] in {"date", "datetime"}:
        return "date"
    return "flag" if one["type"] == "boolean" else "text"


def _fixed(sentence: Sentence, target: Thing, pairs: list[Mapped]) -> list[tuple[FieldFacts, str]]:
    """A title in quotes, for the field that names rows."""
    found = re.search(_TITLED, sentence.text, re.IGNORECASE)
    field = next((one for one in target.fields if one["name"] == target.title_field), None)
    del pairs
    return [(field, found["title"])] if found is not None and field is not None else []
