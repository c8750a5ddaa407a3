"""Secrets are hidden in what is told while more of it is still to come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from sayso.devloop.programs.secret_mask import Mask
from sayso.sandbox.types import Secret


def _mask(*values: str) -> Mask:
    return Mask({f"S{number}": Secret(SecretStr(value), ()) for number, value in enumerate(values)})


@pytest.mark.parametrize(
    ("text", "held"),
    [("", 0), ("nothing", 0), ("so it is: hush", 4), ("hush-hush", 0), ("hush-hush-hus", 4), ("x hus hu", 2)],
)
def test_the_beginning_of_a_secret_waits_for_the_rest(text: str, held: int) -> None:
    assert _mask("hush-hush").held(text) == held


@given(st.lists(st.sampled_from(["abab", "aba", "b", "a", "xyz", "abcd"]), max_size=12), st.data())
def test_pieces_show_no_more_than_the_whole(words: list[str], data: st.DataObject) -> None:
    mask, text = _mask("abab", "abcd"), "".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    told, left = "", ""
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        left += text[start:end]
        held = mask.held(left)
        told += mask.text(left[: len(left) - held])
        left = left[len(left) - held :]
    told += mask.text(left)
    for secret in ("abab", "abcd"):
        assert secret not in told.replace("{{secret:S0}}", "|").replace("{{secret:S1}}", "|")
