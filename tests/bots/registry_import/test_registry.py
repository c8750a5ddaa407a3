"""A registry is read however it was written, and what cannot be understood is said."""

import codecs
import json
from typing import Any
from uuid import UUID

import pytest

from sayso.bots.details import ByCron, ByHand, ByInterval, ByWebhook
from sayso.bots.registry_import.folder import Source
from sayso.bots.registry_import.import_plan import Plan, plans_of
from sayso.errors import InputError
from tests.bots.registry_import.registries import ENTRIES, FILES, KEY, one, source

AGENCY = UUID(int=7)
RUN = "def run(ctx, input):\n    return 1\n"


def plans(given: Source) -> list[Plan]:
    """What becomes of the bots of a folder."""
    return plans_of(AGENCY, given)[1]


def only(entry: dict[str, Any], code: str | bytes = RUN) -> Plan:
    """What becomes of one bot."""
    (plan,) = plans(one(entry, code))
    return plan


@pytest.mark.parametrize(
    "registry",
    [
        {"bots": ENTRIES},
        ENTRIES,
        {"version": "2", "bots": [{"key": key, **entry} for key, entry in ENTRIES.items()]},
        [{"slug": key, **entry} for key, entry in ENTRIES.items()],
        {"registry": {"bots": ENTRIES, "count": 2}},
    ],
)
def test_bots_are_found_in_every_layout(registry: Any) -> None:
    found = plans(source(registry))
    assert [(plan.entry.name, plan.entry.place, plan.why_not) for plan in found] == [
        ("Weather watch", "bots/weather/bot.py", ""),
        ("Adder", "bots/adder/bot.py", ""),
    ]


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + json.dumps(ENTRIES).encode(),
        json.dumps(ENTRIES).encode("utf-16"),
        json.dumps(ENTRIES).encode("utf-16-le"),
        json.dumps({"a": {**ENTRIES["adder"], "name": "Ädder"}}, ensure_ascii=False).encode("cp1252"),
    ],
)
def test_marks_of_the_beginning_and_other_encodings_do_no_harm(data: bytes) -> None:
    assert plans(source(data))[-1].entry.name in {"Adder", "Ädder"}


@pytest.mark.parametrize("data", [b"", b"{", b'{"bots": 3}', b"3", b'"x"', b"[" * 100_000, b"\xff\xfe\x00"])
def test_a_registry_that_says_nothing_of_bots_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InputError, match=r"codex32_registry\.json"):
        plans(source(data))


def test_an_empty_registry_has_no_bots() -> None:
    assert plans(source({"bots": {}})) == []
    assert plans(source([])) == []


def test_names_of_fields_may_be_written_otherwise() -> None:
    plan = only(
        {
            "name": None,
            "botName": "Camel",
            "createdAt": 1_700_000_000_000,
            "stats": {"totalRuns": "7", "successCount": 7},
        }
    )
    assert (plan.entry.name, plan.entry.runs, plan.entry.successes) == ("Camel", 7, 7)
    assert plan.entry.created_at is not None
    assert plan.entry.created_at.year == 2023


@pytest.mark.parametrize("value", [-3, "many", None, True, 1e400, [], {}, "NaN"])
def test_counters_that_are_none_count_as_nothing(value: Any) -> None:
    assert only({"executions": value}).entry.runs == 0


@pytest.mark.parametrize("value", ["yesterday", -1e20, 1e20, [], "0001-01-01", {"$date": 1}])
def test_dates_that_are_none_are_left(value: Any) -> None:
    assert only({"created_at": value}).entry.created_at is None


