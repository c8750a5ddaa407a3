"""Hosts of a case: what stands in for all of them, and answers as the case says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import orjson

from sayso.bots.details import GivenAnswer
from sayso.sandbox.egress.refusals import failed
from sayso.sandbox.types import ServiceAnswer, ServiceRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was answered; ``url`` has its query."""

    method: str
    url: str
    body: Any
    status: int


class MadeUpHosts:
    """All hosts."""

    def __init__(self, answers: Sequence[GivenAnswer]) -> None:
        self._answers = answers
        self._given = [0] * len(answers)
        self.asked: list[Asked] = []
        self.unanswered: list[str] = []

    async def answer(self, request: ServiceRequest) -> ServiceAnswer:
        """What the case gives; what it does not speak of is a host that is away."""
        found = next(
            (
                number
                for number, one in enumerate(self._answers)
                if one.method.upper() == request.method
                and meets(one.url, request.path)
                and (not one.times or self._given[number] < one.times)
            ),
            None,
        )
        if found is None:
            said = f"{request.method} {request.path}"
            self.unanswered.append(said)
            raise failed(
                "unreachable", f"The case does not say what {said} answers.", "Give an answer for it."
            )
        self._given[found] += 1
        given = self._answers[found]
        self.asked.append(Asked(request.method, request.path, _read(request), given.status))
        return _answer(given)


def meets(pattern: str, url: str) -> bool:
    """Whether an address is meant: by itself, without its query, or by how it begins."""
    if pattern.endswith("*"):
        return url.startswith(pattern[:-1]) or _plain(url).startswith(pattern[:-1])
    if "?" in pattern:
        return sorted(parse_qsl(urlsplit(pattern).query)) == sorted(
            parse_qsl(urlsplit(url).query)
        ) and _plain(pattern) == _plain(url)
    return _plain(pattern) == _plain(url)


def _plain(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", "", ""))


def _read(request: ServiceRequest) -> Any:
    """A body as JSON, a form or text."""
    if not request.body:
        return None
    try:
        return orjson.loads(request.body)
    except ValueError:
        pass
    text = request.body.decode("utf-8", "replace")
    kind = next((v for k, v in request.headers.items() if k.lower() == "content-type"), "")
    return dict(parse_qsl(text)) if "x-www-form-urlencoded" in kind else text


def _answer(given: GivenAnswer) -> ServiceAnswer:
    headers = {name.lower(): value for name, value in given.headers.items()}
    if isinstance(given.body, str):
        kind = headers.get("content-type") or _kind_of(given.body)
        return ServiceAnswer(given.status, given.body.encode(), kind, headers)
    body = b"" if given.body is None else orjson.dumps(given.body)
    return ServiceAnswer(given.status, body, headers.get("content-type", "application/json"), headers)


def _kind_of(text: str) -> str:
    head = text.lstrip()[:100].lower()
    if head.startswith(("<!doctype html", "<html")):
        return "text/html; charset=utf-8"
    if head.startswith("<"):
        return "application/xml; charset=utf-8"
    return "text/plain; charset=utf-8"
