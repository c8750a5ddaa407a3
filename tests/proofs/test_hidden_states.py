"""What a role may not see of rows keeps nobody from moving them."""

import pytest

from sayso.db.database import Database
from sayso.design.registry import DesignerName, pick_designing
from sayso.design.types import Wish
from sayso.kit.ids import RandomIds
from sayso.proofs.service import Proofs
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec
from sayso.web.inprocess import InProcess

TASKS = (
    "Tasks have a title and a cost and go from open to done. Workers may not see the cost. "
    "Bosses do everything."
)


@pytest.fixture
async def tasks() -> AppSpec:
    """Tasks of which the workers, who move them, may not see the cost."""
    outcome = await pick_designing(DesignerName.OFFLINE).work(Wish(TASKS, empty_spec(), RandomIds()))
    return outcome.spec


async def test_a_row_with_a_hidden_field_is_moved_by_who_may_move_it(
    opened: Database, routes: InProcess, tasks: AppSpec
) -> None:
    hidden = [rule.fields for rule in tasks.permissions.rules if rule.fields is not None]
    assert hidden
    assert all("status" in fields and "cost" not in fields for fields in hidden)
    found = await Proofs(opened, routes).examine(tasks)
    assert found.diagnostics == ()
    assert found.findings.open == {}


async def test_a_state_that_a_role_may_not_see_stays_hidden(
    opened: Database, routes: InProcess, tasks: AppSpec
) -> None:
    rules = tuple(
        rule.model_copy(update={"fields": tuple(name for name in rule.fields if name != "status")})
        if rule.fields is not None
        else rule
        for rule in tasks.permissions.rules
    )
    permissions = tasks.permissions.model_copy(update={"rules": rules})
    found = await Proofs(opened, routes).examine(tasks.model_copy(update={"permissions": permissions}))
    assert found.diagnostics == ()
