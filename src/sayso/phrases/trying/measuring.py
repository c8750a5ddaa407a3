"""What is worked out over the rows: a number that words name, money that came in, or how many there are."""

from dataclasses import replace

from sayso.kit.words import plural, sentence
from sayso.phrases.formats import Format
from sayso.phrases.lists import word_set
from sayso.phrases.matching import Match, find
from sayso.phrases.meaning import Condition, Measure, MeasureName
from sayso.phrases.things import NUMBERS, Thing, counted, format_of
from sayso.phrases.wording import Wording, is_money_word

from .findings import Findings

_RATES = frozenset(("price", "rate", "age", "rating", "score", "weight", "percent"))
_BOUNDS = frozenset(("over", "under", "above", "below", "more", "less", "at"))


def pick_measure(so_far: Findings) -> None:
    """Take the first of these that the words mean: a named number, money, rows that are money, a count."""
    op = so_far.wording.measure
    named = next(iter(find(so_far.words, numbers_of(so_far.thing), so_far.free)), None)
    money = _money_place(so_far)
    if named is not None and _is_meant(so_far, named):
        so_far.take(named)
        so_far.score += 2 * named.score + 0.05 * named.size
        if _is_extreme(so_far, named):
            _take_extreme(so_far, named.target)
            return
        _take_number(so_far, named.target)
    elif money is not None:
        _take_money(so_far, money)
    elif _is_money_itself(so_far):
        _take_rows_as_money(so_far)
    elif op == "count" or (op == "sum" and so_far.is_named):
        so_far.measure = Measure(op="count", label=so_far.thing.plural)
    elif op in {"avg", "min", "max"}:
        so_far.why_not = "measure"
    _average(so_far)


def numbers_of(thing: Thing) -> list[tuple[Measure, tuple[str, ...]]]:
    """Numbers of this thing and of what it belongs to, each with what it is called."""
    found: list[tuple[Measure, tuple[str, ...]]] = [
        (
            Measure(field=one["name"], label=one["label"], format=format_of(one)),
            (one["name"], one["label"], f"{thing.name} {one['label']}", *counted(one["name"])),
        )
        for one in thing.of_type(NUMBERS)
    ]
    for path, parent in thing.paths():
        last = path.rpartition(".")[2]
        for one in parent.of_type(NUMBERS):
            measure = Measure(field=f"{path}.{one['name']}", label=one["label"], format=format_of(one))
            found.append((measure, (f"{last} {one['label']}", f"{parent.name} {one['label']}")))
    return found


def leave_out_sides(so_far: Findings) -> None:
    """Money of cancelled rows never comes, unless states were spoken of."""
    thing = so_far.thing
    sides = thing.side_states
    if not sides or any(group.field == thing.state_field for group in so_far.groups):
        return
    kept = tuple(one["name"] for one in thing.states if one["name"] not in sides)
    gone = " and ".join(one["label"].lower() for one in thing.states if one["name"] in sides)
    words = f"{gone} {thing.plural.lower()} are left out"
    so_far.conditions.append(Condition(field=thing.state_field, op="in", value=kept, words=words))


def _is_meant(so_far: Findings, named: Match[Measure]) -> bool:
    """Whether a named number is to be worked out or ordered by, rather than a part of a condition."""
    if so_far.wording.measure in {"sum", "avg", "min", "max"}:
        return True
    if so_far.wording.ranking or not so_far.is_named:
        return True
    following = so_far.words[named.after].lower if named.after < len(so_far.words) else ""
    return bool(so_far.groups or so_far.wording.period) and following not in _BOUNDS


def _is_extreme(so_far: Findings, named: Match[Measure]) -> bool:
    """Whether one number is wanted, as in “highest invoice amount”; “highest invoices” are rows."""
    ranking = so_far.wording.ranking
    if ranking is None or ranking.limit is not None or ranking.kind not in {"most", "least"} or so_far.groups:
        return False
    before = [word for place, word in enumerate(so_far.words[: named.first]) if not so_far.free[place]]
    return all(word.lower == word.lemma for word in before) and named.after == len(so_far.words)


def _take_extreme(so_far: Findings, number: Measure) -> None:
    """The highest or the lowest; rows are then not ranked any more."""
    ranking = so_far.wording.ranking
    is_most = ranking is not None and ranking.kind == "most"
    so_far.measure = number.model_copy(update={"op": "max" if is_most else "min"})
    so_far.wording = replace(so_far.wording, ranking=None)


def _take_number(so_far: Findings, number: Measure) -> None:
    """What rows are ordered by, where they are ranked and nothing is worked out; else what is measured."""
    wording = so_far.wording
    if wording.ranking and wording.measure is None and so_far.is_named and not so_far.groups:
        so_far.sort = next((one for one in so_far.thing.fields if one["name"] == number.field), None)
        if so_far.sort is not None:
            return
    so_far.measure = number.model_copy(update={"op": _figure(wording)})


def _figure(wording: Wording) -> MeasureName:
    """What is done with a number: it is added up, unless something else was said."""
    return wording.measure if wording.measure and wording.measure != "count" else "sum"


def _money_place(so_far: Findings) -> int | None:
    """Where a word such as “revenue” stands."""
    places = enumerate(so_far.words)
    return next((at for at, word in places if so_far.free[at] and is_money_word(word.lower)), None)


def _take_money(so_far: Findings, place: int) -> None:
    """Revenue: the thing's own money, or that of what its rows are about."""
    thing = so_far.thing
    word = so_far.words[place].lower
    spent = word in word_set("money", "spent")
    options = [Measure(field=one["name"], format=Format.MONEY) for one in thing.money[:1]]
    for path, parent in thing.paths(1):
        if parent.kind in {"catalogue", "thing", "event", "document", ""} and parent.money:
            options.append(Measure(field=f"{path}.{parent.money[0]['name']}", format=Format.MONEY))
    if not options:
        so_far.why_not = "money"
        return
    so_far.free[place] = False
    chosen = options[0].model_copy(update={"op": _figure(so_far.wording), "label": sentence(word)})
    so_far.measure = chosen
    so_far.score += 1.5 + 0.2 * thing.earns(spent=spent) - (0.4 if "." in chosen.field else 0)
    leave_out_sides(so_far)


def _is_money_itself(so_far: Findings) -> bool:
    """Whether rows are amounts: expenses and sales are added up where they are grouped or compared."""
    thing, wording = so_far.thing, so_far.wording
    if not thing.money or wording.measure == "count" or not is_money_word(plural(thing.name)):
        return False
    return so_far.is_named and bool(so_far.groups or wording.period or wording.is_compared or wording.measure)


def _take_rows_as_money(so_far: Findings) -> None:
    thing = so_far.thing
    so_far.measure = Measure(
        op=_figure(so_far.wording), field=thing.money[0]["name"], label=thing.plural, format=Format.MONEY
    )
    leave_out_sides(so_far)


def _average(so_far: Findings) -> None:
    """Figures for one row, and rates of what is not counted up, such as ages, are averaged."""
    measure = so_far.measure
    if measure is None:
        return
    is_for_one = so_far.is_each and bool(measure.field)
    is_rate = (
        measure.op == "sum"
        and not _RATES.isdisjoint(measure.field.replace(".", "_").split("_"))
        and so_far.wording.measure is None
        and not _can_add(so_far.thing)
    )
    if is_for_one or is_rate:
        so_far.measure = measure.model_copy(update={"op": "avg"})


def _can_add(thing: Thing) -> bool:
    """Whether rows happen, as sales do, so that even their prices add up."""
    return thing.kind in {"event", "document"} or bool(thing.states)
