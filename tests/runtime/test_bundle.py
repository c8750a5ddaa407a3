"""A live application from its drafts."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from sayso.compiler.draft import FileDraft
from sayso.errors import OperationError
from sayso.runtime.bundle import bundle
from sayso.verifier.toolchain import Kit

KIT = Kit(
    folder=Path("/kit"),
    imports={"@sayso/app-kit": "kit-1.js", "react": "react-1.js", "react/jsx-runtime": "jsx-1.js"},
    css="style-1.css",
    preload=("kit-1.js",),
    font="inter-1.woff2",
    files=(),
)
MAIN = FileDraft(
    "src/main.tsx",
    'import { defineApp } from "@sayso/app-kit";\nimport { Hello } from "./hello";\ndefineApp(<Hello />);\n',
)
HELLO = FileDraft("src/hello.tsx", "export function Hello() {\n  return <p>Hello</p>;\n}\n")


def test_a_bundle_is_one_script_with_its_source_map() -> None:
    made = bundle([MAIN, HELLO], title="Hello", kit=KIT)

    assert sorted(asset.name.partition(".")[2] for asset in made.assets) == ["js", "js.map"]
    script = next(asset for asset in made.assets if asset.name.endswith(".js"))
    assert b'from"@sayso/app-kit"' in script.content
    assert b'from"react/jsx-runtime"' in script.content


def test_the_same_files_give_the_same_names() -> None:
    names = [[asset.name for asset in bundle([MAIN, HELLO], title="Hello", kit=KIT).assets] for _ in range(2)]

    assert names[0] == names[1]


def test_the_page_needs_no_more_than_its_hashes() -> None:
    made = bundle([MAIN, HELLO], title="Hello", kit=KIT)
    inline = re.findall(r"<script(?![^>]*src)[^>]*>(.*?)</script>", made.index_html, re.DOTALL)

    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
    assert made.script_hashes == tuple(f"'sha256-{digest}'" for digest in digests)
    assert '"@sayso/app-kit":"/kit/kit-1.js"' in inline[0]


def test_a_hostile_title_stays_a_title() -> None:
    made = bundle([MAIN, HELLO], title="</title><script>alert(1)</script>", kit=KIT)

    assert "<script>alert" not in made.index_html


def test_a_missing_file_is_named() -> None:
    with pytest.raises(OperationError) as raised:
        bundle([MAIN], title="Hello", kit=KIT)

    assert "./hello" in raised.value.details["output"]
