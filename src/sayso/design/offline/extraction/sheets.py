"""One pasted table: every column goes to the thing it describes, repeated names become things."""

import re
from dataclasses import replace

from sayso.design.knowledge.known import is_person_word, known_thing, known_things
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import is_participle, noun_lemma, verb_lemma
from sayso.design.offline.field_types import MEASURES, known_type
from sayso.kit.words import plural
from sayso.spec.model import FieldType

from .columns import Column
from .dependencies import Verdict, by_rows
from .evidence import Evidence, FieldClue, LinkClue, ThingClue
from .rows import LABELS, NUMBERS, row_name, said_nouns, two_in_one
from .sheet_words import (
    LASTING,
    MANY,
    OF_PLACES,
    PARTS_OF_A_SHEET,
    PERSONAL,
    REACHED_BY,
    STAYS_TEXT,
    TRADED,
    can_be_reached,
    is_place,
    is_words,
    without_preposition,
)

ROW = "is a row of the table"


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
        self.under: dict[str, str] = {}

    def read(self) -> None:
        """Give every column to the thing it describes."""
        self.evidence.things.append(ThingClue(self.row, 4.0, self.header, ROW, -1))
        self.evidence.examples.update(PARTS_OF_A_SHEET - {self.row})
        self._same_people()
        verdicts = by_rows(self.row, self._verdicts())
        self.under = {v.thing: v.under for v in verdicts if v.under}
        for verdict in verdicts:
            if verdict.refers:
                self._refer(verdict.column, verdict.thing)
            elif verdict.thing != self.row:
                self._give(verdict.column, verdict.thing)
            else:
                self._keep(verdict.column)

    def _verdicts(self) -> list[Verdict]:
        """Of each column, what it describes as its header and its neighbours tell."""
        verdicts: list[Verdict] = []
        near: tuple[str, Column] | None = None
        key = self._key()
        for column in self.columns:
            doer = self._doer(column)
            name = doer or without_preposition(column.guess.name)
            if near is not None and self._describes(column, *near):
                verdicts.append(Verdict(column, near[0]))
                continue
            owner = self._owner(column)
            if owner == self.row and key is not None and (column is key or self._lasts(column, key)):
                owner = self.lasting
            if owner == self.row:
                owner = self._numbered(column) or owner
            alone = owner == self.row and bool(
                doer or self._stands_alone(column, name) or self._has_reach(column, name)
            )
            found = name if alone else owner
            verdicts.append(Verdict(column, found, refers=alone))
            if (
                found != self.row
                and (can_be_reached(found) or is_place(found))
                and not can_be_reached(self.row)
            ):
                near = (found, near[1] if near is not None and near[0] == found else column)
        return verdicts

    def _numbered(self, column: Column) -> str:
        """``hive no`` on several rows, each an inspection, is the number of a hive."""
        head, _, last = column.guess.name.rpartition("_")
        known = head in known_things() or head in self.said
        told = column.is_repeated or head in self.said
        return head if last in NUMBERS and known and told and head not in LABELS else ""

    def _describes(self, column: Column, thing: str, named: Column) -> bool:
        """Whether a column tells how to reach, or more about, the people in a column before it."""
        name = column.guess.name
        last = name.rpartition("_")[2]
        contact = name in REACHED_BY or name.startswith("contact_")
        if is_place(thing):
            contact = name in OF_PLACES
        place = self.columns.index(column) - self.columns.index(named)
        personal = place <= 3 and last in PERSONAL and f"{self.row}_" not in f"{name}_" and named.is_repeated
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
        if name != guess.name and name and name[0].isalpha() and name not in MEASURES:
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
        many = [f"{word} {plural(thing).replace('_', ' ')}" for word in MANY]
        several = any(
            phrase in clause and self.row.replace("_", " ") in clause
            for clause in self._clauses()
            for phrase in many
        )
        name = plural(thing) if several else name
        child = self.under.get(thing, self.row)
        link = LinkClue(child, thing, column.header, 3.0, many=several and child == self.row, name=name)
        self.evidence.links.append(link)

    def _clauses(self) -> list[str]:
        return re.split(r"[.;!?\n]", self.evidence.text.lower())

    def _same_people(self) -> None:
        """Two columns that share values hold the same sort of thing: white and black are both players."""
        said = [w for w in said_nouns(self.evidence) if w in known_things() and w != self.row]
        people = next((w for w in said if is_person_word(w) and w not in self.names), None)
        texts = [c for c in self.columns if c.guess.type is FieldType.TEXT and len(set(c.values)) > 1]
        shared = [c for c in texts if any(o is not c and set(o.values) & set(c.values) for o in texts)]
        if people is None or plural(people) in self.names or len(shared) < 2:
            return
        source = shared[0].header
        self.evidence.things.append(ThingClue(people, 3.0, source, "fills several columns", -1))
        for column in shared:
            link = LinkClue(self.row, people, column.header, 3.0, name=column.guess.name)
            self.evidence.links.append(link)

    def _separate(self, owner: str, column: Column) -> None:
        why = "has columns of its own"
        self.evidence.things.append(ThingClue(owner, 3.0, column.header, why, -1))
        child = self.under.get(owner, self.row)
        if all((link.child, link.parent) != (child, owner) for link in self.evidence.links):
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
                and name.rpartition("_")[2] in REACHED_BY
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
        if name not in LASTING and name.rpartition("_")[2] not in LASTING:
            return False
        return column.depends_on(key)

    def _doer(self, column: Column) -> str:
        """``worn by`` is the actor where the text says that actors wear it, ``bought from`` a supplier."""
        words = column.guess.name.split("_")
        if words[-1] == "from" and column.is_repeated and is_words(column.guess):
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
        if thing is None or name in STAYS_TEXT | LASTING or name == self.row or not is_words(column.guess):
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
        return column.is_repeated or people or name in TRADED or (event and thing.kind == "thing")

    def _has_reach(self, column: Column, name: str) -> bool:
        """Whether the next column tells how to reach the people in this one."""
        place = self.columns.index(column) + 1
        following = self.names[place] if place < len(self.names) else ""
        reached = following in REACHED_BY and name in known_things() and name not in STAYS_TEXT
        return reached and name != self.row and is_words(column.guess)
