"""Providers in the settings: what is wrong with them stops the start and is said with its place."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from sayso.cli.settings_error import wrong_settings
from sayso.settings import Settings
from tests.support.processes import Machine

GOOD = {
    "name": "company",
    "issuer": "https://login.example.com",
    "client_id": "sayso",
    "client_secret": "hush",
}


def said_of(monkeypatch: pytest.MonkeyPatch, value: str) -> str:
    monkeypatch.setenv("SAYSO_OPENID", value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    error = wrong_settings(caught.value)
    assert error is not None
    return error.message


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"name": "Our Company"}, "SAYSO_OPENID[0].name"),
        ({"issuer": "http://login.example.com"}, "SAYSO_OPENID[0].issuer"),
        ({"issuer": "login.example.com"}, "SAYSO_OPENID[0].issuer"),
        ({"issuer": "https://login.example.com?x=1"}, "SAYSO_OPENID[0].issuer"),
        ({"client_id": ""}, "SAYSO_OPENID[0].client_id"),
        ({"client_secret": 7}, "SAYSO_OPENID[0].client_secret"),
        ({"allow_new": True}, "SAYSO_OPENID[0]: allow_new needs agency and domains"),
        ({"allow_new": True, "agency": "acme"}, "SAYSO_OPENID[0]: allow_new needs agency and domains"),
        ({"role": "root"}, "SAYSO_OPENID[0].role"),
        ({"secret": "hush"}, "SAYSO_OPENID[0].secret"),
    ],
)
def test_a_wrong_provider_is_said_with_its_place_and_without_its_secret(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], place: str
) -> None:
    said = said_of(monkeypatch, json.dumps([GOOD | changed]))
    assert place in said
    assert "hush" not in said


def test_two_of_one_name_and_what_is_no_list_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "a name of its own" in said_of(monkeypatch, json.dumps([GOOD, GOOD]))
    assert "no JSON" in said_of(monkeypatch, "[")
    assert "SAYSO_OPENID" in said_of(monkeypatch, "{}")


def test_domains_say_whom_a_provider_speaks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "SAYSO_OPENID", json.dumps([GOOD | {"domains": ["@Example.com"]}, GOOD | {"name": "b"}])
    )
    company, anybody = Settings().openid
    assert company.speaks_for("ada@example.com")
    assert not company.speaks_for("ada@sub.example.com")
    assert not company.speaks_for("ada@example.com.evil.example")
    assert anybody.speaks_for("ada@anything.example")
    assert "hush" not in repr(Settings())


def test_the_command_ends_with_a_line_and_no_trace(tmp_path: Path) -> None:
    done = Machine(tmp_path, SAYSO_OPENID='[{"name": "company"}]').sayso("serve")
    assert done.returncode == 1
    assert "SAYSO_OPENID[0].issuer: field required" in done.stderr
    assert "Traceback" not in done.stderr
