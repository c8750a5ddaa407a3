"""Texts that bodies of requests have in common: names, short names, e-mail addresses, tokens of links."""

from typing import Annotated

from pydantic import StringConstraints

from sayso.identity.people.normalization import LONGEST_EMAIL, LONGEST_SLUG

_PRINTED = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]"

NameText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=f"^{_PRINTED}*$"),
]
"""What somebody or something is called: one line."""

MaybeNameText = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200, pattern=f"^{_PRINTED}*$")
]
"""A name that may be left empty."""

SlugText = Annotated[str, StringConstraints(max_length=LONGEST_SLUG, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A short name, as in addresses."""

EmailText = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=LONGEST_EMAIL, pattern=r'^[^@\s<>"(),:;]+@[^@\s<>"(),:;]+$'
    ),
]
"""An e-mail address."""

RoleText = Annotated[str, StringConstraints(min_length=1, max_length=100)]
"""The name of a role in the matrix of a module."""

LinkToken = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""The secret in a link."""

PasswordText = Annotated[str, StringConstraints(max_length=1000)]
"""A password as it was typed; ``sayso.identity.authentication.passwords`` says which ones do."""
