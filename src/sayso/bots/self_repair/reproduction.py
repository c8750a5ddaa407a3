"""Makes a case of a run that failed: the same input and answers of the same form, and nothing private."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from pydantic import JsonValue

from sayso.bots.details import Case, Expected, Given, GivenAnswer
from sayso.bots.facts import BotFacts, SourceFacts
from sayso.bots.self_repair.failure import Failure
from sayso.bots.self_repair.private import Privacy
from sayso.bots.types import Bot, Report, Version
from sayso.devloop.programs.json_sample import sampled
from sayso.devloop.programs.secret_mask import Mask
from sayso.llm.json_extraction import read_json
from sayso.sandbox.types import RequestRecord

_MOST_INPUT = 8_000
_MOST_BODY = 12_000
_MOST_ANSWERS = 8
_FINE = range(200, 300)


def case_of(
    bot: Bot,
    version: Version,
    failure: Failure,
    facts: BotFacts,
    *,
    state: Mapping[str, Any],
    mask: Mask,
) -> Case:
    """What the run found, as far as it is known; it must not fail in that world.

    ``state`` is what the bot keeps.
    """
    run, privacy = failure.run, Privacy()
    base = next((one.given for one in version.details.cases if not one.expect.fails), Given())

    def plain(value: Any, most: int) -> JsonValue:
        shown: JsonValue = sampled(privacy.value(mask.value(value)), most)
        return shown

    answers = [_seen(source, plain) for source in facts.get("sources", []) if source.get("status")]
    known = {one.url for one in answers}
    answers += [
        one
        for one in _recorded(failure.outcome.requests, version.code)
        if one.url not in known and one.status not in _FINE
    ]
    urls = {one.url for one in answers}
    kept = [one for one in base.answers if one.url not in urls]
    began = run.started_at or run.created_at
    given = base.model_copy(
        update={
            "input": plain(run.input, _MOST_INPUT),
            "config": {**base.config, **privacy.value(bot.config)},
            "state": plain(dict(state), _MOST_INPUT) if state else base.state,
            "rows": _rows(base, plain(run.input, _MOST_INPUT)),
            "answers": (*answers[:_MOST_ANSWERS], *kept),
            "now": began.isoformat(timespec="seconds"),
        }
    )
    name = f"The run of {began.strftime('%-d %B %Y, %H:%M:%S')} does not fail"
    return Case(name=name, given=given, expect=Expected())


def is_shown(report: Report, failure: Failure) -> bool:
    """Whether a case fails as the run did, and not because the world that was made up lacks something."""
    error = failure.outcome.error
    wrong = " ".join(text for one in report.results for text in one.wrong)
    return not report.ok and error is not None and error.kind.rpartition(".")[2] in wrong


def _rows(base: Given, given: JsonValue) -> dict[str, Any]:
    """Rows of the world, with the one that set the run off."""
    row = given.get("row") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(row, dict):
        return base.rows
    module, entity = str(given.get("module")), str(given.get("entity"))
    modules: dict[str, Any] = {slug: dict(entities) for slug, entities in base.rows.items()}
    of_module = modules.setdefault(module, {})
    of_module[entity] = [row, *(one for one in of_module.get(entity, []) if one.get("id") != row.get("id"))]
    return modules


def _seen(source: SourceFacts, plain: Any) -> GivenAnswer:
    """What an address answers now, in its form."""
    sample = source.get("sample", "")
    text = sample.lstrip("\ufeff \r\n\t")
    body = read_json(text) if text[:1] in {"{", "["} else sample
    return GivenAnswer(
        url=_without_query(source.get("address", "")),
        status=source.get("status") or 200,
        body=plain(body, _MOST_BODY),
        headers={"content-type": source.get("content_type", "")} if source.get("content_type") else {},
    )


def _recorded(requests: Sequence[RequestRecord], code: str) -> Iterable[GivenAnswer]:
    """Answers of which only the status is known."""
    for one in requests:
        if one.status is None or one.host.endswith(".sayso"):
            continue
        scheme = "http" if f"http://{one.host}" in code else "https"
        yield GivenAnswer(method=one.method, url=f"{scheme}://{one.host}{one.path}", status=one.status)


def _without_query(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
