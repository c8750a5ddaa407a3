"""Specs that several tests begin with."""

from typing import Any

from sayso.spec.model import AppSpec
from tests.support.specs import entity, matrix, may, spec


def one(*fields: Any) -> AppSpec:
    """One entity with a name and these fields."""
    return spec(
        entities=[entity("client", "name", *fields, id="ent_client")],
        permissions=matrix("owner", may("owner", "client")),
    )
