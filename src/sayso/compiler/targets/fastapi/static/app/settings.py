"""What the people who run the application may set, kept per site."""

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from app.database import Connection
from app.description import Setting
from app.module import SETTINGS
from app.problems import InvalidFields

LONGEST_TEXT = 500
_CURRENCY = re.compile(r"[A-Z]{3}")
_LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")
_BY_KEY = {setting.key: setting for setting in SETTINGS}
_KEEP = """
insert into public.settings (site_id, key, value) values ($1, $2, $3::jsonb)
on conflict (site_id, key) do update set value = excluded.value
"""
_FORGET = "delete from public.settings where site_id = $1 and key = $2"


async def current_settings(connection: Connection, site_id: UUID) -> dict[str, Any]:
    """Every setting that has a value: what was chosen, else what the application began with."""
    sql = "select key, value::text from public.settings where site_id = $1"
    chosen = {row["key"]: json.loads(row["value"]) for row in await connection.fetch(sql, site_id)}
    values = {one.key: chosen.get(one.key, one.default) for one in SETTINGS}
    return {key: value for key, value in values.items() if value is not None}


async def keep_settings(connection: Connection, site_id: UUID, given: Mapping[str, Any]) -> None:
    """Store what is named; null goes back to how the application began."""
    errors = [
        (key, problem)
        for key, value in given.items()
        if (problem := _problem(key, value)) is not None
    ]
    if errors:
        raise InvalidFields(errors)
    for key, value in given.items():
        if value is None:
            await connection.execute(_FORGET, site_id, key)
        else:
            await connection.execute(_KEEP, site_id, key, json.dumps(value))


def shown_settings(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every setting with what it is now."""
    return [
        {
            "key": one.key,
            "label": one.label,
            "type": one.type,
            "options": list(one.options),
            "value": values.get(one.key),
        }
        for one in SETTINGS
    ]


def _problem(key: str, value: object) -> str | None:
    setting = _BY_KEY.get(key)
    if setting is None:
        return f'There is no setting "{key[:60]}".'
    if value is None or _fits(setting, value):
        return None
    wanted = {
        "boolean": "true or false",
        "number": "a number",
        "enum": f"one of: {', '.join(setting.options)}",
    }
    return f"{setting.label} must be {wanted.get(setting.type, _form(setting))}."


def _fits(setting: Setting, value: object) -> bool:
    if setting.type == "boolean":
        return isinstance(value, bool)
    if setting.type == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not _is_storable(value):
        return False
    if setting.type == "enum":
        return value in setting.options
    match setting.key:
        case "currency":
            return _CURRENCY.fullmatch(value) is not None
        case "time_zone":
            return value == "UTC" or ("/" in value and value in available_timezones())
        case "locale":
            return _LOCALE.fullmatch(value) is not None
    return True


def _is_storable(text: str) -> bool:
    """Whether the database can keep it: no NUL, and no half of a character."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text)


def _form(setting: Setting) -> str:
    forms = {
        "currency": "a code of three letters, such as EUR",
        "time_zone": "a place such as Europe/London",
        "locale": "a language such as en or de-AT",
    }
    return forms.get(setting.key, f"a text of at most {LONGEST_TEXT} characters")
