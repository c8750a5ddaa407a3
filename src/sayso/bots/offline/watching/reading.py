"""Words about an address that is watched: what of it counts."""

import re
from typing import get_args

from sayso.bots.details import Question
from sayso.bots.facts import SourceFacts, source_of
from sayso.bots.offline.common import common_of, with_tells
from sayso.bots.offline.sentence import CannotError, Sentence, host_of
from sayso.phrases.columns import columns_of
from sayso.phrases.columns.naming import texts_of
from sayso.phrases.kinds import writes_comma
from sayso.phrases.lists import word_set
from sayso.phrases.matching import fit
from sayso.phrases.meaning import Path
from sayso.phrases.samples import Records, UnreadableError, best_of, read_sample
from sayso.runtime.values.text import spoken_number

from .recipe import Form, Look, Watch

_DOWN = (
    r"\b(?:(?:is|are|goes|going|went|was|be)\s+)?(?:down|offline|unreachable|unavailable"
    r"|inaccessible|broken|dead)\b"
    r"|\b(?:is|are)\s*(?:not|n[o’']t)\s+(?:reachable|available|responding|answering"
    r"|working|up|online|ok|there|accessible|loading|healthy)\b"
    r"|\bisn[’']t\s+(?:reachable|available|responding|answering|working|up|online|ok|accessible|healthy)\b"
    r"|\b(?:does\s*n[o’']t|doesn[’']t|does\s+not|stops?|stopped|fails?\s+to|no\s+longer"
    r"|cannot|can[’']t|won[’']t)\s+(?:be\s+)?(?:answer|respond|load|work|reach|open)\w*"
    r"|\b(?:not|other\s+than|anything\s+but|isn[’']t|!=|differs\s+from"
    r"|different\s+from)\s+(?:an?\s+)?(?:status\s+)?(?:code\s+)?(?:200|ok)\b"
    r"|\b(?:returns?|answers?|gives?|shows?|throws?|responds?)\s+(?:with\s+)?(?:an?\s+"
    r"|the\s+)?(?:http\s+)?(?:error|failure|5\d\d|404|50x)\b|\bhas\s+an?\s+(?:error|outage)\b"
    r"|\b(?:status|http)\s+(?:code\s+)?(?:of\s+)?(?:5\d\d|404)\b|\bfails\b|\buptime\b"
    r"|\bhealth\s*check\b|\boutages?\b"
    r"|\bis\s+(?:still\s+)?(?:up|online|alive|reachable|responding|available)\b(?!\s+to)"
)
_BACK = (
    r"\b(?:and\s+)?(?:also\s+)?(?:again\s+)?(?:when|once|as\s+soon\s+as)?\s*(?:it(?:'s|’s"
    r"|\s+is|\s+comes)?\s+)?(?:back|up\s+again|recovers?|works\s+again|online\s+again"
    r"|recovered|over)\b"
)
_QUOTED = r"[\"“„«'‘](?P<quoted>[^\"”“»]{1,120}?)[\"”“»'’](?=\W|$)"
_SAYS = (
    r"(?:contains?|containing|mentions?|mentioning|says?|saying|shows?|showing|includes?"
    r"|including|has|have|displays?|reads?|features?|lists?|with|about|on|for|named?)"
)
_GONE = r"(?:no\s+longer|does\s*n[o’']t|doesn[’']t|does\s+not|stops?|without|isn[’']t|not)"
_VANISHES = (
    r"(?:disappears?|vanish(?:es)?|is\s+gone|is\s+removed|goes\s+away|is\s+not\s+there"
    r"|is\s+missing|isn[’']t\s+there)"
)
_OVER = {
    "above": "gt", "over": "gt", "more than": "gt", "greater than": "gt", "higher than": "gt",
    "larger than": "gt", "exceeds": "gt", "exceed": "gt", "beyond": "gt", "past": "gt", "at least": "gte",
    "or more": "gte", "reaches": "gte", "hits": "gte", "not below": "gte", "from": "gte", "below": "lt",
    "under": "lt", "less than": "lt", "lower than": "lt", "cheaper than": "lt", "fewer than": "lt",
    "smaller than": "lt", "beneath": "lt", "at most": "lte", "not above": "lte", "no more than": "lte",
    ">=": "gte", "<=": "lte", ">": "gt", "<": "lt",
}  # fmt: skip
_SIGN = "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in _OVER), key=len, reverse=True))
_NUMBER = r"(?P<number>-?\d+(?:[.,]\d+)*)\s*(?P<kilo>k\b)?"
_COMPARED = (
    rf"(?P<before>(?:[^\W\d_][\w’'-]*\s+){{0,6}}?)(?P<sign>{_SIGN})\s*[$€£]?\s*{_NUMBER}\s*(?:[$€£%]|euros?|doll"
    rf"ars?|usd|eur|degrees?|°c?)?"
)
_IS = (
    r"\b(?P<before>(?:[^\W\d_][\w-]*\s+){1,3}?)(?:is|are|becomes?|equals?"
    r"|turns?(?:\s+to)?|goes\s+to|changes\s+to|=|==)\s+(?P<not>not\s+)?[\"“„']?(?P<value>[\w-]+(?:\s+[\w-]+)?)["
    r"\"”’']?(?=\s*[,.;]|\s*$|\s+(?:and|tell|then|by|so)\b)"
)
_CHANGES = (
    r"\b(?:changes?|changed|changing|is\s+(?:different|updated|modified|edited|new)"
    r"|updates?|differs?|new\s+version|anything\s+new|something\s+new|news)\b"
)
_FEED = (
    r"\b(?:feeds?|rss|atom)\b|\b(?:new|latest|every|each|any"
    r"|another)\s+(?:blog\s+)?(?:entry|entries|posts?|articles?|episodes?|items?"
    r"|headlines?|stories|story|releases?|news|videos?|publications?|notices?"
    r"|announcements?)\b"
)
_ABOUT = (
    r"\b(?:about|mention(?:s|ing)?|contain(?:s|ing)?|with\s+the\s+words?"
    r"|on\s+the\s+topic(?:\s+of)?|that\s+has|includ(?:es|ing)"
    r"|named?)\s+(?:the\s+words?\s+)?"
)
_ASIDE = frozenset(
    (
        "it",
        "page",
        "me",
        "tell",
        "notify",
        "alert",
        "know",
        "moment",
        "soon",
        "anything",
        "something",
        "number",
        "value",
    )
)
_VERBS = (
    r"\b(?:falls?|drops?|rises?|climbs?|goes|gets|is|are|sinks?|becomes?|jumps?|was|there"
    r"|when|whenever|if|as|soon|once|the|any|an?|of|price|its?)\b"
)


