"""The columns of records: what each is called and what its values are."""

from collections.abc import Sequence

from sayso.kit.words import sentence, snake
from sayso.phrases.kinds import Kind, currency_of, kind_of, writes_day_first
from sayso.phrases.meaning import Path
from sayso.phrases.samples import Records, name_of

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def columns_of(records: Records) -> list[Path]:
    """The columns of records that can be shown, with what their values are."""
    headed = records.title.split("\t") if "\t" in records.title and records.form == "json" else []
    found: list[Path] = []
    taken: set[str] = set()
    for place, path in enumerate(records.paths):
        values = records.values(path)
        name = headed[place] if place < len(headed) else name_of(path)
        if records.form in {"csv", "html"}:
            name = path
        kind: Kind = kind_of(name, values)
        key = snake(name.translate(_LETTERS))[:60] or f"column_{place + 1}"
        if key in taken and "." in path:
            key = snake(path.translate(_LETTERS))[:60]
        while key in taken or not key[0].isalpha():
            key = f"{key}_{place + 1}" if key[0].isalpha() else f"c_{key}"
        taken.add(key)
        label = name if records.form in {"csv", "html"} else sentence(name) or name
        where = name if records.form in {"csv", "html"} else path
        found.append(
            Path(key=key, path=where, label=label[:80], kind=kind, day_first=writes_day_first(values))
        )
    return found


def texts_of(records: Records) -> list[object]:
    """Values of the first records, one after the other."""
    return [value for record in records.records[:100] for value in record.values()]


def currency_in(records: Records, columns: Sequence[Path]) -> str:
    """The currency that the records write; empty where they write none."""
    return next(
        (
            code
            for one in columns
            if one.kind == "money" and (code := currency_of(records.values(one.path)[:50]))
        ),
        "",
    )
