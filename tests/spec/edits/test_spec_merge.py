"""Two specs that came of one: what each changed stays, and where both did is asked."""

from typing import Any

from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.edits import apply, change, read_edits
from sayso.spec.edits.kinds import Kind
from sayso.spec.edits.spec_merge import MergedSpec, Side, merge_specs
from sayso.spec.model import AppSpec
from tests.support.specs import belongs_to, entity, spec

LIBRARY = spec(
    entities=[
        entity("member", "name", "phone"),
        entity("tool", "name", "price:money"),
        entity("loan", "due:date"),
    ],
    relationships=[belongs_to("loan", "tool"), belongs_to("loan", "member")],
    permissions={"roles": [{"name": "keeper", "label": "Keeper"}], "default_role": "keeper"},
)


def edited(base: AppSpec, *edits: dict[str, Any]) -> AppSpec:
    read, problems = read_edits(list(edits))
    assert problems == ()
    done = apply(base, read)
    assert done.ok, done.diagnostics
    return done.spec


def of(base: AppSpec, entity_name: str, field: str = "") -> str:
    found = next(one for one in base.entities if one.name == entity_name)
    return next(one.id for one in found.fields if one.name == field) if field else found.id


def add_field(base: AppSpec, entity_name: str, name: str, key: str = "") -> dict[str, Any]:
    element = {"id": f"fld_{(key or name) + '00000':.6}", "name": name, "label": name.capitalize()}
    return {"op": "add", "kind": "field", "parent": of(base, entity_name), "element": element}


def remove(kind: str, target: str) -> dict[str, Any]:
    return {"op": "remove", "kind": kind, "target": target}


def fields(merged: MergedSpec, name: str) -> list[str]:
    return [one.name for found in merged.spec.entities if found.name == name for one in found.fields]


def merged_soundly(mine: AppSpec, theirs: AppSpec, **answers: Side) -> MergedSpec:
    found = merge_specs(
        LIBRARY, mine, theirs, {key.replace("__", ":"): side for key, side in answers.items()}
    )
    assert [one for one in check(found.spec) if one.level is Level.ERROR] == []
    return found


def test_what_each_side_added_stays() -> None:
    mine = edited(LIBRARY, add_field(LIBRARY, "member", "email"))
    theirs = edited(LIBRARY, add_field(LIBRARY, "member", "street"), add_field(LIBRARY, "tool", "shelf"))
    found = merged_soundly(mine, theirs)
    assert sorted(fields(found, "member")) == ["email", "name", "phone", "street"]
    assert fields(found, "tool") == ["name", "price", "shelf"]
    assert found.clashes == ()


def test_a_rename_on_one_side_carries_along_what_the_other_wrote() -> None:
    rule = {
        "id": "cmp_000777",
        "name": "due_again",
        "label": "Due again",
        "type": "date",
        "expression": "due",
    }
    mine = edited(LIBRARY, {"op": "add", "kind": "computed", "parent": of(LIBRARY, "loan"), "element": rule})
    theirs = edited(
        LIBRARY, {"op": "rename", "kind": "field", "target": of(LIBRARY, "loan", "due"), "name": "return_by"}
    )
    found = merged_soundly(mine, theirs)
    loan = next(one for one in found.spec.entities if one.name == "loan")
    assert loan.computed[0].expression == "return_by"
    assert found.clashes == ()


def test_where_both_changed_the_same_mine_stays_until_it_is_answered() -> None:
    phone = of(LIBRARY, "member", "phone")
    mine, theirs = (
        apply(LIBRARY, [change(Kind.FIELD, phone, help=text)]).spec for text in ("With prefix", "Mobile")
    )
    found = merged_soundly(mine, theirs)
    [clash] = found.clashes
    assert (clash.label, clash.attribute, clash.mine, clash.theirs) == (
        "Phone", "help", "With prefix", "Mobile",
    )  # fmt: skip
    assert found.spec == mine
    assert merge_specs(LIBRARY, mine, theirs, {clash.key: Side.THEIRS}).spec == theirs


def test_what_one_side_removed_goes_with_its_mentions_unless_the_other_changed_it() -> None:
    tool = of(LIBRARY, "tool")
    theirs = edited(LIBRARY, remove("entity", tool))
    gone = merged_soundly(edited(LIBRARY, add_field(LIBRARY, "member", "email")), theirs)
    assert [one.name for one in gone.spec.entities] == ["member", "loan"]
    assert [one.name for one in gone.spec.relationships] == ["member"]
    kept = merged_soundly(edited(LIBRARY, add_field(LIBRARY, "tool", "shelf")), theirs)
    assert [(one.label, one.mine, one.theirs) for one in kept.clashes] == [("Tool", "changed", None)]
    assert "tool" in [one.name for one in kept.spec.entities]
    dropped = merged_soundly(
        edited(LIBRARY, add_field(LIBRARY, "tool", "shelf")), theirs, **{tool: Side.THEIRS}
    )
    assert "tool" not in [one.name for one in dropped.spec.entities]


def test_what_i_removed_stays_away_and_is_asked_about_where_the_other_changed_it() -> None:
    mine = edited(LIBRARY, remove("field", of(LIBRARY, "member", "phone")))
    theirs = apply(LIBRARY, [change(Kind.FIELD, of(LIBRARY, "member", "phone"), help="Mobile")]).spec
    assert fields(merged_soundly(mine, LIBRARY), "member") == ["name"]
    found = merged_soundly(mine, theirs)
    assert fields(found, "member") == ["name"]
    [clash] = found.clashes
    back = merge_specs(LIBRARY, mine, theirs, {clash.key: Side.THEIRS})
    assert [one.name for one in back.spec.entities[0].fields] == ["name", "phone"]


def test_a_new_part_under_a_name_that_is_taken_is_left_out_and_said() -> None:
    mine = edited(LIBRARY, add_field(LIBRARY, "member", "email", "mine"))
    theirs = edited(LIBRARY, add_field(LIBRARY, "member", "email", "theirs"))
    found = merged_soundly(mine, theirs)
    assert found.spec == mine
    assert found.left_out == ("Email",)


def test_nothing_changes_where_the_other_side_changed_nothing() -> None:
    mine = edited(LIBRARY, add_field(LIBRARY, "loan", "note"), remove("field", of(LIBRARY, "tool", "price")))
    assert merged_soundly(mine, LIBRARY).spec == mine
    assert merged_soundly(LIBRARY, mine).spec == mine
