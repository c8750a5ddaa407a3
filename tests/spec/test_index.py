"""Look-ups over a spec."""

from sayso.spec.index import SpecIndex
from tests.support.specs import belongs_to, entity, spec


def test_a_row_without_a_title_is_named_by_the_person_it_is_for_and_not_by_who_serves_them() -> None:
    index = SpecIndex(
        spec(
            entities=[
                entity("appointment", "starts_at:datetime"),
                entity("stylist", "name", "email:email", person_role="stylist"),
                entity("treatment", "name"),
                entity("client", "name", "phone:phone"),
                entity("note", "made_on:date"),
            ],
            relationships=[
                belongs_to("appointment", "stylist", required=True),
                belongs_to("appointment", "treatment", required=True),
                belongs_to("appointment", "client", required=True),
                belongs_to("note", "stylist"),
            ],
        )
    )
    assert index.title_field("appointment") is None
    assert index.title_relation("appointment") == "client"
    assert index.title_relation("note") == "stylist"
    assert index.title_relation("client") is None