def read_watch(sentence: Sentence) -> Watch:
    """The watch that words ask for."""
    address = sentence.sources[0]
    source = source_of(sentence.facts, address) or SourceFacts(address=address)
    look = _look(sentence, source, address)
    usual = {"status": 5, "feed": 30}.get(look.kind, 15)
    common = with_tells(common_of(sentence, _name(sentence, look, address), usual_minutes=usual), sentence)
    tells_back = look.kind == "status" and sentence.said.find(_BACK) is not None
    return Watch(common, address, look, tells_back)


def _look(sentence: Sentence, source: SourceFacts, address: str) -> Look:
    text = sentence.said.open
    found = _found(text, sentence.text, source)
    if found is not None:
        return found
    answer = sentence.ask(_condition_question(source, address))
    found = _found(f" {answer.lower()} ", f" {answer} ", source)
    if found is None:
        raise CannotError(
            f"I do not know when “{answer[:80]}” is so. I can tell when a number is over or "
            f"under something, when a page says or no "
            "longer says some words, when it changes, when a feed has a new entry, and when an "
            "address does not answer.",
            (f"every 15 minutes check {address} and tell me when it changes",),
        )
    return found


def _condition_question(source: SourceFacts, address: str) -> Question:
    suggestions = ["when it changes", "when it does not answer"]
    records = _records(source, "")
    if records is not None and records.form != "feed":
        number = next(
            (one for one in columns_of(records) if one.kind in {"number", "money"} and one.key != "id"),
            None,
        )
        if number is not None:
            suggestions.append(f"when {number.label.lower()} is over 100")
    elif records is not None:
        suggestions.insert(0, "when there is a new entry")
    else:
        suggestions.append("when it says “sold out”")
    return Question(
        id="condition",
        text=f"When should I tell about {host_of(address)}?",
        suggestions=tuple(suggestions),
        why="The words do not say what has to be so.",
    )


