"""What a watch must do: tell when it is so, once; say nothing when it is not; fail when nothing comes."""

import json
import re
from typing import Any

from sayso.bots.details import Case, Expected, ExpectedNotice, Given, GivenAnswer
from sayso.bots.offline.examples import NOW
from sayso.phrases.meaning import Path

from .recipe import Look, Watch

_PART = re.compile(r'"((?:\\.|[^"\\])*)"|([^.\[\]"]+)|\[(\d+)\]')


def cases_of(watch: Watch) -> tuple[Case, ...]:
    """The cases."""
    look = watch.look
    if look.kind == "feed":
        return _of_feed(watch)
    if look.kind == "changed":
        return _of_change(watch)
    good, bad = _bodies(look)
    told = Expected(notices=_notices(watch))
    found = [
        Case(
            name=f"It is told when {watch.words}"[:120],
            given=_given(watch, good, **_status(look, is_so=True)),
            expect=told,
        ),
        Case(
            name="Nobody is told while it is not so",
            given=_given(watch, bad),
            expect=Expected(no_notices=True),
        ),
        Case(
            name="Nobody is told a second time while it stays so",
            given=_given(watch, good, **_status(look, is_so=True)),
            expect=Expected(no_notices=True),
            runs=2,
        ),
    ]
    return (*found, *_of_failure(watch, bad))


def _of_failure(watch: Watch, body: Any) -> tuple[Case, ...]:
    if watch.look.kind == "status":
        return ()
    given = _given(watch, body, status=503)
    return (
        Case(
            name="It fails with the reason when the address does not answer",
            given=given,
            expect=Expected(fails="503"),
        ),
    )


def _of_feed(watch: Watch) -> tuple[Case, ...]:
    about = str(watch.look.value)
    new, old = feed_body([f"Fresh news {about}".strip(), "Old news"]), feed_body(["Old news"])
    state = {"known": ["https://example.org/old-news"]}
    return (
        Case(
            name="A new entry is told",
            given=_given(watch, new, state=state),
            expect=Expected(notices=_notices(watch, "Fresh news")),
        ),
        Case(
            name="Nobody is told when there is nothing new",
            given=_given(watch, old, state=state),
            expect=Expected(no_notices=True),
        ),
        Case(
            name="The first look only remembers what is there",
            given=_given(watch, new),
            expect=Expected(no_notices=True),
        ),
        *_of_failure(watch, old),
    )


def _of_change(watch: Watch) -> tuple[Case, ...]:
    column = watch.look.column
    body: Any = at(column.path, "2.0") if column is not None else "<html><body><p>New text</p></body></html>"
    state = {"value": "1.0"} if column is not None else {"digest": "that of before"}
    return (
        Case(
            name="A change is told",
            given=_given(watch, body, state=state),
            expect=Expected(notices=_notices(watch)),
        ),
        Case(
            name="Nobody is told when it stays as it is",
            given=_given(watch, body),
            expect=Expected(no_notices=True),
            runs=2,
        ),
        *_of_failure(watch, body),
    )


def _status(look: Look, *, is_so: bool) -> dict[str, Any]:
    return {"status": 503} if look.kind == "status" and is_so else {}


def _given(watch: Watch, body: Any, *, status: int = 200, state: dict[str, Any] | None = None) -> Given:
    return Given(
        state=state or {},
        answers=(GivenAnswer(url=watch.address.partition("?")[0], status=status, body=body),),
        approvals={"*": True},
        now=NOW,
    )


def _notices(watch: Watch, *contains: str) -> tuple[ExpectedNotice, ...]:
    return tuple(ExpectedNotice(channel=one.channel, contains=contains) for one in watch.common.tells)


def _bodies(look: Look) -> tuple[Any, Any]:
    """What the address answers when it is so, and when it is not."""
    if look.kind == "status":
        return "down", "fine"
    if look.kind in {"words", "gone"}:
        says, says_not = (
            f"<html><body><h1>{look.value}</h1></body></html>",
            "<html><body><h1>–</h1></body></html>",
        )
        return (says, says_not) if look.kind == "words" else (says_not, says)
    good, bad = _values(look)
    if look.column is None:
        page = f"<html><body><p>{look.label or 'Now'}: {{}} €</p></body></html>"
        return page.format(good), page.format(bad)
    if look.kind != "records":
        return at(look.column.path, good), at(look.column.path, bad)
    return _sheet(look, look.column, good), _sheet(look, look.column, bad)


def _values(look: Look) -> tuple[Any, Any]:
    value = look.value
    if not isinstance(value, int | float):
        return (value, "something else") if look.op == "eq" else ("something else", value)
    more, less = value + 1, value - 1
    return {"gt": (more, less), "gte": (value, less), "lt": (less, more), "lte": (value, more)}.get(
        look.op, (value, more)
    )


def _sheet(look: Look, column: Path, value: Any) -> Any:
    key = look.key or column
    return sheet(
        look.form, look.rows, look.delimiter, [{key.path: "One", column.path: value}], is_keyed=look.is_keyed
    )


def sheet(
    form: str, rows: str, delimiter: str, records: list[dict[str, Any]], *, is_keyed: bool = False
) -> Any:
    """What an address answers that has these records: JSON, a sheet or a page with a table."""
    if form == "csv":
        names = list(dict.fromkeys(name for one in records for name in one))
        lines = [names, *([str(one.get(name, "")) for name in names] for one in records)]
        return "\n".join(delimiter.join(_cell(cell, delimiter) for cell in line) for line in lines)
    if form == "html":
        names = list(records[0])
        head = "".join(f"<th>{name}</th>" for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{one.get(name, '')}</td>" for name in names) + "</tr>" for one in records
        )
        return f"<html><body><table><tr>{head}</tr>{body}</table></body></html>"
    listed: Any = []
    for one in records:
        whole: dict[str, Any] = {}
        for path, value in one.items():
            _put(whole, path, value)
        listed.append(whole)
    if is_keyed:
        listed = {str(one.pop("name", number)): one for number, one in enumerate(listed)}
    return listed if rows in {"@", ""} else at(rows, listed)


def _cell(text: str, delimiter: str) -> str:
    return f'"{text}"' if delimiter in text else text


def at(path: str, value: Any) -> Any:
    """JSON in which a value stands at a path."""
    found = value
    for quoted, plain, place in reversed(_PART.findall(path)):
        if place:
            found = [found]
        elif (quoted or plain) != "@":
            found = {quoted or plain: found}
    return found


def _put(whole: dict[str, Any], path: str, value: Any) -> None:
    names = [quoted or plain for quoted, plain, _ in _PART.findall(path)]
    for name in names[:-1]:
        whole = whole.setdefault(name, {})
    if names:
        whole[names[-1]] = value


def feed_body(titles: list[str]) -> str:
    """A feed of entries with these titles."""
    items = "".join(
        f"<item><title>{title}</title><link>https://example.org/{title.lower().replace(' ', '-')}</link>"
        f"<pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate><description>{title}, in short</description></item>"
        for title in titles
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def as_text(body: Any) -> str:
    """A body as it is sent."""
    return body if isinstance(body, str) else json.dumps(body)
