"""One attempt to read words as a question about rows of one entity: what is read, and in which order."""

import re
from dataclasses import dataclass

from sayso.phrases.filters import Filters
from sayso.phrases.lists import word_set
from sayso.phrases.matching import find
from sayso.phrases.things import CREATED, DATES, Thing
from sayso.phrases.wording import W_co

from .findings import Findings, names_of
from .grouping import SORTED, STATUS, is_behind_by, read_groups, read_ranked
from .measuring import pick_measure

_CREATED = ("created", "added", "registered", "joined", "signed up", "new", "entered", "recorded")


@dataclass(slots=True)
class Attempt(Findings[W_co]):
    """Reads the words as if they were about this entity."""

    def run(self) -> "Attempt[W_co]":
        """Read everything."""
        self.free = [True] * len(self.words)
        self._name()
        read_groups(self)
        pick_measure(self)
        read_ranked(self)
        self._dates()
        self._filter()
        self._sorted()
        self._name_others()
        self._leave()
        return self

    def _name(self) -> None:
        head = [free and not is_behind_by(self.words, place) for place, free in enumerate(self.free)]
        found = find(self.words, [(self.thing, names_of(self.thing))], head)
        if found:
            self.take(found[0])
            self.is_named = True
            self.score += 8 * found[0].score + 0.1 * found[0].size

    def _dates(self) -> None:
        """Which date a time is about, where one is named: ``due this week``, ``created today``."""
        if not self._is_timed():
            return
        targets = [
            (one, (one["name"], one["label"], *_short(one["name"]))) for one in self.thing.of_type(DATES)
        ]
        found = find(self.words, [*targets, (CREATED, _CREATED)], self.free, least=0.84)
        if found:
            is_state = (
                any(one["name"] == "new" for one in self.thing.states)
                and self.words[found[0].first].lower == "new"
            )
            if is_state and not (self.wording.period or self.wording.span):
                return
            self.take(found[0])
            self.date = found[0].target
            self.score += 0.3

    def _is_timed(self) -> bool:
        """Whether anything that was said needs a date."""
        wording = self.wording
        if wording.span or wording.period or wording.is_over_time or wording.is_compared:
            return True
        return wording.ranking is not None and wording.ranking.kind in {"newest", "oldest"}

    def _filter(self) -> None:
        """Which rows are meant; what is said of a field wins over what was assumed of it."""
        filters = Filters(self.thing, self.words, self.free)
        filters.run()
        spoken = {one.field for one in filters.conditions}
        self.conditions = [*filters.conditions, *(one for one in self.conditions if one.field not in spoken)]
        self.notes += filters.notes
        self.is_implied = filters.is_implied
        self.score += 1.5 * filters.is_implied
        self.date = self.date or filters.date

    def _sorted(self) -> None:
        """``sorted by price``: the field behind the words."""
        for place, word in enumerate(self.words):
            if word.lower in SORTED and place + 1 < len(self.words):
                free = [index > place and one for index, one in enumerate(self.free)]
                targets = [(one, (one["name"], one["label"])) for one in [*self.thing.fields, CREATED]]
                found = find(self.words, targets, free)
                if found:
                    self.take(found[0])
                    self.free[place] = False
                    self.sort = found[0].target
                    return

    def _name_others(self) -> None:
        """What rows belong to may be named beside them (“bookings with their client”); others cannot."""
        known = {path for path, _ in self.thing.paths()}
        for path, parent in self.thing.paths():
            found = find(self.words, [(parent, (path.rpartition(".")[2], *names_of(parent)))], self.free)
            if found:
                self.take(found[0])
                self.score += 0.2
        unrelated = [Thing(self.thing.module, one, self.thing.others) for one in self.thing.others]
        for other in unrelated:
            if other.name == self.thing.name or any(path.endswith(other.name) for path in known):
                continue
            found = find(self.words, [(other, names_of(other))], self.free, least=0.9)
            if found:
                self.others.append(other)

    def _leave(self) -> None:
        ignored = word_set("stop", "words") | STATUS | {self.thing.module["name"].lower()}
        for place, word in enumerate(self.words):
            if not self.free[place] or word.lower in ignored or word.lemma in ignored:
                continue
            if word.lower in {"date", "time", "period"} and (self.wording.span or self.wording.period):
                continue
            self.left.append(word.text)
        self.score -= 1.2 * len(self.left) + 1.5 * len(self.unknown_groups)


def _short(name: str) -> tuple[str, ...]:
    """``due_date`` is also said ``due``; ``paid_on`` ``paid``."""
    bare = re.sub(r"_(?:date|on|at|time|day)$|^date_(?:of_)?", "", name)
    return (bare,) if bare != name else ()
