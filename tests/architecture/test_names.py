"""Modules are called by nouns that the field uses: what is in a file is said by its name."""

import pytest
from tests.architecture.sources import SOURCE

NOUNS = frozenset({"publishing", "rendering", "spelling", "string"})
"""Words on -ing that are things."""
REPLACED = ("bots/offline/", "blocks/offline/", "phrases/")
"""Folders that go when programs are specs; their files keep their names until then."""
LEFT = frozenset(
    """
    aiming allowances beginning door doors ending handwork hearing keeping lives making news noticing outlook
    overtaking seeing standing strangers telling trying walling
    """.split()  # noqa: SIM905 - names read better as words
)
"""Names that were given once and that nobody would look for."""


def is_gerund(word: str) -> bool:
    return len(word) > 5 and word.endswith("ing") and word not in NOUNS


def names() -> list[str]:
    """Of every module and folder that stays, its path under the package."""
    paths = (path.relative_to(SOURCE) for path in SOURCE.rglob("*.py"))
    kept = (path for path in paths if not path.as_posix().startswith(REPLACED) and "static" not in path.parts)
    return sorted(
        {part for path in kept for part in (path.with_suffix("").as_posix(), *map(str, path.parents))}
    )


def test_no_module_is_called_by_a_gerund() -> None:
    assert [name for name in names() if is_gerund(name.rsplit("/", 1)[-1].rsplit("_", 1)[-1])] == []


def test_no_module_has_a_name_that_was_given_up() -> None:
    assert [name for name in names() if name.rsplit("/", 1)[-1] in LEFT] == []


@pytest.mark.parametrize(
    ("word", "gerund"), [("making", True), ("run_showing", True), ("rendering", False), ("ring", False)]
)
def test_a_gerund_is_told_from_a_noun(word: str, gerund: bool) -> None:
    assert is_gerund(word.rsplit("_", 1)[-1]) is gerund
