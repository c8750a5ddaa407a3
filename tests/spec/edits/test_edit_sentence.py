"""Edits in sentences for people."""

# ruff: noqa: E501 - a table of edits reads best one to a line
import pytest

from sayso.spec.edits import (
    Edit,
    Kind,
    MergeFields,
    Move,
    Part,
    Remove,
    Rename,
    Retype,
    SetLayout,
    SplitEntity,
    SplitField,
    add,
    apply,
    change,
    change_spec,
    sentence,
)
from sayso.spec.model import (
    AppSpec,
    Assumption,
    Computed,
    Field,
    FieldType,
    Option,
    PermissionRule,
    Relationship,
    Transition,
)

from .naming import the

CLIENT, NAME, HAIR, NOTES = "ent_2ku2rdfx", "fld_7cspm9gu", "fld_py3p2jt2", "fld_fwguwqzy"
FLOW, PAGE = "flw_sztjwegu", "pag_vh6uaxva"
OPTIONS = (
    Option(id="opt_aaaaaaaa", name="rock", label="Rock"),
    Option(id="opt_bbbbbbbb", name="jazz", label="Jazz"),
)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Rename(kind=Kind.ENTITY, target=CLIENT, name="customer"), "Rename Client to Customer"),
        (Rename(kind=Kind.FIELD, target=NAME, name="full_name"), "Rename field Name of Client to Full name"),
        (
            add(Field(id="fld_aaaaaaaa", name="born", label="Birthday", type=FieldType.DATE), parent=CLIENT),
            "Add field Birthday to Client (date)",
        ),
        (add(OPTIONS[0], parent=HAIR), "Add option Rock to Hair type of Client"),
        (
            add(
                Computed(id="cmp_aaaaaaaa", name="x", label="Twice", type=FieldType.MONEY, expression="price * 2"),
                parent=CLIENT,
            ),
            "Add computed value Twice to Client, which is price * 2",
        ),
        (
            add(
                Relationship.model_validate(
                    {"id": "rel_aaaaaaaa", "kind": "belongs_to", "from": "client", "to": "stylist",
                     "name": "stylist", "inverse": "clients"}
                )
            ),
            "Let Client belong to Stylist",
        ),
        (
            add(PermissionRule(id="prm_aaaaaaaa", role="stylist", entity="appointment", actions=("read",), scope="own")),
            "Let Stylist read their own Appointment",
        ),
        (
            add(PermissionRule(id="prm_aaaaaaaa", role="stylist", entity="client", actions=("read",), scope="none")),
            "Give Stylist no access to Client",
        ),
        (
            add(Transition(id="trn_aaaaaaaa", name="reopen", from_state="done", to_state="booked"), parent=FLOW),
            "Let Appointment go from Done to Booked",
        ),
        (add(Assumption(id="asm_aaaaaaaa", text="Prices include tax.")), "Assume: Prices include tax."),
        (Remove(kind=Kind.FIELD, target=HAIR), "Remove field Hair type of Client"),
        (Remove(kind=Kind.FLOW, target=FLOW), "Remove the flow of Appointment"),
        (Remove(kind=Kind.PAGE, target="pag_zzzzzzzz"), "Remove pag_zzzzzzzz"),
        (Move(kind=Kind.FIELD, target=HAIR, position=0), "Move field Hair type of Client to place 1"),
        (change(Kind.FIELD, NAME, required=False, unique=True), "Make field Name of Client not required and unique"),
        (change(Kind.FIELD, NOTES, help=None), "Change help to nothing of field Colour notes of Client"),
        (
            Retype(target=HAIR, type=FieldType.MULTI_ENUM, options=OPTIONS),
            "Make field Hair type of Client several choices: Rock and Jazz",
        ),
        (SetLayout(target=PAGE, layout=None), "Rearrange the page Appointments"),
        (change_spec(name="Hair and more", tier="pro"), "Change name to “Hair and more” and tier to pro"),
        (SplitEntity(target=HAIR), "Make field Hair type of Client an entity of its own, Hair type"),
        (MergeFields(targets=(NAME, NOTES), name="all"), "Merge Name and Colour notes of Client into All"),
        (
            SplitField(target=NAME, parts=(Part(name="first"), Part(name="last", label="Family name"))),
            "Split field Name of Client into First and Family name",
        ),
    ],
)  # fmt: skip
def test_an_edit_says_itself(edit: Edit, said: str, salon: AppSpec) -> None:
    assert sentence(edit, salon) == said


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["name", "mobile", "born"], "Show Born in the table of Client"),
        (["name"], "No longer show Mobile in the table of Client"),
        (["mobile", "name"], "Put what the table of Client shows in another order"),
    ],
)
def test_what_a_table_shows_is_said_in_its_columns(columns: list[str], said: str, salon: AppSpec) -> None:
    table = the(salon, Kind.COMPONENT, "ClientTable")
    short = apply(salon, [change(Kind.COMPONENT, table.id, props={"columns": ["name", "mobile"]})]).spec
    edit = change(Kind.COMPONENT, table.id, props={"columns": columns})
    assert sentence(edit, short) == said


def test_the_order_of_rows_is_said(salon: AppSpec) -> None:
    table = the(salon, Kind.COMPONENT, "ClientTable")
    sort = [{"field": "name", "descending": False}, {"field": "mobile", "descending": True}]
    edit = change(Kind.COMPONENT, table.id, props={**table.props, "sort": sort})
    assert sentence(edit, salon) == "Sort the table of Client by Name and Mobile, descending"


def test_what_else_changes_of_a_component_is_how_it_looks(salon: AppSpec) -> None:
    table = the(salon, Kind.COMPONENT, "ClientTable")
    edit = change(Kind.COMPONENT, table.id, props={**table.props, "page_size": 7})
    assert sentence(edit, salon) == "Change how the table of Client looks"
