"""What the model is told about the application is so."""

import re

from sayso.design.agents.prompts import prompt
from sayso.verifier.toolchain import kit, kit_types

TEXT = prompt("code").text


def test_everything_of_the_kit_that_is_named_is_there() -> None:
    exported = set(re.findall(r"\b[A-Za-z]\w*\b", kit_types().read_text()))
    part = TEXT.partition("# @sayso/app-kit")[2]
    named = set(re.findall(r"`<?((?:use)?[A-Z]\w+|toast\w*|titleOf)\b", part))
    assert len(named) > 30
    assert named - exported == set()


def test_every_colour_that_is_named_is_in_the_style_sheet() -> None:
    built = kit()
    css = (built.folder / built.css).read_text()
    tones = [
        f"--{tone}{end}" for tone in ("info", "success", "warning", "danger") for end in ("", "-soft", "-ink")
    ]
    for token in [*re.findall(r"var\((--[\w-]+)\)", TEXT), *tones, "--neutral-soft", "--neutral-ink"]:
        if token != "--neutral":
            assert f"{token}:" in css, token
