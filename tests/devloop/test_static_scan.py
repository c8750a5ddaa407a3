"""A component that reaches out of its application is told so, before anything of it runs."""

import pytest

from sayso.devloop.biome_lint import lint
from sayso.devloop.static_scan import LEAVES, MOST_CHARACTERS, scan
from tests.devloop.theatre import PATH, seating_plan

FILES = frozenset(
    {PATH, "src/app.tsx", "src/components/SeatTable.tsx", "src/entities/seat.ts", "src/hooks/seat.ts"}
)
KIT = 'import { EntityList } from "@sayso/app-kit";\n'


def component(body: str = "", *, imports: str = "", returned: str = "<p>Seats</p>") -> str:
    """A component with these statements."""
    return f"{imports}export function SeatingPlan() {{\n  {body}\n  return {returned};\n}}\n"


def found(text: str) -> list[str]:
    """What is said about a file."""
    return [one.message for one in scan(PATH, text, "SeatingPlan", FILES)]


def test_a_seating_plan_that_keeps_to_the_rules_is_let_through() -> None:
    assert found(seating_plan()) == []
    assert lint(PATH, seating_plan()) == []


ALLOWED = {
    "a field of a forbidden name": component("const { fetch: name } = { fetch: 1 }; void name;"),
    "a word in a text": component(
        returned="<p>The prototype of the document has no window or constructor.</p>"
    ),
    "a comment": component("// window.parent, eval and https://example.org"),
    "a local of such a name": component("const status = 1, parent = 2; void [status, parent];"),
    "an svg": component(returned='<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Hall" />'),
    "another component": component(
        imports='import { SeatTable } from "./SeatTable";\n', returned="<SeatTable />"
    ),
    "types of the module": component(
        "const row = {} as Seat; void row;", imports='import type { Seat } from "../entities/seat";\n'
    ),
    "two slashes within a text": component(returned="<p>either//or</p>"),
    "timers": component("setTimeout(() => undefined, 5);"),
}


@pytest.mark.parametrize("case", sorted(ALLOWED))
def test_what_only_looks_forbidden_is_let_through(case: str) -> None:
    assert found(ALLOWED[case]) == []


