"""Whatever changes something by the API is in the audit log, or stands in a short list that says why not."""

import re
from typing import Any

import pytest

from sayso.identity.permissions import AgencyRole
from sayso.spec.model import AppSpec
from sayso.web.route_table import Operation
from tests.support.audit_words import WORD, documented
from tests.support.bots import CODE
from tests.support.postgres import TestDatabase
from tests.web.api.town import Town

MODEL = "gateway-of-acme-tulips:small"
BUDGET = {"month_dollars": "5", "month_tokens": None, "session_dollars": None, "session_tokens": None}
BODIES: dict[str, Any] = {
    "PATCH /agency": {"name": "Acme Tulips and more"},
    "POST /agency/invitations": {"email": "fresh@example.com", "role": "user"},
    "PATCH /agency/people/{user_id}": {"role": "user"},
    "PATCH /agency/sites/{site_id}": {"name": "Another site"},
    "POST /auth/agency": {"agency": "plum-harbour-violet-seventeen"},
    "POST /auth/session": {"email": "admin@acme-tulips.example", "password": "plum harbour violet seventeen"},
    "PATCH /blocks/{block_id}": {"title": "Other words"},
    "PATCH /bots/{bot_id}": {"name": "Another bot"},
    "PUT /bots/{bot_id}/code": {"code": CODE + "\n"},
    "POST /bots/{bot_id}/activate": {"anyway": "It is known."},
    "PATCH /dashboards/{dashboard_id}": {"name": "Another board"},
    "PUT /models/budget": BUDGET,
    "PUT /models/chains/{model_role}": {"models": [MODEL]},
    "POST /models/providers": {"name": "other", "kind": "openai", "api_key": "sk-other"},
    "PUT /models/providers/{provider}": {"kind": "openai", "api_key": "sk-another"},
    "PUT /models/rows": {"model": MODEL, "may_see_rows": True},
    "PUT /secrets/{name}": {"value": "quite secret", "hosts": ["api.example.com"]},
    "PATCH /sessions/{build_session_id}": {"name": "Another session"},
    "POST /sessions/{build_session_id}/messages": {"text": "Add a birthday to clients"},
    "PATCH /triggers/{trigger_id}": {"is_on": False},
}
"""What changes something, where the example of a body would leave all as it is."""

FIRST = (
    "POST /agencies",
    "DELETE /auth/sessions/{session_id}",
    "POST /auth/password",
    "POST /approvals/{approval_id}",
    "PUT /bots/{bot_id}/code",
    "POST /sessions/{build_session_id}/edits",
    "POST /sessions/{build_session_id}/undo",
    "POST /sessions/{build_session_id}/redo",
)
LATE = (
    "POST /sessions/{build_session_id}/messages",
    "POST /sessions/{build_session_id}/turns/current/{steer}",
    "DELETE /sessions/{build_session_id}/files/{path:path}",
    "POST /sessions/{build_session_id}/cancel",
    "PATCH /triggers/{trigger_id}",
    "DELETE /triggers/{trigger_id}",
    "POST /operator/users/{email}/keys",
    "POST /operator/users/{email}/reset-links",
    "DELETE /operator/users/{email}/sessions",
    "PATCH /operator/users/{email}",
    "PATCH /agency/people/{user_id}",
)
LAST = (
    "POST /modules/{slug}/archive",
    "DELETE /modules/{slug}",
    "POST /modules/{slug}/restore",
    "POST /dashboards/{dashboard_id}/restore",
    "POST /blocks/{block_id}/restore",
    "POST /bots/{bot_id}/restore",
    "PUT /models",
)
"""Calls that come before others or after them, as these need what they leave."""

_PLANS = "works something out and touches nothing"
_RUNS = "runs are a log of their own, with who began and who ended them"
_BLOCKS = "what a block shows and how it came to be are kept with it, with its log"
_SAID = "what is said is kept in the conversation, with its author; what comes of it is an entry"
EXPLAINED = {
    "POST /auth/password/forgot": "noted after the answer, so that its time tells nothing",
    "DELETE /auth/identities": "this person has none; `identity.unlinked` otherwise",
    "POST /definition-step/assemble": _PLANS,
    "POST /modules/{slug}/plan": _PLANS,
    "POST /modules/{slug}/changes/{change_id}/plan": _PLANS,
    "POST /sessions/{build_session_id}/plan": _PLANS,
    "POST /models/test": "a call of a model is in the ledger of calls",
    "DELETE /modules/{slug}/public-access": "nothing is open; `public_access.withdrawn` otherwise",
    "POST /sessions/{build_session_id}/take-over": "it is theirs; `build_session.taken_over` otherwise",
    "POST /sessions/{build_session_id}/messages": _SAID,
    "POST /sessions/{build_session_id}/turns/current/{steer}": _SAID,
    "POST /bots/{bot_id}/words": _SAID,
    "POST /blocks/{block_id}/words": _SAID,
    "PUT /dashboards/{dashboard_id}/layouts/{size}": "where blocks stand says nothing of anybody's data",
    "POST /blocks/{block_id}/refresh": _BLOCKS,
    "POST /blocks/{block_id}/stop": _BLOCKS,
    "POST /blocks/{block_id}/wake": _BLOCKS,
    "POST /blocks/{block_id}/versions/{number}/activate": "it is active already; `block.changed` otherwise",
    "POST /bots/{bot_id}/stop": "nothing is being written; what was comes to no version",
    "POST /bots/{bot_id}/versions/{number}/test": "cases are tried in a made-up world",
    "POST /bots/{bot_id}/runs": _RUNS,
    "POST /runs/{run_id}/cancel": _RUNS,
    "POST /runs/{run_id}/rerun": _RUNS,
    "POST /runs/{run_id}/dismiss": _RUNS,
    "POST /triggers/{trigger_id}/calls": _RUNS,
    "POST /notices/read": "one's own notices",
}
"""Calls that were answered and left no entry, and why."""