@pytest.mark.parametrize(
    ("fields", "triggers"),
    [
        ({"schedule": "0 8 * * 1-5"}, [ByCron(cron="0 8 * * 1-5")]),
        ({"cron": "@daily", "timezone": "Asia/Tokyo"}, [ByCron(cron="0 0 * * *", time_zone="Asia/Tokyo")]),
        ({"schedule": "0 */5 * * * *"}, [ByCron(cron="*/5 * * * *")]),
        ({"schedule": {"cron": "5 4 * * *"}}, [ByCron(cron="5 4 * * *")]),
        ({"schedule": {"type": "interval", "minutes": 10}}, [ByInterval(seconds=600)]),
        ({"schedule": "every 5 minutes"}, [ByInterval(seconds=300)]),
        ({"schedule": "every hour"}, [ByInterval(seconds=3600)]),
        ({"schedule": "daily at 08:30"}, [ByCron(cron="30 8 * * *")]),
        ({"interval": 60}, [ByInterval(seconds=60)]),
        ({"interval": "15m"}, [ByInterval(seconds=900)]),
        ({"interval_minutes": 2}, [ByInterval(seconds=120)]),
        ({"interval": 1}, [ByInterval(seconds=10)]),
        ({"webhook": True}, [ByWebhook()]),
        ({"webhook": {"path": "/x", "enabled": True}}, [ByWebhook()]),
        ({"webhook": False, "schedule": None}, []),
        ({"triggers": ["manual", {"type": "webhook"}]}, [ByHand(), ByWebhook()]),
        ({"triggers": [{"type": "cron", "expression": "1 2 * * *"}]}, [ByCron(cron="1 2 * * *")]),
        ({"schedule": "manual"}, []),
    ],
)
def test_what_set_a_bot_off_is_proposed(fields: dict[str, Any], triggers: list[Any]) -> None:
    assert list(only(fields).entry.triggers) == triggers


@pytest.mark.parametrize(
    "fields", [{"schedule": "when it rains"}, {"cron": "61 * * * *"}, {"triggers": [{"type": "kafka"}]},
               {"schedule": "0 8 * * *", "timezone": "Mars/North"}, {"interval": -5}, {"interval": 1e99}]
)  # fmt: skip
def test_a_trigger_that_is_not_known_is_said(fields: dict[str, Any]) -> None:
    plan = only(fields)
    assert plan.entry.triggers == ()
    assert any("no trigger" in warning for warning in plan.warnings)


@pytest.mark.parametrize(
    "path", ["../secret.py", "/etc/passwd", "bots/../../x.py", "..", "bots/../../bots/a/bot.py"]
)
def test_no_path_leads_out_of_the_folder(path: str) -> None:
    plan = plans(source({"z": {"name": "Z", "file": path}}, {"bots/a/bot.py": RUN}))[0]
    assert plan.why_not
    assert plan.code == ""


@pytest.mark.parametrize(
    "path", ["a/bot.py", "bots\\a\\bot.py", "./bots/a", "/home/old/app/bots/a/bot.py", "bots/a/"]
)
def test_a_file_is_found_as_people_write_its_path(path: str) -> None:
    assert only({"file": path}).entry.place == "bots/a/bot.py"


def test_a_folder_is_found_by_the_name_of_the_bot() -> None:
    registry = [{"name": "Daily Report"}, {"name": "Other", "id": "b-2"}]
    files: dict[str, str | bytes] = {"bots/daily-report/bot.py": RUN, "bots/b-2/bot.py": RUN}
    assert [plan.why_not for plan in plans(source(registry, files))] == ["", ""]


@pytest.mark.parametrize("entry", [None, 3, "text", [], {}])
def test_what_is_no_bot_is_skipped_with_the_reason(entry: Any) -> None:
    (plan, fine) = plans(source([entry, {"name": "A"}], {"bots/a/bot.py": RUN}))
    assert plan.why_not
    assert not fine.why_not


@pytest.mark.parametrize(
    "code",
    [
        b"",
        b"\n\n",
        b"\x00\x01",
        b"# -*- coding: klingon -*-",
        "x = 'ü'".encode("latin-1"),
        b"x" * 70_000,
    ],
)
def test_code_that_cannot_be_kept_is_skipped_with_the_reason(code: bytes) -> None:
    assert only({}, code).why_not


def test_code_in_the_encoding_that_it_names_is_taken() -> None:
    plan = only({}, "# coding: latin-1\ndef run(): return 'ü'\n".encode("latin-1"))
    assert "return 'ü'" in plan.code
    assert "return 'ä'" in only({}, "def run(): return 'ä'\n".encode("utf-16")).code


