"""The file is found in a reply, however a model wrapped it."""

import json
from typing import Any

import pytest

from sayso.devloop.code_extraction import ReadCode, read_code
from sayso.llm.types import Reply, Usage

CODE = "export function SeatingPlan() {\n  return <p>`x`</p>;\n}\n"
FENCED = f"```tsx\n{CODE}```"
REPLIES: dict[str, tuple[str, Any, str]] = {
    "as asked for": ("", {"code": CODE, "explanation": "Seats."}, CODE),
    "without its last newline": ("", {"code": CODE.rstrip(), "explanation": ""}, CODE),
    "line endings of Windows": ("", {"code": CODE.replace("\n", "\r\n")}, CODE),
    "fenced inside the object": ("", {"code": FENCED}, CODE),
    "fenced among prose": (f"Of course! Here it is:\n\n{FENCED}\n\nTell me if it fits.", None, CODE),
    "several blocks": (f"```sh\nnpm i\n```\n\n{FENCED}\n", None, CODE),
    "a fence that is never closed": (f"Here:\n```tsx\n{CODE}", None, CODE),
    "nothing but code": (CODE, None, CODE),
    "with an import first": (
        'import { x } from "react";\n' + CODE,
        None,
        'import { x } from "react";\n' + CODE,
    ),
    "prose": ("I would rather not export anything today.", None, ""),
    "nothing": ("", None, ""),
    "another shape": ('{"file": 1}', {"file": 1}, ""),
    "a list": ("[1]", [1], ""),
    "code that is no text": ("{}", {"code": 5}, ""),
    "blank code": ("{}", {"code": "  \n"}, ""),
}


@pytest.mark.parametrize("case", sorted(REPLIES))
def test_the_file_is_found(case: str) -> None:
    text, data, code = REPLIES[case]
    assert read_code(Reply(text, data, "m", Usage())).code == code


def test_what_stands_below_the_file_is_what_was_said_about_it() -> None:
    reply = Reply(f"Sure:\n\n{FENCED}\n\nSeats, to be clicked.\n", None, "m", Usage())
    assert read_code(reply).explanation == "Seats, to be clicked."


def test_a_file_in_an_object_among_prose_is_found_although_no_object_was_asked_for() -> None:
    reply = Reply(f"Here: {json.dumps({'code': CODE, 'explanation': 'Seats.'})} Done.", None, "m", Usage())
    assert read_code(reply) == ReadCode(CODE, "Seats.")


def test_what_was_said_about_the_file_is_kept() -> None:
    reply = Reply("", {"code": CODE, "explanation": " Seats, to be clicked. "}, "m", Usage())
    assert read_code(reply).explanation == "Seats, to be clicked."
