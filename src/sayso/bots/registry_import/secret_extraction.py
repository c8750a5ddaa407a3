"""Secrets in the configuration of older bots: found, moved to named ones, and never said."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sayso.bots.registry_import.fields import slug_of

LONGEST_NAME = 60
_WORDS = re.compile(
    r"(?:^|_)(?:api_?key|access_?key|private_?key|secret|secret_?key|token|password|passwd|passphrase|pwd"
    r"|credentials?|auth|authorization|bearer|client_?secret|webhook_?url|dsn|connection_?string)(?:_|$|\d)"
)
_NOT = re.compile(r"(?:^|_)(?:name|file|path|type|header|length|limit|max|min|url_template|expiry|ttl)$")
_SHAPES = re.compile(
    r"(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{30,}"
    r"|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{20}|xox[abpsr]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}"
    r"|AIza[0-9A-Za-z_-]{30,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"
    r"|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|https://hooks\.slack\.com/services/\S+|https://discord(?:app)?\.com/api/webhooks/\S+"
    r"|[a-z+]{3,20}://[^/\s:@]+:[^/\s:@]+@\S+|\d{8,10}:[A-Za-z0-9_-]{35}"
)
_RANDOM = re.compile(r"[A-Za-z0-9+/=_-]{24,200}")
_MIXED = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"[0-9]"))
_LEAST_BITS = 3.8
_EMPTY = {"", "none", "null", "changeme", "todo", "xxx", "your_api_key", "your-api-key"}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def looks_secret(name: str, value: object) -> bool:
    """Whether a value is a secret, by the name that it has or by its own shape."""
    if not isinstance(value, str) or value.strip().lower() in _EMPTY or "{{secret:" in value:
        return False
    plain = slug_of(_HUMP.sub("_", name))
    if plain and _WORDS.search(plain) and not _NOT.search(plain):
        return not value.startswith(("$", "${", "<", "%"))
    if _SHAPES.fullmatch(value.strip()):
        return True
    return (
        bool(_RANDOM.fullmatch(value))
        and all(one.search(value) for one in _MIXED)
        and _bits(value) > _LEAST_BITS
    )


def hide(bot: str, config: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The configuration with names in place of secrets, and the secrets by their names."""
    found: dict[str, str] = {}

    def hidden(path: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {str(key): hidden(f"{path}_{key}", one) for key, one in value.items()}
        if isinstance(value, list):
            return [hidden(f"{path}_{number}", one) for number, one in enumerate(value, 1)]
        if not looks_secret(path, value):
            return value
        name = _named(bot, path, found)
        found[name] = value
        return "{{secret:" + name + "}}"

    return {str(key): hidden(str(key), value) for key, value in config.items()}, found


def _named(bot: str, path: str, taken: Mapping[str, str]) -> str:
    whole = slug_of(f"{bot} {_HUMP.sub('_', path)}").upper() or "SECRET"
    whole = (whole if whole[0].isalpha() else f"BOT_{whole}")[: LONGEST_NAME - 4].strip("_")
    name = whole
    number = 2
    while name in taken:
        name = f"{whole}_{number}"
        number += 1
    return name


def _bits(text: str) -> float:
    """How much each character says, in bits (Shannon): words say less than random ones."""
    return -sum(count / len(text) * math.log2(count / len(text)) for count in Counter(text).values())
