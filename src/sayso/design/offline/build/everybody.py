"""A role for those who were only called *everyone* or *the others*."""

from sayso.design.offline.extraction.people import EVERYBODY, OTHERS
from sayso.design.offline.model.business import RolePart

from .parts import Parts

_REST = "staff"


def name_the_rest(parts: Parts) -> None:
    """Add a role for the others, and for everybody where nobody else was named."""
    business = parts.business
    said = next((g for g in business.grants if g.role == OTHERS), None)
    if said is None and len(business.roles) <= 1:
        said = next((g for g in business.grants if g.role == EVERYBODY), None)
    if said is not None and all(role.name != _REST for role in business.roles):
        business.roles.append(RolePart(_REST, said.source))
