"""A few words of somebody of a trade lead to the design that fits: ``wishes/<family>.tsv`` has both."""

from pathlib import Path

import pytest

from sayso.catalogue.index import catalogue
from sayso.design.drafts.description_words import Said
from sayso.design.drafts.find import found_in

FOLDER = Path(__file__).parent / "wishes"
FAMILIES = sorted(FOLDER.glob("*.tsv"))
LEAST = 0.97
"""The share of the wishes of a trade that have to find their design."""


def wishes(path: Path) -> list[tuple[str, str]]:
    """The wishes of a trade with the slugs of their designs."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(wish, slug) for wish, slug in rows]


def leading(wish: str) -> str:
    """The slug of the design that an application begins from."""
    found = found_in(Said.of(wish))
    return found[0].blueprint.slug if found else ""


@pytest.mark.rotating(10)
@pytest.mark.parametrize("path", FAMILIES, ids=[path.stem for path in FAMILIES])
def test_wishes_of_a_trade_find_their_design(path: Path) -> None:
    rows = wishes(path)
    missed = [
        f"{wish}: {leading(wish) or 'none'}, not {slug}" for wish, slug in rows if leading(wish) != slug
    ]
    assert len(missed) <= (1 - LEAST) * len(rows), "\n".join(missed)


def test_wishes_are_of_designs_that_are_there_and_stand_once() -> None:
    rows = [row for path in FAMILIES for row in wishes(path)]
    assert {slug for _, slug in rows} <= {card.slug for card in catalogue().cards}
    assert len({wish.lower() for wish, _ in rows}) == len(rows)
