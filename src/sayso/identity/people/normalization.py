"""What people, agencies and sites are known by: e-mail addresses, and short names in addresses of pages."""

import re

from sayso.errors import InputError
from sayso.kit.words import kebab

LONGEST_SLUG = 60
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s<>\"(),:;]+@[^@\s<>\"(),:;]+")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def slug_of(name: str, wanted: str | None) -> str:
    """The slug that was asked for, otherwise one made of the name.

    Raises:
        InputError: when it cannot be one, or the name has nothing to make one of.
    """
    if wanted is None:
        made = kebab(name)[:LONGEST_SLUG].strip("-")
        if not made:
            raise InputError(
                f"“{name[:60]}” has no letters for a short name.", hint="Give a slug, such as “north-office”."
            )
        return made
    if len(wanted) > LONGEST_SLUG or not _SLUG.fullmatch(wanted):
        raise InputError(
            f"“{wanted[:60]}” cannot be a short name (slug).",
            hint=f"Use at most {LONGEST_SLUG} small letters, digits and hyphens, such as “north-office”.",
        )
    return wanted


def email_of(text: str) -> str:
    """An e-mail address as it is kept: in lower case, without spaces around it.

    Raises:
        InputError: when it cannot be one.
    """
    email = text.strip().lower()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email) or not email.isprintable():
        raise InputError(f"“{text[:60]}” is no e-mail address.", hint="Write it like “ada@example.com”.")
    return email
