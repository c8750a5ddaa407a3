"""One pasted table: every column goes to the thing it describes, repeated names become things."""

import re
from dataclasses import replace

from sayso.design.knowledge.known import is_person_word, known_thing, known_things
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import is_participle, noun_lemma, verb_lemma
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import FieldGuess
from sayso.kit.words import plural
from sayso.spec.model import FieldType

from .columns import Column
from .evidence import Evidence, FieldClue, LinkClue, ThingClue
from .rows import row_name, said_nouns, two_in_one

_PREPOSITIONS = ("in_", "at_", "for_", "from_", "of_", "to_")
_OWN_NAME = frozenset(("name", "title", "full_name"))
_REACHED_BY = frozenset(
    ["phone", "mobile", "email", "address", "contact", "contact_person", "contact_phone", "contact_email"]
)
_LASTING = frozenset(
    [
        "name",
        "species",
        "breed",
        "sex",
        "gender",
        "birthday",
        "date_of_birth",
        "year_of_birth",
        "colour",
        "color",
        "make",
        "model",
        "brand",
        "variety",
        "manufacturer",
        "serial_number",
        "race",
        "kind",
        "type",
        "title",
        "author",
    ]
)
_TRADED = frozenset(("product", "item", "article", "book", "machine", "vehicle", "song", "course"))
_OF_PLACES = frozenset(
    ("city", "address", "contact", "contact_person", "contact_phone", "contact_email", "country")
)
_PARTS_OF_A_SHEET = frozenset(
    ("table", "sheet", "spreadsheet", "row", "column", "line", "tab", "logbook", "list")
)
_PERSONAL = frozenset(
    ("phone", "mobile", "email", "grade", "class", "birthday", "age", "address", "city", "country")
)
_MANY = ("lots of", "many", "several", "different", "various", "multiple")
_STAYS_TEXT = frozenset(
    ["city", "country", "region", "location", "address", "category", "phone", "key", "colour"]
)


