"""Words with an address, and a sample of what it answers, become a reading of both."""

import re
from collections.abc import Sequence
from datetime import date

from sayso.blocks.offline.question import (
    AddressSource,
)
from sayso.blocks.offline.refusing import ADDRESSES
from sayso.blocks.offline.wording import Wording, take_wording
from sayso.blocks.types import CardKind
from sayso.devloop.programs.facts import BY_NAME, BlockFacts, known_secret
from sayso.devloop.programs.types import Refusal
from sayso.phrases.columns.naming import columns_of, currency_in, texts_of
from sayso.phrases.columns.reading import Reading
from sayso.phrases.columns.words import read_columns
from sayso.phrases.kinds import writes_comma
from sayso.phrases.matching import fit
from sayso.phrases.said import Said
from sayso.phrases.samples import Records, UnreadableError, best_of, name_of, read_sample
from sayso.phrases.wording import refused_words

from .refusing import host_of, no_secret, unreachable


def read_address(
    text: str, address: str, facts: BlockFacts, today: date
) -> tuple[Reading[Wording], AddressSource] | Refusal:
    """What words say of the columns of a source, and the source."""
    problem = unreachable(text, address, facts)
    if problem is not None:
        return problem
    try:
        found = read_sample(
            facts.get("sample") or "", facts.get("content_type") or "", is_cut=bool(facts.get("is_cut"))
        )
    except UnreadableError as error:
        return Refusal(f"{error} You can {ADDRESSES}.", (f"{address} as a table",))
    wish = text.replace(address, " ").strip(" ,;:")
    said = Said(wish)
    spoken = said.take(BY_NAME)
    secret = known_secret(spoken["name"], facts.get("secrets", ())) if spoken else ""
    if spoken and not secret:
        return no_secret(said.written(spoken, "name"), address, facts)
    wording = take_wording(said, today, facts.get("time_zone") or "UTC")
    records = best_of(_wanted(found, wording, wish), wish)
    if not records.paths:
        return Refusal(f"{address} answers, and there are no records in what it says.", ())
    columns = columns_of(records)
    reading = Reading(said, wording, columns, records, address)
    source = AddressSource(
        address=address,
        form=records.form,
        rows=records.rows,
        columns=tuple(columns),
        delimiter=records.delimiter,
        currency=currency_in(records, columns) or facts.get("currency") or "",
        is_single=records.is_single,
        is_plain=records.is_plain,
        is_keyed=records.is_keyed,
        is_headless=records.is_headless,
        decimal_comma=writes_comma(texts_of(records), likely=records.delimiter == ";"),
        needs_secret=secret,
    )
    if records.form == "feed":
        return reading, source
    read_columns(reading)
    if reading.unknown:
        names = ", ".join(one.label for one in columns[:12])
        return Refusal(
            f"I do not find “{reading.unknown}” in what {host_of(address)} answers. It has {names}.",
            tuple(f"{one.label} from {address}" for one in columns[:2]),
        )
    word = refused_words(" ".join(one.lower for one in said.words()))
    if word and not any(word in one.label.lower() for one in columns):
        return Refusal(
            f"Without a model I cannot work out “{word}”. I can show, filter, sort, count, add up "
            "and average what it answers.",
            (f"{address} as a table",),
        )
    return reading, source


def _wanted(found: Sequence[Records], wording: Wording, wish: str) -> list[Records]:
    """Where one number of the whole is named, the object around the lists; else the lists."""
    single = [one for one in found if one.is_single]
    lists = [one for one in found if not one.is_single]
    words = re.findall(r"[^\W\d_]{3,}", wish.lower())
    if single and lists and wording.ranking is None and wording.measure in {None, "sum"}:
        in_lists = any(
            fit(word, name_of(path)) >= 0.84 for one in lists for path in one.paths for word in words
        )
        named = any(fit(word, name_of(path)) >= 0.84 for path in single[0].paths for word in words)
        if named and not in_lists and (wording.kind in {None, CardKind.NUMBER}):
            return single
    return lists or single
