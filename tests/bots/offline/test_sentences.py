"""Sentences of clinics, shops, schools, libraries, farms, NGOs and IT become the bots that people mean."""

import pytest

from tests.bots.offline.spoken import lacks, read, spoken


@pytest.mark.parametrize(
    ("apps", "text", "wanted"), list(spoken("spoken")), ids=[text[:60] for _, text, _ in spoken("spoken")]
)
def test_a_sentence_becomes_the_bot_that_is_meant(
    apps: tuple[str, ...], text: str, wanted: tuple[str, ...]
) -> None:
    found = read(apps, text)
    assert lacks(found, wanted) == [], found


@pytest.mark.parametrize(("name", "least"), [("heldout", 40), ("heldout2", 27)])
def test_sentences_that_nothing_was_made_for_mostly_become_what_is_meant(name: str, least: int) -> None:
    right = sum(not lacks(read(apps, text), wanted) for apps, text, wanted in spoken(name))
    assert right >= least
