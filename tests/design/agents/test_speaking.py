"""The reply is heard while the rest of the answer is still being written."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.design.agents.speaking import ReplyPieces

texts = st.text(st.characters(codec="utf-8"), max_size=60)


def heard(text: str, size: int) -> str:
    pieces = ReplyPieces()
    return "".join(pieces.feed(text[at : at + size]) for at in range(0, len(text), size))


@given(reply=texts, other=texts, size=st.integers(1, 9), plain=st.booleans())
def test_the_reply_is_heard_however_it_is_cut(reply: str, other: str, size: int, plain: bool) -> None:
    answer = {"other": {"reply": other, "list": ["reply", other]}, "reply": reply, "edits": [{"reply": "no"}]}
    spoken = heard(json.dumps(answer, ensure_ascii=plain), size)
    assert spoken == "".join(c for c in reply if c not in "\r\b\f")


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ('```json\n{"reply": "Yes"}\n```', "Yes"),
        ('Sure: {"reply": "Yes", "edits": []} {"reply": "again"}', "Yes"),
        ('{"edits": [], "reply" : "late"}', "late"),
        ('{"reply": "half', "half"),
        ('{"reply": null, "edits": []}', ""),
        ('{"reply": ["a"]}', ""),
        ('["reply", "no"]', ""),
        ("no answer at all", ""),
        ('{"reply": "\\uZZZZ\\q"}', "q"),
    ],
)
def test_nothing_else_is_taken_for_the_reply(text: str, spoken: Any) -> None:
    assert heard(text, 3) == spoken
