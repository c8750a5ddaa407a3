"""Look-ups over a spec."""

from sayso.spec.index import SpecIndex
from tests.support.specs import belongs_to, entity, field, spec


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


def test_what_a_row_may_lack_does_not_name_it_where_it_belongs_to_something() -> None:
    index = SpecIndex(
        spec(
            entities=[
                entity("client", "name"),
                entity("visit", "remark", "seen_on:date"),
                entity("bill", field("reference", required=True)),
                entity("sales_order", "order_number", "tracking_number"),
                entity("memo", "remark"),
            ],
            relationships=[
                belongs_to("visit", "client", required=True),
                belongs_to("bill", "client", required=True),
                belongs_to("sales_order", "client", required=True),
                belongs_to("memo", "client"),
            ],
        )
    )
    assert (index.title_field("visit"), index.title_relation("visit")) == (None, "client")
    assert index.title_field("bill") == "reference"
    assert index.title_field("sales_order") == "order_number"
    assert index.title_field("memo") == "remark"
