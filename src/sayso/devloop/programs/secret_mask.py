"""Secrets are put in by the proxy; should a host give one back, it is kept from all that follows."""

import base64
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, quote_plus

from sayso.sandbox.types import Outcome, Secret

_SHORTEST = 4
"""Characters of a secret; shorter ones stand in any text by chance."""


class Mask:
    """Puts ``{{secret:NAME}}`` where a secret's value stands, also as addresses and headers write it."""

    def __init__(self, secrets: Mapping[str, Secret]) -> None:
        self._names = {
            form: name
            for name, secret in secrets.items()
            for form in _forms(secret.value.get_secret_value())
            if len(form) >= _SHORTEST
        }
        longest_first = sorted(self._names, key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def text(self, text: str) -> str:
        """The text without values of secrets."""
        if self._any is None:
            return text
        return self._any.sub(lambda found: f"{{{{secret:{self._names[found[0]]}}}}}", text)

    def held(self, text: str) -> int:
        """How many characters at the end of a text, of which more comes, may be the beginning of a value.

        Nothing is torn apart that is a value already.
        """
        longest = max((_begun_at_the_end(text, form) for form in self._names), default=0)
        if longest and self._any is not None:
            start = len(text) - longest
            for found in self._any.finditer(text):
                if found.start() < start < found.end():
                    return len(text) - found.end()
        return longest

    def value(self, value: Any) -> Any:
        """JSON without values of secrets, in keys as well."""
        if self._any is None:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(str(key)): self.value(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(one) for one in value]
        return value

    def outcome(self, outcome: Outcome) -> Outcome:
        """What became of a run, without values of secrets."""
        if self._any is None:
            return outcome
        error = outcome.error
        return replace(
            outcome,
            result=self.value(outcome.result),
            output=self.text(outcome.output),
            error=error and replace(error, message=self.text(error.message), trace=self.text(error.trace)),
            steps=tuple(replace(step, sample=self.value(step.sample)) for step in outcome.steps),
            requests=tuple(
                replace(one, path=self.text(one.path), refusal=self.text(one.refusal))
                for one in outcome.requests
            ),
        )


def _begun_at_the_end(text: str, form: str) -> int:
    """How much of a form stands at the end of a text, if not all of it."""
    at = text.find(form[0], max(0, len(text) - len(form) + 1))
    while at >= 0 and not form.startswith(text[at:]):
        at = text.find(form[0], at + 1)
    return 0 if at < 0 else len(text) - at


def _forms(value: str) -> set[str]:
    return {value, quote(value, safe=""), quote_plus(value), base64.b64encode(value.encode()).decode()}
