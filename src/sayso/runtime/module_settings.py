"""What may be set in a running module: the settings of its spec, and three that every module has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from sayso.runtime.errors import FieldError, InvalidFieldsError
from sayso.runtime.plan import ModulePlan
from sayso.runtime.values.body import did_you_mean
from sayso.spec.model import SettingType

LONGEST_TEXT = 500
_CURRENCY = re.compile(r"[A-Z]{3}")
_LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class ModuleSetting:
    """One setting; ``value`` is what holds now."""

    key: str
    label: str
    type: SettingType
    options: tuple[str, ...] = ()
    value: object = None

    def as_json(self) -> dict[str, Any]:
        """The setting as the data API shows it."""
        return {
            "key": self.key,
            "label": self.label,
            "type": self.type.value,
            "options": list(self.options),
            "value": self.value,
        }


_EVERYWHERE = (
    ModuleSetting("currency", "Currency", SettingType.STRING),
    ModuleSetting("time_zone", "Time zone", SettingType.STRING),
    ModuleSetting("locale", "Language and region", SettingType.STRING),
)


def settings_of(plan: ModulePlan) -> list[ModuleSetting]:
    """Every setting with what it is now, those of the spec first."""
    own = [ModuleSetting(one.key, one.label, one.type, one.options) for one in plan.index.spec.settings]
    named = {one.key for one in own}
    return [
        ModuleSetting(one.key, one.label, one.type, one.options, plan.settings.get(one.key))
        for one in (*own, *(one for one in _EVERYWHERE if one.key not in named))
    ]


def read_changes(plan: ModulePlan, given: object) -> dict[str, object]:
    """The values to keep; null goes back to how the module began.

    Raises:
        InvalidFieldsError: naming every key that is unknown and every value that does not fit.
    """
    if not isinstance(given, Mapping):
        raise InvalidFieldsError([FieldError("", "Send an object of settings and their values.")])
    known = {one.key: one for one in settings_of(plan)}
    errors = []
    for key, value in given.items():
        setting = known.get(key)
        if setting is None:
            problem: str | None = f'There is no setting "{key[:60]}".{did_you_mean(key, list(known))}'
        else:
            problem = None if value is None else _problem(setting, value)
        if problem is not None:
            errors.append(FieldError(key, problem))
    if errors:
        raise InvalidFieldsError(errors)
    return dict(given)


def _problem(setting: ModuleSetting, value: object) -> str | None:
    label = setting.label
    match setting.type:
        case SettingType.BOOLEAN:
            return None if isinstance(value, bool) else f"{label} is true or false."
        case SettingType.NUMBER:
            fits = isinstance(value, int | float) and not isinstance(value, bool)
            return None if fits else f"{label} must be a number."
        case SettingType.ENUM if value not in setting.options:
            return f"{label} must be one of: {', '.join(setting.options)}."
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\x00" in value:
        return f"{label} must be a text of at most {LONGEST_TEXT} characters."
    return _known_to_the_world(setting.key, label, value)


def _known_to_the_world(key: str, label: str, value: str) -> str | None:
    if key == "currency" and not _CURRENCY.fullmatch(value):
        return f"{label} must be a code of three letters, such as EUR."
    if key == "time_zone" and not (value == "UTC" or ("/" in value and value in available_timezones())):
        return f"{label} must be a place such as Europe/London."
    if key == "locale" and not _LOCALE.fullmatch(value):
        return f"{label} must be a language such as en or de-AT."
    return None