class Sheet:
    """One table, its rows being records of ``row``; some of its columns speak of other things."""

    def __init__(self, evidence: Evidence, columns: list[Column], caption: str, header: str) -> None:
        self.evidence = evidence
        self.columns = columns
        self.header = header
        self.row = row_name(evidence, columns, caption)
        self.names = [column.guess.name for column in columns]
        if self.row == "line" and any(name.startswith("order") for name in self.names):
            self.row = "order_line"
        self.said = set(said_nouns(evidence))
        self.lasting = two_in_one(evidence.text)[0]

    def read(self) -> None:
        """Give every column to the thing it describes."""
        self.evidence.things.append(ThingClue(self.row, 4.0, self.header, "is a row of the table", -1))
        self.evidence.examples.update(_PARTS_OF_A_SHEET - {self.row})
        self._same_people()
        near: tuple[str, Column] | None = None
        key = self._key()
        for column in self.columns:
            doer = self._doer(column)
            name = doer or _without_preposition(column.guess.name)
            if near is not None and self._describes(column, *near):
                self._give(column, near[0])
                continue
            owner = self._owner(column)
            if owner == self.row and key is not None and (column is key or self._lasts(column, key)):
                owner = self.lasting
            alone = owner == self.row and (
                doer or self._stands_alone(column, name) or self._has_reach(column, name)
            )
            if alone:
                self._refer(column, name)
            elif owner != self.row:
                self._give(column, owner)
            else:
                self._keep(column)
            found = name if alone else owner
            if (
                found != self.row
                and (_can_be_reached(found) or _is_place(found))
                and not _can_be_reached(self.row)
            ):
                near = (found, near[1] if near is not None and near[0] == found else column)

    def _describes(self, column: Column, thing: str, named: Column) -> bool:
        """Whether a column tells how to reach, or more about, the people in a column before it."""
        name = column.guess.name
        last = name.rpartition("_")[2]
        contact = name in _REACHED_BY or name.startswith("contact_")
        if _is_place(thing):
            contact = name in _OF_PLACES
        place = self.columns.index(column) - self.columns.index(named)
        personal = place <= 3 and last in _PERSONAL and f"{self.row}_" not in f"{name}_" and named.is_repeated
        other = any(name.startswith(f"{base}_") and base != thing for base in self.names)
        return (contact and (not other or name.startswith("contact_"))) or (
            personal and not other and column.depends_on(named)
        )

    def _keep(self, column: Column) -> None:
        guess = column.guess
        name = guess.name.removeprefix(f"{self.row}_").removesuffix(f"_of_{self.row}")
        if guess.name == self.row:
            name = "number" if column.is_digits else "name"
        if guess.type is FieldType.DATETIME and not column.values and self._has_day():
            guess = replace(guess, type=FieldType.TIME)
        if name != guess.name and name and name[0].isalpha():
            guess = replace(guess, name=name)
        self.evidence.fields.append(FieldClue(self.row, guess, -1))

    def _has_day(self) -> bool:
        return any(column.guess.type is FieldType.DATE for column in self.columns)

    def _give(self, column: Column, owner: str) -> None:
        guess = column.guess
        tail = f"{owner.rpartition('_')[2]}_"
        name = guess.name.removeprefix(f"{owner}_").removeprefix(tail) if guess.name != owner else "name"
        name = "contact_person" if name == "contact" else name
        self._separate(owner, column)
        guess = replace(guess, name=name, label=name.replace("_", " ").capitalize())
        if name == "name":
            name = "number" if column.is_digits else "name"
            guess = replace(guess, name=name, label=name.capitalize(), type=FieldType.TEXT, options=())
        self.evidence.fields.append(FieldClue(owner, guess, -1))

    def _refer(self, column: Column, thing: str) -> None:
        """The column names another thing, of which each row has one or, where that was said, several."""
        self.evidence.things.append(ThingClue(thing, 3.0, column.header, "is named on every row", -1))
        name = column.guess.name if thing in column.guess.name else thing
        self._link(thing, column, name)

    def _link(self, thing: str, column: Column, name: str = "") -> None:
        many = [f"{word} {plural(thing).replace('_', ' ')}" for word in _MANY]
        several = any(
            phrase in clause and self.row.replace("_", " ") in clause
            for clause in self._clauses()
            for phrase in many
        )
        name = plural(thing) if several else name
        link = LinkClue(self.row, thing, column.header, 3.0, many=several, name=name)
        self.evidence.links.append(link)

    def _clauses(self) -> list[str]:
        return re.split(r"[.;!?\n]", self.evidence.text.lower())

    def _same_people(self) -> None:
        """Two columns that share values hold the same sort of thing: white and black are both players."""
        said = [w for w in said_nouns(self.evidence) if w in known_things() and w != self.row]
        people = next((w for w in said if is_person_word(w) and w not in self.names), None)
        texts = [c for c in self.columns if c.guess.type is FieldType.TEXT and len(set(c.values)) > 1]
        shared = [c for c in texts if any(o is not c and set(o.values) & set(c.values) for o in texts)]
        if people is None or len(shared) < 2:
            return
        source = shared[0].header
        self.evidence.things.append(ThingClue(people, 3.0, source, "fills several columns", -1))
        for column in shared:
            link = LinkClue(self.row, people, column.header, 3.0, name=column.guess.name)
            self.evidence.links.append(link)

    def _separate(self, owner: str, column: Column) -> None:
        why = "has columns of its own"
        self.evidence.things.append(ThingClue(owner, 3.0, column.header, why, -1))
        if all((link.child, link.parent) != (self.row, owner) for link in self.evidence.links):
            self._link(owner, column)

    def _owner(self, column: Column) -> str:
        """``Client email`` belongs to the client when there is a client column."""
        name = column.guess.name
        for base in sorted(self.names, key=len, reverse=True):
            thing = base.removesuffix("_name")
            if thing == self.row or (known_type([thing]) is not None and thing not in known_things()):
                continue
            tail = thing.rpartition("_")[2]
            prefixes = (f"{thing}_", f"{tail}_") if tail in known_things() else (f"{thing}_",)
            others = [other for other in self.names if other.startswith(prefixes) and other != base]
            is_thing = thing in known_things() or thing.rpartition("_")[2] in known_things()
            worth = (bool(others) and is_thing) or (noun_lemma(thing) in self.said and is_thing)
            worth &= known_thing(thing) is not None
            if worth and (name == base or name.startswith(f"{thing}_")):
                return thing
            if (
                worth
                and thing.endswith(f"_{name.partition('_')[0]}")
                and name.rpartition("_")[2] in _REACHED_BY
            ):
                return thing
        return self.row

    def _key(self) -> Column | None:
        """The column that tells which one of the lasting things a row is about."""
        if not self.lasting or self.lasting == self.row:
            return None
        ids = ("number", "id", "code", "name", "no", "ref", "nr", "plate")
        told = [c for c in self.columns if c.guess.name.rpartition("_")[2] in ids]
        named = [c for c in self.columns if c.guess.name.startswith(self.lasting)]
        return (named or told or self.columns)[0]

    def _lasts(self, column: Column, key: Column) -> bool:
        """Whether a value stays with the lasting thing: its species does, its weight does not."""
        name = column.guess.name
        if name.startswith(f"{self.lasting}_"):
            return True
        if name not in _LASTING and name.rpartition("_")[2] not in _LASTING:
            return False
        return column.depends_on(key)

    def _doer(self, column: Column) -> str:
        """``worn by`` is the actor where the text says that actors wear it, ``bought from`` a supplier."""
        words = column.guess.name.split("_")
        if words[-1] == "from" and column.is_repeated and _is_words(column.guess):
            return "supplier"
        if len(words) != 2 or words[1] != "by" or not is_participle(words[0]):
            return ""
        verb = verb_lemma(words[0])
        for segment in self.evidence.segments:
            for place, token in enumerate(segment.tokens[1:], 1):
                before = noun_lemma(segment.tokens[place - 1].word)
                if verb_lemma(token.word) == verb and before in known_things():
                    return before
        return str(load("events")["doers"].get(verb, "")) if column.is_repeated else ""

    def _stands_alone(self, column: Column, name: str) -> bool:
        """Whether the thing a column names deserves records of its own."""
        thing = known_things().get(name)
        if thing is None or name in _STAYS_TEXT | _LASTING or name == self.row or not _is_words(column.guess):
            return False
        happens = known_thing(self.row)
        event = happens is not None and happens.kind in {"event", "line", "document"}
        people = thing.kind in {"customer", "staff"}
        if known_type([name]) is not None and name not in self.said and not (event and people):
            return False
        if name in self.said or any(noun_lemma(word) == name for word in self.said):
            return True
        if thing.kind in {"event", "document", "line"}:
            return False
        if not column.values:
            return thing.kind in {"customer", "staff", "catalogue", "thing"}
        return column.is_repeated or people or name in _TRADED or (event and thing.kind == "thing")

    def _has_reach(self, column: Column, name: str) -> bool:
        """Whether the next column tells how to reach the people in this one."""
        place = self.columns.index(column) + 1
        following = self.names[place] if place < len(self.names) else ""
        reached = following in _REACHED_BY and name in known_things() and name not in _STAYS_TEXT
        return reached and name != self.row and _is_words(column.guess)


def _is_words(guess: FieldGuess) -> bool:
    return guess.type in {FieldType.TEXT, FieldType.ENUM, FieldType.LONG_TEXT, FieldType.MULTI_ENUM}


def _without_preposition(name: str) -> str:
    for preposition in _PREPOSITIONS:
        rest = name.removeprefix(preposition)
        if rest != name:
            return rest
    return name


def _is_place(name: str) -> bool:
    thing = known_things().get(name)
    return thing is not None and thing.kind == "place" and name not in _STAYS_TEXT


def _can_be_reached(name: str) -> bool:
    thing = known_thing(name)
    return is_person_word(name) or (thing is not None and thing.kind in {"customer", "staff"})
