"""Settings of an application that are said exactly: its currency and its time zone."""

import tomllib
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.situation import Situation
from sayso.design.types import Decision, Refinement
from sayso.kit.words import sentence
from sayso.spec.edits import Edit, Kind, add, apply, change
from sayso.spec.model import Setting, SettingType

_SAID = pattern(
    r"^(?:(?:the )?(?P<key>currency|time ?zone)(?: should be| is| must be|:| =| to) ?|"
    r"(?:use|we use|(?:prices|amounts) are in|money is in|in) )?(?:the )?(?P<value>[\w€$£/ ]+?)"
    r"(?: as (?:the )?currency)?[.!]?$"
)


def setting(wish: str, situation: Situation) -> Refinement | None:
    """The spec with another currency or time zone; none where a wish is about anything else."""
    match = _SAID.match(wish)
    if match is None:
        return None
    is_zone = "zone" in (match["key"] or "").lower()
    value = match["value"].replace(" ", "_") if is_zone else _currencies().get(match["value"].lower())
    if value is None or (is_zone and value not in available_timezones()):
        return None
    key = "time_zone" if is_zone else "currency"
    there = next((one for one in situation.spec.settings if one.key == key), None)
    edit: Edit = (
        change(Kind.SETTING, there.id, default=value)
        if there is not None
        else add(
            Setting(
                id=situation.ids.new("set"), key=key, type=SettingType.STRING,
                label=sentence(key), default=value,
            )
        )
    )  # fmt: skip
    result = apply(situation.spec, (edit,))
    said = f"The {key.replace('_', ' ')} is {value} now."
    return Refinement(Decision.REFINEMENT, said, (edit,), result.spec)


@cache
def _currencies() -> dict[str, str]:
    table = tomllib.loads((Path(__file__).parent / "settings.toml").read_text(encoding="utf-8"))
    return {name: code for code, names in table["currencies"].items() for name in names}
