"""What files import, and whether that is a file of theirs or a module of the kit; asked before a build.

The reader is a scanner of words, no parser: it knows comments, texts, templates and expressions of the form
``/…/``. Where it is misled, the builder sees the files alone, so that what it was not to find is not there.
"""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from sayso.compiler.draft import FileDraft
from sayso.spec.diagnostics import Diagnostic, Level

ENTRY = "src/main.tsx"
"""Where an application begins."""
ENDINGS = (".tsx", ".ts", ".jsx", ".js", ".json")
"""What may be imported, and what is tried where a name has no ending."""
_CODE = (".tsx", ".ts", ".jsx", ".js")


class Kind(StrEnum):
    """How something is imported."""

    STATEMENT = "statement"
    DYNAMIC = "dynamic"
    REQUIRE = "require"
    ATTRIBUTES = "attributes"
    """It says how the file is to be read, as in ``with {type: "text"}``."""
    COMPUTED = "computed"
    META = "meta"
    """``import.meta``."""
    COMMENT = "comment"
    """A comment that names a file or a package for tools."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import: what it names, and the line."""

    name: str
    kind: Kind
    line: int


_SKIPPED = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<word>[A-Za-z_$][\w$]*)
    | (?P<comment>//[^\n\u2028\u2029]*|/\*.*?(?:\*/|\Z))
    | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<template>`)
    | (?P<number>\.?\d[\w.]*)
    | (?P<brace>[{}])
    | (?P<slash>/)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_EXPRESSION = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[A-Za-z]*")
_BEFORE_VALUE = frozenset(
    [
        "return",
        "typeof",
        "case",
        "in",
        "of",
        "delete",
        "void",
        "throw",
        "new",
        "do",
        "else",
        "instanceof",
        "yield",
        "await",
    ]
)
"""Words after which ``/`` begins an expression, as after a sign."""
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|(.))", re.DOTALL)
_FOR_TOOLS = re.compile(r"@jsxImportSource\s+(\S+)|[#@]\s*sourceMappingURL\s*=\s*(\S+)")
_FORM = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_MOST_WORDS = 20_000
"""Between ``import`` and its ``from``."""


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


@lru_cache(maxsize=4096)
def imports_of(text: str) -> tuple[Import, ...]:
    """Everything that a file imports, in order."""
    reader = _Reader(text)
    reader.read()
    found = [*_found(reader.tokens), *reader.comments]
    return tuple(
        Import(name, kind, text.count("\n", 0, at) + 1)
        for name, kind, at in sorted(found, key=lambda one: one[2])
    )


_Found = tuple[str, Kind, int]


class _Reader:
    """Takes a text apart into words, texts and signs; templates are kept by the values that stand in them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[int] = []
        """How many braces are open within each template that is not at its end."""
        self.tokens: list[_Token] = []
        self.comments: list[_Found] = []

    def read(self) -> None:
        """Take all of it apart."""
        at = 0
        while match := _SKIPPED.match(self._text, at):
            at = self._taken(match.lastgroup or "sign", match)

    def _taken(self, kind: str, match: re.Match[str]) -> int:
        """Keep what was found; where to go on."""
        at, text = match.start(), match[0]
        if kind == "comment":
            named = ((one[1] or one[2], one.start()) for one in _FOR_TOOLS.finditer(text))
            self.comments += [(name, Kind.COMMENT, at + place) for name, place in named]
        elif kind == "slash":
            return self._slash(at)
        elif kind == "template":
            return self._part(at, is_first=True)
        elif kind == "brace" and self._open:
            if text == "}" and self._open[-1] == 0:
                return self._part(at, is_first=False)
            self._open[-1] += 1 if text == "{" else -1
            self.tokens.append(_Token("sign", text, at))
        elif kind != "space":
            self.tokens.append(_Token("sign" if kind == "brace" else kind, text, at))
        return match.end()

    def _slash(self, at: int) -> int:
        expression = _EXPRESSION.match(self._text, at) if _is_value_next(self.tokens) else None
        self.tokens.append(_Token("expression" if expression else "sign", "/", at))
        return expression.end() if expression else at + 1

    def _part(self, at: int, *, is_first: bool) -> int:
        end, opens = _template(self._text, at + 1)
        if is_first and opens:
            self._open.append(0)
        elif not is_first and not opens:
            self._open.pop()
        self.tokens.append(_Token("template", "", at))
        return end


def _template(text: str, at: int) -> tuple[int, bool]:
    """Where a part of a template ends, and whether a value stands there."""
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == "`":
            return at + 1, False
        elif text.startswith("${", at):
            return at + 2, True
        else:
            at += 1
    return at, False


def _is_value_next(tokens: list[_Token]) -> bool:
    if not tokens:
        return True
    last = tokens[-1]
    if last.kind == "word":
        return last.text in _BEFORE_VALUE
    return last.kind == "sign" and last.text not in {")", "]", "}"}


def _found(tokens: list[_Token]) -> Iterator[_Found]:
    for number, token in enumerate(tokens):
        if token.kind != "word" or token.text not in {"import", "export", "require"}:
            continue
        if number and tokens[number - 1].text in {".", "?."} and tokens[number - 1].kind == "sign":
            before = tokens[number - 2].text if number > 1 else ""
            if before != ".":  # no property but what is spread: ``...require(``
                continue
        if token.text == "require":
            yield from _required(tokens, number)
        elif token.text == "export":
            yield from _exported(tokens, number)
        else:
            yield from _imported(tokens, number)


def _at(tokens: list[_Token], number: int) -> _Token:
    return tokens[number] if number < len(tokens) else _Token("end", "", 0)


def _imported(tokens: list[_Token], number: int) -> Iterator[_Found]:
    token, follows = tokens[number], _at(tokens, number + 1)
    if follows.text == "(" and follows.kind == "sign":
        given, after = _at(tokens, number + 2), _at(tokens, number + 3)
        if given.kind != "text" or after.text not in {")", ","}:
            yield "", Kind.COMPUTED, token.at
        else:
            yield _value(given.text), Kind.DYNAMIC, token.at
            if after.text == "," and _at(tokens, number + 4).text != ")":
                yield _value(given.text), Kind.ATTRIBUTES, token.at
    elif follows.text == "." and follows.kind == "sign":
        yield "import.meta", Kind.META, token.at
    elif follows.kind == "text":
        yield from _named(tokens, number + 1)
    elif follows.kind in {"word", "sign"} and (follows.kind == "word" or follows.text in {"{", "*"}):
        yield from _clause(tokens, number + 1)


def _exported(tokens: list[_Token], number: int) -> Iterator[_Found]:
    follows = _at(tokens, number + 1)
    if follows.text == "type":
        number, follows = number + 1, _at(tokens, number + 2)
    if follows.kind == "sign" and follows.text in {"{", "*"}:
        yield from _clause(tokens, number + 1)


def _clause(tokens: list[_Token], number: int) -> Iterator[_Found]:
    """Names, then ``from`` and a text; whatever else follows is no import."""
    depth = 0
    for place in range(number, min(len(tokens), number + _MOST_WORDS)):
        token = tokens[place]
        if (
            token.kind == "word"
            and token.text == "from"
            and depth == 0
            and _at(tokens, place + 1).kind == "text"
        ):
            yield from _named(tokens, place + 1)
            return
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        is_name = token.kind in {"word", "text"} or (token.kind == "sign" and token.text in "{},*")
        if not is_name or depth < 0:
            return


def _named(tokens: list[_Token], number: int) -> Iterator[_Found]:
    token, follows = tokens[number], _at(tokens, number + 1)
    yield _value(token.text), Kind.STATEMENT, token.at
    if follows.text in {"with", "assert"} and _at(tokens, number + 2).text == "{":
        yield _value(token.text), Kind.ATTRIBUTES, token.at


def _required(tokens: list[_Token], number: int) -> Iterator[_Found]:
    if _at(tokens, number + 1).text != "(":
        return
    given = _at(tokens, number + 2)
    yield (_value(given.text) if given.kind == "text" else ""), Kind.REQUIRE, tokens[number].at


def _value(literal: str) -> str:
    def meant(match: re.Match[str]) -> str:
        number = match[1] or match[2] or match[3]
        if number:
            value = int(number, 16)
            return chr(value) if value < 0x110000 else ""
        return _FORM.get(match[4], match[4])

    return _ESCAPE.sub(meant, literal[1:-1])


def reached(
    entry: str, drafts: Iterable[FileDraft], modules: Collection[str]
) -> tuple[list[FileDraft], list[Diagnostic]]:
    """The files that ``entry`` stands on, and every import of theirs that is no file and no module."""
    known = {draft.path: draft for draft in drafts if draft.path.endswith(ENDINGS)}
    found: dict[str, FileDraft] = {}
    problems: list[Diagnostic] = []
    waiting = [entry] if entry in known else []
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        draft = found[path] = known[path]
        if path.endswith(_CODE):
            problems += check_file(path, draft.text, known, modules)
            names = (one.name for one in imports_of(draft.text) if one.name.startswith("."))
            waiting += [file for name in names if (file := resolved(name, path, known))]
    return list(found.values()), problems


def check_file(path: str, text: str, paths: Collection[str], modules: Collection[str]) -> list[Diagnostic]:
    """What one file among those at ``paths`` imports that is none of them, nor one of ``modules``."""
    found = [_problem(one, path, paths, modules) for one in imports_of(text)]
    return list({(one.path, one.message): one for one in found if one is not None}.values())


def _problem(one: Import, path: str, paths: Collection[str], modules: Collection[str]) -> Diagnostic | None:
    shown = one.name[:120]
    if one.kind in _NEVER:
        return _refused(path, one.line, *(text.format(shown) for text in _NEVER[one.kind]))
    if one.name in modules:
        return None
    if one.name.startswith(("./", "../")) or one.name in {".", ".."}:
        if resolved(one.name, path, paths) is not None:
            return None
        return _refused(
            path,
            one.line,
            f"“{shown}” is no file of this application.",
            "Import a file that the application has, by its path from here.",
        )
    known = ", ".join(sorted(modules))
    return _refused(
        path,
        one.line,
        f"“{shown}” cannot be imported.",
        f"There are the files of the application, and {known}.",
    )


_NEVER: Mapping[Kind, tuple[str, str]] = {
    Kind.REQUIRE: ("“require” is not there for applications.", "Write “import … from …”."),
    Kind.ATTRIBUTES: (
        "“{}” is imported with a word on how to read it.",
        "Leave out what stands after the name: files are read after their ending.",
    ),
    Kind.COMPUTED: (
        "What is imported here is known only once the application runs.",
        "Write the path as a plain text.",
    ),
    Kind.META: ("“import.meta” is not there for applications.", "Leave it out; files have no address here."),
    Kind.COMMENT: ("A comment names “{}” for the builder.", "Leave the comment out."),
}


def resolved(name: str, path: str, paths: Collection[str]) -> str | None:
    """The file among ``paths`` that a relative name means, seen from the file at ``path``."""
    stem = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if stem.startswith(("/", "../")) or stem == "..":
        return None
    inner = "" if stem == "." else f"{stem}/"
    tried = (
        *((stem,) if stem.endswith(ENDINGS) else ()),
        *(stem + ending for ending in ENDINGS),
        *(f"{inner}index{ending}" for ending in ENDINGS),
    )
    return next((one for one in tried if one in paths), None)


def _refused(path: str, line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(
        code="import-not-allowed", level=Level.ERROR, path=f"{path}:{line}", message=message, hint=hint
    )
