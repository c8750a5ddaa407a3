"""What a run was given, without what is nobody's business: its shape stays, so that it fails in the same way.

The same value becomes the same stand-in throughout, as what was alike has to stay alike.
"""

import re
from collections.abc import Mapping
from typing import Any

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_QUERY = re.compile(r"([?&][\w.\[\]-]+=)[^&\s\"'#]+")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TOKEN = re.compile(r"(?<![\w.+/-])(?=[\w.+/-]*\d)(?=[\w.+/-]*[A-Za-z])[\w.+/-]{20,}={0,2}")
_LONG_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[ ()/-]?\d){7,}(?![\w.])")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_OWN = re.compile(
    r"(?:^|_)(?:name|first|last|surname|e?mail|phone|mobile|tel|fax|address|street|zip|postcode|birth\w*|born"
    r"|iban|bic|card|account|pass\w*|pwd|token|secret|key|signature|auth\w*|cookie|session|ip|ssn|tax\w*|vat)"
    r"(?:_|$)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s.-]+")
_LEAST_WORDS = 4
"""From how many words on a text is somebody's prose, and not the name of a state or a thing."""


class Privacy:
    """Stand-ins for what is private, the same for the same value."""

    def __init__(self) -> None:
        self._emails: dict[str, str] = {}

    def value(self, value: Any, key: str = "") -> Any:
        """JSON without private values."""
        if isinstance(value, Mapping):
            return {self.text(str(name)): self.value(one, str(name)) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(one, key) for one in value]
        if isinstance(value, str):
            return self._own(value) if _is_own(key) else self.text(value)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return 0 if is_number and _is_own(key) else value

    def text(self, text: str) -> str:
        """A text without addresses of people, tokens, long numbers, and prose."""
        if _UUID.fullmatch(text) or _MOMENT.fullmatch(text):
            return text
        masked = _EMAIL.sub(self._email, text)
        masked = _QUERY.sub(r"\1x", masked)
        masked = _UUID.sub(lambda found: found[0], masked)
        if "://" not in masked:
            masked = _TOKEN.sub(_hidden, masked)
            masked = _LONG_NUMBER.sub(_zeros, masked)
        is_prose = len(masked.split()) >= _LEAST_WORDS
        return _hidden_letters(masked) if is_prose and masked == masked.strip() else masked

    def error(self, text: str) -> str:
        """A message of a program: its words stay, what it quotes of people does not."""
        return _LONG_NUMBER.sub(_zeros, _QUERY.sub(r"\1x", _EMAIL.sub(self._email, text)))

    def _own(self, text: str) -> str:
        if _EMAIL.fullmatch(text.strip()):
            return _EMAIL.sub(self._email, text)
        return _hidden_letters(re.sub(r"\d", "0", text))

    def _email(self, found: "re.Match[str]") -> str:
        return self._emails.setdefault(found[0].lower(), f"person{len(self._emails) + 1}@example.com")


def _is_own(key: str) -> bool:
    """Whether values of this name are about a person, or are keys to something."""
    return _OWN.search(_PARTS.sub("_", key)) is not None


def _hidden(found: "re.Match[str]") -> str:
    if _UUID.fullmatch(found[0]) or _MOMENT.fullmatch(found[0]):
        return found[0]
    return re.sub(r"\d", "0", _hidden_letters(found[0]))


def _zeros(found: "re.Match[str]") -> str:
    return found[0] if _MOMENT.match(found[0]) else re.sub(r"\d", "0", found[0])


def _hidden_letters(text: str) -> str:
    return "".join("X" if one.isupper() else "x" if one.isalpha() else one for one in text)