def test_files_beside_the_code_are_read() -> None:
    files: dict[str, str | bytes] = {
        "bots/a/bot.py": RUN,
        "bots/a/config.json": codecs.BOM_UTF8 + b'{"limit": 3, "nested": {"a": 1}, "Odd Name": 2}',
        "bots/a/requirements.txt": "requests==2.31\nBeautifulSoup4\n# none\nselenium>=4  # heavy\n-r x.txt\n",
        "bots/a/README.md": "# A\n\nCounts **things** for [us](http://x).\n\nMore.",
        "bots/a/tests/test_a.py": "",
    }
    (plan,) = plans(source([{"name": "A"}], files))
    assert plan.details is not None
    assert plan.details.description == "Counts things for us."
    assert plan.config == {"nested": {"a": 1}, "Odd Name": 2}
    (required,) = [warning for warning in plan.warnings if "requires" in warning]
    assert required.startswith("It requires selenium, which programs do not have. There are the standard")
    assert plan.left == ("tests/test_a.py: a bot is one file here",)


def test_a_broken_configuration_is_said_and_not_quoted() -> None:
    files: dict[str, str | bytes] = {"bots/a/bot.py": RUN, "bots/a/config.json": '{"token": "' + KEY}
    (plan,) = plans(source([{"name": "A"}], files))
    assert any("is no JSON" in warning for warning in plan.warnings)
    assert KEY not in repr(plan)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import aiohttp\ndef run(): pass", "imports aiohttp"),
        ("import socket\ndef run(): pass", "no sockets"),
        ("import subprocess\ndef run(): pass", "starts other programs"),
        ("import os\ndef run(): os.system('ls')", "starts other programs"),
        ("import os\ndef run(): return os.environ['API_URL']", "API_URL"),
        ("def run(): return open('x').read()", "opens files"),
        ("print('hello')", "no entry point"),
        ("def run(): return (", "no Python"),
        ("import requests\ndef run(url): return requests.get(url)", "which hosts"),
        ("import time\ndef main():\n    while True:\n        time.sleep(60)", "goes round for ever"),
        (f"TOKEN = '{KEY}'\ndef run(): pass", "hold a secret in line 1"),
    ],
)
def test_what_stands_in_the_way_is_said_before_anything_is_taken(code: str, said: str) -> None:
    plan = only({}, code)
    assert any(said in warning for warning in plan.warnings), plan.warnings
    assert KEY not in " ".join(plan.warnings)


@pytest.mark.parametrize(
    ("name", "value", "is_hidden"),
    [
        ("api_key", "abc", True), ("apiKey", "abc", True), ("SMTP_PASSWORD", "x", True),
        ("auth", "Basic x", True),
        ("note", KEY, True), ("note", "ghp_" + "a1B2" * 9, True), ("db", "postgres://u:p@h/d", True),
        ("hook", "https://hooks.slack.com/services/T0/B0/x", True),
        ("note", "q8Zr5Tn2LwX9vKc4HjM7yBd1", True),
        ("token_name", "x", False), ("author", "Grace", False), ("api_key", "", False), ("limit", 3, False),
        ("api_key", "${KEY}", False), ("url", "https://api.weather.example/v1/forecast", False),
        ("text", "thequickbrownfoxjumpsoverthelazydog", False), ("max_tokens", 400, False),
    ],
)  # fmt: skip
def test_secrets_are_told_from_what_only_looks_like_one(name: str, value: Any, is_hidden: bool) -> None:
    code = "import requests\ndef run(): return requests.get('https://api.example')"
    plan = only({"config": {name: value}}, code)
    assert bool(plan.secrets) == is_hidden
    assert plan.details is not None
    shown = {field.name: field.default for field in plan.details.config} | plan.config
    assert (shown[name] == value) != is_hidden


def test_a_secret_without_a_host_is_neither_kept_nor_shown() -> None:
    plan = only({"config": {"api_key": KEY}})
    assert plan.secrets == {}
    assert KEY not in repr(plan)
    assert any("A_API_KEY must be for a host" in warning for warning in plan.warnings)


def test_code_that_the_registry_does_not_name_is_said() -> None:
    from sayso.bots.registry_import.import_plan import unnamed

    given = source(files={**FILES, "bots/stray/bot.py": RUN})
    assert unnamed(given, plans_of(AGENCY, given)[0]) == ["bots/stray/bot.py is not in the registry."]
