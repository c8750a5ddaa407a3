"""What rows are grouped by: what stands behind “by”, or what is ranked, as in “busiest stylists”."""

from collections.abc import Sequence

from sayso.devloop.programs.facts import FieldFacts
from sayso.kit.words import sentence
from sayso.phrases.formats import Format
from sayso.phrases.lists import word_set, words_by_key
from sayso.phrases.matching import SURE, Match, find
from sayso.phrases.meaning import Group, Measure
from sayso.phrases.said import Word
from sayso.phrases.things import DATES, NUMBERS, Thing
from sayso.phrases.wording import is_money_word

from .findings import Findings, names_of
from .measuring import leave_out_sides, numbers_of

SORTED = frozenset(("sorted", "ordered", "sort", "order", "ranked"))
STATUS = frozenset(("status", "state", "stage", "phase"))
_BY = frozenset(("by", "per", "each", "every"))
_END = frozenset(
    (
        "in", "from", "with", "where", "whose", "for", "of", "on", "during", "this", "last", "within",
        "sorted", "ordered", "show", "only", "using",
    )
)  # fmt: skip
_GROUPED = frozenset(("enum", "boolean", "text", "integer", "email", "phone", "url"))
_BEST = frozenset(("best", "top", "greatest", "strongest", "best-selling", "bestselling", "worst"))
_Target = tuple[Group, tuple[str, ...]]


def is_behind_by(words: Sequence[Word], place: int) -> bool:
    """Whether a word belongs to what rows are grouped by."""
    for before in range(place - 1, max(-1, place - 6), -1):
        word = words[before].lower
        if word in _BY:
            return True
        if word in _END:
            return False
    return False


def read_groups(so_far: Findings) -> None:
    """Read what stands behind each “by”, “per” and the like."""
    words = so_far.words
    place = 0
    while place < len(words):
        is_sorted = place > 0 and words[place - 1].lower in SORTED
        if words[place].lower not in _BY or not so_far.free[place] or is_sorted:
            place += 1
            continue
        after = place + 1
        while after < len(words) and words[after].lower not in _BY | _END:
            after += 1
        _read_parts(so_far, place + 1, after)
        place = after


def _read_parts(so_far: Findings, first: int, after: int) -> None:
    """``status``, ``stylist and service``."""
    start = first
    while start < after:
        end = next((i for i in range(start, after) if so_far.words[i].lower in {"and", "then"}), after)
        if end > start and not _is_ranked_by(so_far, start, end):
            _read_part(so_far, start, end)
        start = end + 1


def _is_ranked_by(so_far: Findings, start: int, end: int) -> bool:
    """Whether the part names what is measured, as it does after a ranking: ``top clients by revenue``."""
    if so_far.wording.ranking is None:
        return False
    said = so_far.words[start:end]
    if is_money_word(said[-1].lower) or is_money_word(said[0].lower):
        return True
    within = [start <= place < end for place in range(len(so_far.words))]
    if find(so_far.words, numbers_of(so_far.thing), within):
        return True
    return so_far.is_named and bool(find(said, [(so_far.thing, names_of(so_far.thing))]))


def _read_part(so_far: Findings, start: int, end: int) -> None:
    said = so_far.words[start:end]
    free = [start <= place < end and one for place, one in enumerate(so_far.free)]
    found = _groupings(so_far.thing, so_far.words, free)
    if found and found[0].score >= SURE:
        so_far.take(found[0])
        if all(one.field != found[0].target.field for one in so_far.groups):
            so_far.groups.append(found[0].target)
        so_far.score += 1.5 * found[0].score
    elif so_far.wording.measure == "avg" and find(said, [(so_far.thing, names_of(so_far.thing))], least=0.9):
        so_far.free[start:end] = [False] * (end - start)
        so_far.is_named = True
        so_far.is_each = True
        so_far.score += 4
    elif not _says_how(said):
        so_far.unknown_groups.append(" ".join(word.text for word in said))


def _says_how(said: Sequence[Word]) -> bool:
    """Whether words behind “by” only say how, such as “number” or a measure."""
    return all(word.lower in word_set("stop", "words") for word in said)


