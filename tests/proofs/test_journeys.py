"""Every kind of change is led there and back on sample rows, and breaks where it would break for people."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql import compile_sql
from sayso.db.database import Database
from sayso.proofs.service import Proofs
from sayso.spec.edits import Kind, apply
from sayso.spec.edits import change as change_edit
from sayso.spec.model import AppSpec
from sayso.web.inprocess import InProcess
from tests.proofs.revisions import Candidate

pytestmark = pytest.mark.rotating(6)

Data = dict[str, Any]


def entity(data: Data, name: str) -> Data:
    """An entity of a spec as plain data."""
    return next(found for found in data["entities"] if found["name"] == name)


def field(data: Data, of: str, name: str) -> Data:
    """A field of a spec as plain data."""
    return next(found for found in entity(data, of)["fields"] if found["name"] == name)


def add_required(data: Data) -> None:
    entity(data, "client")["fields"].append(
        {"id": "fld_newone22", "name": "nickname", "label": "Nickname", "type": "text", "required": True}
    )


def make_unique(data: Data) -> None:
    field(data, "client", "hair_type")["unique"] = True


def remove_option(data: Data) -> None:
    field(data, "client", "hair_type")["options"].pop()


def retype(data: Data) -> None:
    field(data, "client", "mobile")["type"] = "integer"


def rename(data: Data) -> None:
    field(data, "client", "mobile")["name"] = "cell"


def remove(data: Data) -> None:
    entity(data, "client")["fields"] = [f for f in entity(data, "client")["fields"] if f["name"] != "mobile"]


def remove_state(data: Data) -> None:
    flow = data["flows"][0]
    flow["states"] = [state for state in flow["states"] if state["name"] != "no_show"]
    flow["transitions"] = [move for move in flow["transitions"] if move["to"] != "no_show"]
    rule = entity(data, "appointment")["rules"][0]
    rule["expression"] = rule["expression"].replace('["cancelled", "no_show"]', '["cancelled"]')


def remove_links(data: Data) -> None:
    data["relationships"] = [r for r in data["relationships"] if r["kind"] != "many_to_many"]


def link(data: Data, id_: str, to: str) -> None:
    data["relationships"].append(
        {
            "id": id_, "kind": "belongs_to", "from": "client", "to": to, "name": to, "inverse": "clients",
            "required": True,
        }
    )  # fmt: skip


def require_a_link(data: Data) -> None:
    link(data, "rel_newone22", "stylist")


def require_a_link_to_something_new(data: Data) -> None:
    data["entities"].append({"id": "ent_newone22", "name": "chain", "display_name": "Chain"})
    link(data, "rel_newone23", "chain")


def close(data: Data) -> None:
    data["permissions"]["rules"] = [
        rule
        for rule in data["permissions"]["rules"]
        if (rule["role"], rule["entity"]) != ("stylist", "client")
    ]


CHANGES = [
    add_required,
    make_unique,
    remove_option,
    retype,
    rename,
    remove,
    remove_state,
    remove_links,
    require_a_link,
    require_a_link_to_something_new,
    close,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
async def test_a_change_is_led_there_and_back(
    opened: Database, routes: InProcess, salon: AppSpec, change: Callable[[Data], None]
) -> None:
    data = salon.to_json()
    change(data)
    candidate = Candidate(salon, AppSpec.model_validate(data))
    report = await Proofs(opened, routes).report(candidate)
    assert report.holds, report.sentences
    assert report.way == "proved"
    assert report.findings.permitted["migrations"] == 2


async def test_one_link_becomes_several_and_one_again(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    service = next(one.id for one in salon.relationships if one.name == "service")
    edit = change_edit(Kind.RELATIONSHIP, service, kind="many_to_many", required=False)
    report = await Proofs(opened, routes).report(Candidate(salon, apply(salon, [edit]).spec))
    assert report.holds, report.sentences
    assert report.findings.permitted["migrations"] == 2


async def test_a_way_that_forgets_an_index_is_found(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    """The tables that are wanted have what the migration does not make."""

    def with_more(spec: AppSpec, prefix: str) -> list[FileDraft]:
        table = f"apps.mod_{prefix}_clients"
        extra = f"create index mod_{prefix}_clients_extra_idx on {table} (site_id);\n"
        return [
            replace(draft, text=draft.text + extra)
            if draft.path.endswith("create.sql") and "nickname" in draft.text
            else draft
            for draft in compile_sql(spec, prefix)
        ]

    data = salon.to_json()
    add_required(data)
    candidate = Candidate(salon, AppSpec.model_validate(data))
    report = await Proofs(opened, routes, compile=with_more).report(candidate)
    assert [found.code for found in report.diagnostics] == ["proof-migration"]
    assert report.diagnostics[0].path.startswith("entities.client")