FORBIDDEN = {
    "node": (component("void fs;", imports='import fs from "fs";\n'), "“fs” may not be imported"),
    "a package": (component("void _;", imports='import _ from "lodash";\n'), "“lodash” may not"),
    "types of a package": (component("", imports='import type { X } from "lodash";\n'), "“lodash” may not"),
    "for its effects": (component("", imports='import "evil";\n'), "“evil” may not"),
    "outside the module": (
        component("void x;", imports='import { x } from "../../../secrets";\n'),
        "no “../../../secrets”",
    ),
    "a file of the machine": (
        component("void x;", imports='import x from "/etc/passwd.json";\n'),
        "“/etc/passwd.json” is no file of the application",
    ),
    "a reference": ('/// <reference path="/etc/x.d.ts" />\n' + component(), "not referred to in comments"),
    "the application": (component("void App;", imports='import { App } from "../app";\n'), "no “../app”"),
    "a file that is not there": (
        component("void x;", imports='import { x } from "../hooks/guest";\n'),
        "no “../hooks/guest”",
    ),
    "from an address": (
        component("void x;", imports='import { x } from "https://esm.sh/x";\n'),
        "“https://esm.sh/x” may not",
    ),
    "later": (component('void import("react");'), "loaded while the application runs"),
    "later by a name": (component("void import(`x${Date.now()}`);"), "while the application runs"),
    "require": (component('const { z } = require("zod"); void z;'), "“require” is not for components"),
    "export from": (component("") + 'export * from "lodash";\n', "“lodash” may not"),
    "fetch": (component('void fetch("/api/seats");'), "“fetch” is not for components"),
    "the window": (component("window.parent.postMessage(1);"), "“window” is not"),
    "global this": (component('void (globalThis as any)["fe" + "tch"];'), "“globalThis” is not"),
    "cookies": (component("void document.cookie;"), "“document” is not"),
    "eval": (component('eval("1");'), "“eval” is not"),
    "eval in a roundabout way": (component('(0, eval)("1");'), "“eval” is not"),
    "a function from a text": (component('new Function("return 1")();'), "“Function” is not"),
    "a constructor": (component('void (() => 1).constructor("return 1")();'), "“constructor” goes around"),
    "a constructor by pieces": (
        component('void (() => 1)["con" + "structor"]("return 1")();'),
        "“constructor” goes around",
    ),
    "an escaped name": (component('f\\u0065tch("/x");'), "“fetch” is not"),
    "html": (
        component(returned='<p dangerouslySetInnerHTML={{ __html: "<b>x</b>" }} />'),
        "“dangerouslySetInnerHTML” goes around",
    ),
    "html by spreading": (
        component('const p = { ["dangerouslySet" + "InnerHTML"]: { __html: "" } };', returned="<p {...p} />"),
        "“dangerouslySetInnerHTML” goes around",
    ),
    "the document of an element": (
        component(returned="<p ref={(e) => void e?.ownerDocument.title}>x</p>"),
        "“ownerDocument” goes around",
    ),
    "a frame": (component(returned='<iframe title="x" src="/" />'), "draws no <iframe>"),
    "a script": (component(returned='<script src="/x.js" />'), "draws no <script>"),
    "a style sheet": (component(returned="<style>{'p { color: red }'}</style>"), "draws no <style>"),
    "a picture from elsewhere": (
        component(returned='<img alt="" src="https://evil.example/x.png" />'),
        "“https://evil.example/x.png” leads away",
    ),
    "an address in pieces": (
        component('const a = "ht" + "tps://" + "evil.example"; void a;'),
        "“https://evil.example” leads away",
    ),
    "a background from elsewhere": (
        component(returned='<p style={{ background: "url(//evil.example/x)" }}>x</p>'),
        "“//evil.example/x” leads away",
    ),
    "a script as an address": (component(returned='<a href="javascript:alert(1)">x</a>'), "leads away"),
    "a check switched off": (component("// @ts-ignore\n  const x = 1; void x;"), "switches a check off"),
    "no such name": ("export function Plan() {\n  return <p>x</p>;\n}\n", "It exports Plan."),
    "no component": ("const x = 1;\n", "does not export “SeatingPlan”"),
    "no code": ("Here is the component you asked for!\n", "Expected"),
    "cut short": (seating_plan()[:1500], ""),
    "half a character": (component('void "\ud800";'), "characters that no text may hold"),
    "silent about rows": (
        component(
            "const { data } = useSeats();",
            imports='import { useSeats } from "../hooks/seat";\n',
            returned="<p>{data?.page.total}</p>",
        ),
        "says nothing while its rows are loading",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(FORBIDDEN))
def test_what_reaches_out_is_named(case: str) -> None:
    text, said = FORBIDDEN[case]
    messages = found(text)
    assert messages
    assert any(said in message for message in messages), messages


def test_everything_that_is_wrong_is_said_at_once_each_with_its_line() -> None:
    text = (
        component('fetch("https://evil.example");\n  eval("1");', imports='import fs from "fs";\n')
        + "void fs;\n"
    )
    places = {one.path: one.message for one in scan(PATH, text, "SeatingPlan", FILES)}
    assert len(places) == 3
    assert set(places) == {f"{PATH}:1", f"{PATH}:3", f"{PATH}:4"}


def test_a_file_of_two_hundred_kilobytes_is_not_even_read() -> None:
    (finding,) = scan(PATH, component(f'void "{"x" * 200_000}";'), "SeatingPlan", FILES)
    assert finding.code == "component-too-long"
    assert f"{MOST_CHARACTERS:,}" in finding.message


INACCESSIBLE = {
    "a div to click": (component(returned="<div onClick={() => undefined}>A1</div>"), "static element"),
    "a picture without words": (component(returned='<img src="/api/files/1" />'), "text alternative"),
    "a drawing without words": (component(returned="<svg><circle r={1} /></svg>"), "title"),
    "a hook behind a condition": (
        component(
            "if (Date.now() > 1) { const [n] = useState(0); void n; }",
            imports='import { useState } from "react";\n',
        ),
        "hook",
    ),
    "a list without keys": (component(returned="<>{[1, 2].map((n) => <p>{n}</p>)}</>"), "key"),
}


@pytest.mark.parametrize("case", sorted(INACCESSIBLE))
def test_what_some_people_could_not_use_is_named(case: str) -> None:
    text, said = INACCESSIBLE[case]
    findings = lint(PATH, text)
    assert any(said in one.message for one in findings), findings
    assert all(one.path.startswith(f"{PATH}:") for one in findings)


@pytest.mark.parametrize(
    "line", ['import x from "/etc/x.json";', 'import x from "../../../x";', '/// <reference path="/x" />']
)
def test_files_outside_the_module_are_left_to_no_other_tool(line: str) -> None:
    (finding, *_) = scan(PATH, f"{line}\n{component('void x;')}", "SeatingPlan", FILES)
    assert finding.code == LEAVES