def _found(text: str, shown: str, source: SourceFacts) -> Look | None:
    """What counts, the surest kind first."""
    bare = re.sub(_BACK, lambda one: " " * len(one[0]), text) if re.search(_DOWN, text) else text
    records = _records(source, text)
    is_feed = (records is not None and records.form == "feed") or (
        records is None and re.search(_FEED, text) is not None
    )
    if number := _number(bare, records):
        return number
    if not is_feed and (said := _said(bare, shown)):
        return said
    if not is_feed and (equal := _equal(bare, shown, records)):
        return equal
    if re.search(_DOWN, bare):
        return Look("status")
    if is_feed:
        about = re.search(
            (
                rf"{_ABOUT}(?:{_QUOTED}|(?P<word>[\w-]{{2,40}}(?:\s+(?!(?:and|tell|then|every|each|to"
                rf"|by|on|in)\b)[\w-]+)?))"
            ),
            text,
        )
        value = ""
        if about is not None:
            group = "quoted" if about["quoted"] else "word"
            value = shown[about.start(group) : about.end(group)].strip()
        return Look("feed", "feed", value=value)
    if re.search(_CHANGES, bare):
        return _changed(bare, records)
    return None


def _records(source: SourceFacts, wish: str) -> Records | None:
    """What the sample has that can be compared; none where nothing was seen or it has no structure."""
    if not source.get("sample"):
        return None
    try:
        found = read_sample(
            source["sample"], source.get("content_type") or "", is_cut=bool(source.get("is_cut"))
        )
    except UnreadableError:
        return None
    lists = [one for one in found if not one.is_single and not one.is_plain]
    single = [one for one in found if one.is_single]
    words = re.findall(r"[^\W\d_]{3,}", wish)
    in_single = any(
        fit(word, path.rpartition(".")[2].strip('"')) >= 0.84
        for one in single
        for path in one.paths
        for word in words
    )
    in_lists = any(
        fit(word, path.rpartition(".")[2].strip('"')) >= 0.84
        for one in lists
        for path in one.paths
        for word in words
    )
    if single and (not lists or (in_single and not in_lists)):
        return single[0]
    return best_of(lists or found, wish)


def _number(text: str, records: Records | None) -> Look | None:
    found = re.search(_COMPARED, text)
    if found is None:
        return None
    op = _OVER[" ".join(found["sign"].split())]
    value = float(spoken_number(found["number"])) * (1000 if found["kilo"] else 1)
    value = int(value) if value == int(value) else value
    before = " ".join(
        re.sub(
            _VERBS.replace("|price|", "|"), " ", text[max(0, found.start("sign") - 60) : found.start("sign")]
        ).split()
    )
    if records is None or records.form == "feed":
        spare = word_set("stop", "words") | _ASIDE
        named = (word for word in reversed(before.split()) if word not in spare)
        label = "price" if "price" in text else next(named, "")
        return Look("number", "html", op=op, value=value, label=label)
    column = _column(before, records, kinds={"number", "money", "percent"})
    if column is None:
        return None
    return _of_column(records, column, op, value, "number")


def _of_column(records: Records, column: Path, op: str, value: str | float, kind: str) -> Look:
    form: Form = records.form if records.form in get_args(Form) else "text"
    comma = writes_comma(texts_of(records), likely=records.delimiter == ";")
    if records.is_single:
        return Look("number" if kind == "number" else "value", form, column, op, value, decimal_comma=comma)
    return Look(
        "records",
        form,
        column,
        op,
        value,
        records.rows,
        _key(records),
        records.delimiter,
        comma,
        is_keyed=records.is_keyed,
    )


def _key(records: Records) -> Path | None:
    """The value that tells records apart: an id or a name, else the first that never repeats."""
    columns = columns_of(records)
    named = ("id", "sku", "number", "nr", "code", "key", "uuid", "name", "title", "url", "email")
    for name in named:
        for one in columns:
            values = records.values(one.path)
            if (one.key == name or one.key.endswith(f"_{name}")) and len(set(map(str, values))) == len(
                values
            ):
                return one
    unique = (one for one in columns if len(set(map(str, records.values(one.path)))) == len(records.records))
    return next(unique, columns[0] if columns else None)