_ROWS = "rows have a history of their own, in their module"
_SIGNING = "tests/web/v1/test_auth_tokens.py and test_auth.py sign in and out"
REFUSED = {
    "POST /auth/link": "`sign_in_link.used`: tests/web/pages signs in by one",
    "POST /auth/password/reset": "`reset_link.used`: tests/web/v1/test_auth_passwords.py",
    "POST /auth/token": _SIGNING,
    "POST /auth/revoke": _SIGNING,
    "POST /invitations/look": _PLANS,
    "POST /invitations/accept": "`invitation.accepted`: tests/web/v1/test_invitations.py",
    "POST /definition-step": _PLANS,
    "POST /bots/import": "takes a folder; `bot.created` for each",
    "POST /sessions/from-spreadsheet": "takes a file; `build_session.created`",
    "PUT /blocks/{block_id}/code": "has to work first; `block.changed`",
    "POST /modules/{slug}/publish": "there is no draft; `module.published`",
    "PUT /modules/{slug}/files/{path:path}": "what is written does not compile; the edit is `file.saved`",
    "POST /sessions/{build_session_id}/publish": "what was written does not compile; `module.published`",
    "POST /modules/{slug}/promote": "there is no preview; `module.published`",
    "POST /modules/{slug}/promote/plan": _PLANS,
    "POST /modules/{slug}/origin/plan": _PLANS,
    "POST /modules/{slug}/suggestions/{part}": "this part is not suggested; `change.asked`",
    "POST /modules/{slug}/origin/take-over": "it came from no template; `module.published`",
    "POST /modules/{slug}/components/{name}/code": "needs a custom component and a model; `file.saved`",
    "POST /modules/{slug}/approvals/{approval_id}": "`reach.approved`: tests/web/v1/test_builders.py",
    "PUT /modules/{slug}/public-access": "`public_access.confirmed`: tests/web/test_public_access.py",
    "POST /modules/{slug}/data/{data_path:path}": _ROWS,
    "PATCH /modules/{slug}/data/{data_path:path}": _ROWS,
    "PUT /modules/{slug}/data/{data_path:path}": _ROWS,
    "DELETE /modules/{slug}/data/{data_path:path}": _ROWS,
    "DELETE /agency": "only without applications; `agency.removed`: tests/db/test_audit.py",
    "DELETE /agency/sites/{site_id}": "only without applications; `site.removed`: tests/db/test_audit.py",
}
"""Calls that this town lets through for nobody, with what they leave otherwise."""


def called(one: Operation) -> str:
    return f"{one.method} {one.path.removeprefix('/api/v1')}"


def in_order(town: Town) -> list[Operation]:
    """Calls that may change something; what takes things away comes late, the inner before the outer."""
    calls = {called(one): one for one in town.calls() if one.method != "GET"}
    placed = {*FIRST, *LATE, *LAST}
    taking = [one for one in calls if one.startswith("DELETE") and one not in placed]
    taking.sort(key=lambda one: (-one.count("/"), one))
    rest = [one for one in calls if one not in placed and not one.startswith("DELETE")]
    return [calls[one] for one in (*FIRST, *rest, *LATE, *taking, *LAST)]


@pytest.mark.rotating(6, of="what takes longest")
async def test_whatever_changes_something_is_in_the_log_or_explained(
    town: Town, town_database: TestDatabase, salon: AppSpec
) -> None:
    admin = await town_database.admin()
    person = town.acme.people[AgencyRole.ADMIN].user_id
    things = town.acme.things | {"model_role": "code", "name": "API_KEY"}
    operator = town.operator.client.headers["authorization"].removeprefix("Bearer ")
    page = {"op": "rename", "kind": "page", "target": salon.pages[0].id, "name": "first_of_all"}
    town.examples.instead({**BODIES, "POST /sessions/{build_session_id}/edits": {"edits": [page]}})
    silent, refused, written = set[str](), dict[str, str](), set[str]()
    for number, one in enumerate(in_order(town)):
        token = (await town.sayso.services.sessions.grant(person)).access_token
        token = operator if "/operator/" in one.path else token
        headers = {"user-agent": f"walk-{number}", "sayso-agency": "acme-tulips"}
        answer = await town.ask(one, token, things, **headers)
        assert answer.status_code < 500, (called(one), answer.text)
        found = await admin.fetch("select action from audit_log where user_agent = $1", f"walk-{number}")
        written |= {one["action"] for one in found}
        if answer.status_code >= 400:
            refused[called(one)] = answer.text
        elif not found:
            silent.add(called(one))
    assert sorted(refused.keys() - REFUSED.keys()) == []
    assert sorted(silent - EXPLAINED.keys()) == []
    assert sorted(EXPLAINED.keys() - silent) == []
    assert sorted(REFUSED.keys() - refused.keys()) == []
    assert len(written) > 50
    assert sorted(written - documented()) == []


def test_the_words_that_the_lists_above_promise_are_in_the_reference() -> None:
    reasons = " ".join((*EXPLAINED.values(), *REFUSED.values()))
    promised = {one for one in re.findall(r"`([^`]+)`", reasons) if WORD.fullmatch(one)}
    assert len(promised) > 10
    assert sorted(promised - documented()) == []
