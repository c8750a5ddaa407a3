"""What people, agencies and sites can be called."""

import pytest

from sayso.errors import InputError
from sayso.identity.people.normalization import LONGEST_SLUG, email_of, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [("North office", "north-office"), ("Café Über & Co.", "cafe-uber-co"), ("A" * 80, "a" * LONGEST_SLUG)],
)
def test_a_slug_is_made_of_the_name(name: str, slug: str) -> None:
    assert slug_of(name, None) == slug


def test_a_name_without_letters_needs_a_slug() -> None:
    with pytest.raises(InputError, match="has no letters"):
        slug_of("東京", None)
    assert slug_of("東京", "tokyo") == "tokyo"


@pytest.mark.parametrize("slug", ["", "North", "north office", "-north", "north--office", "a" * 61, "nörth"])
def test_what_cannot_be_a_slug_is_refused(slug: str) -> None:
    with pytest.raises(InputError, match="cannot be a short name"):
        slug_of("North", slug)


def test_addresses_are_kept_in_small_letters() -> None:
    assert email_of("  Ada@Example.COM ") == "ada@example.com"
    assert email_of("you@localhost") == "you@localhost"


@pytest.mark.parametrize(
    "text",
    ["", "ada", "@example.com", "ada@", "a b@c.example", "a@b@c", "a@b\nBcc: c@d", "a\u200b@b.example"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no e-mail address"):
        email_of(text)
