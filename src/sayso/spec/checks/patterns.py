"""Text patterns that PostgreSQL and JavaScript read the same way."""

import re

_FOREIGN = (
    (r"\(\?P", "named groups differ", "Use plain brackets: ( )."),
    (r"\(\?<[A-Za-z]", "named groups differ", "Use plain brackets: ( )."),
    (r"\(\?[a-zA-Z-]+[:)]", "flags inside a pattern differ", "Write both cases out: [Aa]."),
    (r"\(\?<[=!]", "looking back is not understood everywhere", "Match the whole text instead."),
    (r"\(\?#|\(\?>", "this kind of group is not understood everywhere", "Use (?: )."),
    (r"\\[bBAZzGyYmMpPxuc]", "this escape means different things", "Use character lists such as [A-Za-z]."),
    (r"[*+?}]\+", "possessive repetition is not understood everywhere", "Use * or +."),
    (
        r"\[\[:|\[\[=|\[\[\.",
        "named character classes are not understood everywhere",
        "Use lists such as [0-9].",
    ),
    (r"\{,\d", "a repetition needs a lower bound", "Write {0,3}."),
)
_LARGEST_REPETITION = 255


def pattern_problem(pattern: str) -> tuple[str, str] | None:
    """What keeps a pattern from meaning the same in the database and the browser, and the way out."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as problem:
        return f"it cannot be read ({problem})", "Check brackets and escapes."
    bare = re.sub(r"\\\\", "", pattern)
    for form, why, hint in _FOREIGN:
        if re.search(form, bare):
            return why, hint
    for numbers in re.findall(r"\{(\d+)(?:,(\d*))?\}", bare):
        if any(number and int(number) > _LARGEST_REPETITION for number in numbers):
            return (
                f"the database repeats at most {_LARGEST_REPETITION} times",
                "Limit the length with max_length.",
            )
    return None