def _column(before: str, records: Records, kinds: set[str] | None = None) -> Path | None:
    """The column that the last words before a comparison name best; the only one where none is named."""
    columns = [one for one in columns_of(records) if kinds is None or one.kind in kinds]
    words = before.split()
    tails = [
        " ".join(words[first:last])
        for last in range(len(words), 0, -1)
        for first in range(max(0, last - 3), last)
    ]
    scored = [
        (fit(tail, one.label, one.key, one.key.replace("_", " ")), len(tail), one)
        for tail in tails
        for one in columns
    ]
    best = max(scored, key=lambda one: one[:2], default=None)
    if best is not None and best[0] >= 0.78:
        return best[2]
    others = [one for one in columns if one.key not in {"id", "nr", "index"} and not one.key.endswith("_id")]
    money = [one for one in others if one.kind == "money"]
    if kinds is not None and (
        len(others) == 1 or (money and re.search(r"price|cost|cheap|fee|rate", before))
    ):
        return (money or others)[0]
    return None


def _said(text: str, shown: str) -> Look | None:
    """Words that a page says, or does not say any more."""
    quoted = re.search(_QUOTED, text)
    if quoted is not None:
        words = shown[quoted.start("quoted") : quoted.end("quoted")].strip()
        lead, tail = text[: quoted.start()], text[quoted.end() :]
        is_gone = re.search(rf"\b{_GONE}\s+(?:\w+\s+){{0,3}}$", lead) or re.match(rf"\s+{_VANISHES}", tail)
        return Look("gone" if is_gone else "words", "html", value=words)
    found = re.search(
        rf"\b(?P<gone>{_GONE}\s+)?(?:contains?|mentions?|says?|includes?|displays?"
        rf"|shows?\s+the\s+(?:word|text)s?)\s+(?:the\s+(?:word|text"
        rf"|phrase)s?\s+)?"
        r"(?P<words>[^\s,.;][^,.;]{1,60}?)(?=\s*[,.;]|\s*$|\s+(?:and|then|tell|notify|e-?mail"
        r"|send|let|any\s*more|anymore)\b)",
        text,
    ) or re.search(
        r"\bthe\s+(?:word|text|phrase)s?\s+(?P<words>[\w-]+)\s+(?P<gone>"
        + _VANISHES
        + r"|appears?|shows\s+up|is\s+there)",
        text,
    )
    if found is None:
        return None
    words = shown[found.start("words") : found.end("words")].strip()
    vanished = bool(found["gone"]) and not re.match(r"appear|shows|is\s+there", found["gone"])
    return Look("gone" if vanished else "words", "html", value=words)


def _equal(text: str, shown: str, records: Records | None) -> Look | None:
    if records is None or records.form not in {"json", "csv"}:
        return None
    for found in re.finditer(_IS, text):
        column = _column(found["before"], records)
        if column is None:
            continue
        written = shown[found.start("value") : found.end("value")].strip()
        known = {str(one).lower(): str(one) for one in records.values(column.path)}
        value = known.get(written.lower(), written)
        return _of_column(records, column, "ne" if found["not"] else "eq", value, "value")
    return None


def _changed(text: str, records: Records | None) -> Look:
    """A value that is named, else all of it."""
    if records is not None and records.is_single and records.form == "json":
        column = _column(re.split(_CHANGES, text)[0], records)
        if column is not None:
            return Look("changed", "json", column)
    return Look("changed", "html" if records is None or records.form == "html" else "text")


def _name(sentence: Sentence, look: Look, address: str) -> str:
    host = host_of(address).removeprefix("www.")
    what = look.column.label if look.column is not None else look.label.capitalize()
    del sentence
    return {
        "status": f"Is {host} up",
        "words": f"“{look.value}” at {host}",
        "gone": f"“{look.value}” gone from {host}",
        "changed": f"Changes of {what.lower() + ' at ' if what else ''}{host}",
        "feed": f"New entries of {host}",
        "number": f"{what or 'Number'} at {host}",
        "records": f"{what} of entries at {host}",
        "value": f"{what} at {host}",
    }[look.kind][:80]
