"""What is kept of inputs and outputs, and what people see of them."""

import math
from typing import Any

import pytest

from sayso.bots.run_queue.values import kept, kept_input, read, shown, unhidden
from sayso.errors import InputError


@pytest.mark.parametrize(
    "value", [None, 0, "über \ud800", {"b": 1, "a": [1.5, True, 2**80]}, "\0", {"": {"deep": [[]]}}]
)
def test_what_is_kept_is_read_as_it_was(value: Any) -> None:
    text = kept(value)
    assert "\0" not in text
    assert read(text.encode().decode()) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, object(), {1j: 2}])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(InputError, match="no JSON"):
        kept_input(value)


def test_endless_depth_is_refused() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(InputError, match="no JSON"):
        kept_input(value)


@pytest.mark.parametrize(
    "key",
    [
        "password", "Password", "user_passwd", "db_pwd", "client_secret", "apiKey", "api-key", "X-Api-Key",
        "access_token", "token", "Authorization", "private_key", "pin", "otp", "credentials",
    ],
)  # fmt: skip
def test_what_is_called_like_a_password_is_hidden(key: str) -> None:
    assert shown({"a": [{key: "x"}]}) == {"a": [{key: "••••"}]}


@pytest.mark.parametrize("key", ["tokens", "passenger", "keyboard", "spin", "shipping", "next_page_token"])
def test_what_only_sounds_like_it_is_shown(key: str) -> None:
    assert shown({key: "x"}) == {key: "x"}


def test_nothing_and_yes_or_no_are_no_passwords() -> None:
    assert shown({"password": "", "secret": True, "token": None}) == {
        "password": "",
        "secret": True,
        "token": None,
    }


def test_an_edited_input_has_its_passwords_again() -> None:
    before = {"password": "x", "rows": [{"token": "t", "n": 1}], "name": "Ada"}
    edited = {**shown(before), "name": "Bob", "more": "••••"}
    assert unhidden(edited, before) == {**before, "name": "Bob", "more": "••••"}
    edited["password"] = "new"
    edited["rows"].append({"token": "••••"})
    again = unhidden(edited, before)
    assert again["password"] == "new"
    assert again["rows"] == [{"token": "t", "n": 1}, {"token": "••••"}]
