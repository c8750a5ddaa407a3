"""Secrets of programs on the command line: the value comes by standard input and is shown nowhere."""

import json

from tests.support.processes import Machine

VALUE = "wx-5up3r-s3cr3t"


def run(machine: Machine, *arguments: str, said: str = "", expect: int = 0) -> str:
    """All that a command prints, having ended like this."""
    done = machine.sayso("secret", *arguments, said=said)
    shown = done.stdout + done.stderr
    assert done.returncode == expect, shown
    assert VALUE not in shown
    return shown


def test_a_secret_is_entered_listed_replaced_and_removed(served: Machine) -> None:
    said = run(served, "set", "WEATHER_KEY", "--host", "API.weather.example", said=f"{VALUE}\n")
    assert "WEATHER_KEY is sent to api.weather.example only." in said
    run(served, "set", "WEATHER_KEY", "--host", "*.weather.example", "--host", "w.example:8443", said=VALUE)
    assert "*.weather.example, w.example:8443" in run(served, "list")
    (listed,) = json.loads(run(served, "list", "--json"))
    assert (listed["name"], listed["hosts"]) == ("WEATHER_KEY", ["*.weather.example", "w.example:8443"])
    run(served, "remove", "WEATHER_KEY")
    assert json.loads(run(served, "list", "--json")) == []


def test_what_cannot_be_a_secret_is_said(served: Machine) -> None:
    assert "There is no value" in run(served, "set", "KEY", "--host", "a.example", said="\n", expect=1)
    assert "is no host" in run(served, "set", "KEY", "--host", "https://a/", said=VALUE, expect=1)
    assert "no secret “NOBODY”" in run(served, "remove", "NOBODY", expect=1)
