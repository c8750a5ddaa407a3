"""Words of a text with their places, so that every reading can quote what it came from."""

import re
from dataclasses import dataclass
from functools import cache

from sayso.design.knowledge.load import load

_TOKEN = re.compile(
    r"""
    https?://\S+
  | [\w.+-]+@[\w-]+\.[\w.-]*\w
  | \d{4}-\d{2}-\d{2}
  | \d+(?:-[^\W\d_]+)+
  | \d+(?:[.,:]\d+)*(?:%|st\b|nd\b|rd\b|th\b)?
  | \bw/o?(?=\s|\w)
  | [bsh]/[cw]\b
  | ->|=>|→|➜|➔
  | \.\.\.+|…
  | [^\W\d_]+\d+(?![^\W_])
  | [^\W\d_]+(?:[-’'][^\W\d_]+)*(?:’|')?
  | _+
  | \S
    """,
    re.VERBOSE,
)
_CONTRACTIONS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'d": "would", "'m": "am"}
_WHOLE = {"can't": ("can", "not"), "won't": ("will", "not"), "let's": ("let", "us"), "cannot": ("can", "not")}
_IS_AFTER = frozenset(["it", "that", "there", "what", "who", "he", "she", "here", "where", "how"])


@dataclass(slots=True)
class Token:
    """One word or sign: as written, its lower-case normal form, its tag and its place in the text."""

    text: str
    word: str
    start: int
    end: int
    tag: str = ""
    lemma: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it has letters."""
        return self.word[:1].isalpha()


@cache
def abbreviations() -> dict[str, str]:
    """Short forms that are expanded wherever they stand."""
    return dict(load("abbreviations")["general"])


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """Split into tokens; ``offset`` is where ``text`` begins in the whole description."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        raw = match.group()
        place = (start + offset, end + offset)
        tokens.extend(Token(raw, word, *place) for word in _words(raw))
    return tokens


def _words(raw: str) -> list[str]:
    lower = raw.lower().replace("’", "'")
    if raw in load("abbreviations")["capitals"]["words"]:
        return [lower]
    if lower in abbreviations():
        return abbreviations()[lower].split()
    if lower in {"from-to", "from-until"}:
        return lower.split("-")
    if lower in _WHOLE:
        return list(_WHOLE[lower])
    if "'" in lower:
        return _split_apostrophe(lower)
    if lower in {"→", "➜", "➔", "=>", ">"}:
        return ["->"]
    if lower == "…" or lower.startswith("..."):
        return ["..."]
    return [lower]


def _split_apostrophe(lower: str) -> list[str]:
    for ending, full in _CONTRACTIONS.items():
        if lower.endswith(ending) and len(lower) > len(ending):
            return [lower[: -len(ending)], full]
    if lower.endswith("'s"):
        return [lower[:-2], "is" if lower[:-2] in _IS_AFTER else "'s"]
    if lower.endswith("s'"):
        return [lower[:-1], "'s"]
    return [lower.strip("'") or "'"]


def quote(text: str, tokens: list[Token]) -> str:
    """The words of the description that these tokens cover, verbatim."""
    return text[tokens[0].start : tokens[-1].end] if tokens else ""