def _groupings(thing: Thing, words: Sequence[Word], free: Sequence[bool]) -> list[Match[Group]]:
    """What words may group by: fields, the flow, what rows belong to, and fields of that."""
    near = _own(thing)
    far: list[_Target] = []
    for path, parent in thing.paths():
        last = path.rpartition(".")[2]
        target = (Group(field=path, label=sentence(last)), (last, *names_of(parent)))
        (far if "." in path else near).append(target)
        far += _of_parent(path, parent)
    found = [*find(words, near, free), *find(words, far, free)]
    return sorted(found, key=lambda one: -(one.score + 0.2 * one.size))


def _own(thing: Thing) -> list[_Target]:
    """Fields of the rows themselves, and their flow."""
    targets: list[_Target] = []
    for one in thing.fields:
        names = (one["name"], one["label"])
        if one["type"] in _GROUPED:
            targets.append((Group(field=one["name"], label=one["label"]), names))
        elif one["type"] in DATES:
            is_moment = one["type"] == "datetime"
            group = Group(field=one["name"], label=one["label"], period="day", is_moment=is_moment)
            targets.append((group, names))
    if thing.state_field:
        name = thing.state_field
        targets.append((Group(field=name, label=sentence(name)), (name, *STATUS)))
    return targets


def _of_parent(path: str, parent: Thing) -> list[_Target]:
    """Fields of what rows belong to, and its flow."""
    last = path.rpartition(".")[2]
    targets: list[_Target] = []
    for one in parent.fields:
        if one["type"] in {"enum", "text", "boolean"}:
            named = (f"{last} {one['label']}", f"{parent.name} {one['label']}")
            group = Group(field=f"{path}.{one['name']}", label=f"{sentence(last)} {one['label'].lower()}")
            targets.append((group, (*named, one["name"], one["label"])))
    if parent.state_field:
        group = Group(field=f"{path}.{parent.state_field}", label=f"{sentence(last)} {parent.state_field}")
        targets.append((group, (f"{last} {parent.state_field}",)))
    return targets


def read_ranked(so_far: Findings) -> None:
    """``busiest stylists``, ``customers with the most orders``: ranked by what rows belong to."""
    thing, ranking = so_far.thing, so_far.wording.ranking
    if ranking is None or ranking.kind in {"newest", "oldest"} or so_far.groups or so_far.sort is not None:
        return
    about = words_by_key("ranked").get(ranking.word)
    if about is not None and so_far.measure is None:
        so_far.sort = _ranked_field(thing, about) if so_far.is_named else None
        if so_far.sort is None:
            so_far.left.append(ranking.word)
        return
    if so_far.is_named and so_far.measure is None:
        so_far.score -= 7
    targets = []
    for path, parent in thing.paths():
        last = path.rpartition(".")[2]
        targets.append((Group(field=path, label=sentence(last)), (last, *names_of(parent))))
    found = find(so_far.words, targets, so_far.free)
    if not found:
        return
    so_far.score += 7 if so_far.is_named and so_far.measure is None else 0
    so_far.take(found[0])
    so_far.is_pivot = True
    so_far.groups.append(found[0].target)
    so_far.score += 2.5 * found[0].score - (0 if "." not in found[0].target.field else 0.5)
    if so_far.measure is None:
        _measure_ranked(so_far, ranking.word)


def _ranked_field(thing: Thing, about: frozenset[str]) -> FieldFacts | None:
    """The number that a word such as “heaviest” is about."""
    numbers = [*thing.money, *thing.of_type(NUMBERS)]
    return next((one for one in numbers if not about.isdisjoint(one["name"].split("_"))), None)


def _measure_ranked(so_far: Findings, word: str) -> None:
    """The best earn most, and anything else has the most rows."""
    thing = so_far.thing
    earned = next(iter(thing.money), None) if word in _BEST and not so_far.is_named else None
    if earned is not None:
        so_far.measure = Measure(op="sum", field=earned["name"], label=earned["label"], format=Format.MONEY)
        leave_out_sides(so_far)
        so_far.notes.append(f"“{word}” is measured by {earned['label'].lower()}.")
    else:
        so_far.measure = Measure(op="count", label=thing.plural)
    so_far.score += 0.2 * thing.earns(spent=False) - (0 if so_far.is_named else 1)
