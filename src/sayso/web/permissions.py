"""What each route of the platform needs, said in one place; a route without a line here is not served."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sayso.identity.permissions import Permission
from sayso.web.limits import Limit


@dataclass(frozen=True, slots=True)
class Rule:
    """``needs`` is none where nobody has to be signed in."""

    needs: Permission | None
    limit: Limit = Limit.CALLS


OPEN = Rule(None)
SIGN_IN = Rule(None, Limit.SIGN_IN)
ACCOUNT = Rule(Permission.ACCOUNT)
READ = Rule(Permission.MODULES_READ)
WRITE = Rule(Permission.MODULES_WRITE)
KEYS = Rule(Permission.KEYS_WRITE)
PEOPLE = Rule(Permission.PEOPLE_READ)
PEOPLE_CHANGE = Rule(Permission.PEOPLE_WRITE)
AGENCY_CHANGE = Rule(Permission.AGENCY_WRITE)
OPERATOR = Rule(Permission.OPERATOR)
AUDIT = Rule(Permission.AUDIT_READ)
MODELS = Rule(Permission.MODELS_READ)
MODELS_CHANGE = Rule(Permission.MODELS_WRITE)
MODELS_TRY = Rule(Permission.MODELS_WRITE, Limit.GENERATION)
GENERATE = Rule(Permission.MODULES_WRITE, Limit.GENERATION)

API: Mapping[str, Rule] = MappingProxyType(
    {
        "GET /health": OPEN,
        "GET /openapi.json": OPEN,
        "POST /auth/token": SIGN_IN,
        "POST /auth/revoke": SIGN_IN,
        "POST /auth/session": SIGN_IN,
        "DELETE /auth/session": OPEN,
        "POST /auth/link": SIGN_IN,
        "POST /auth/sign-out-everywhere": ACCOUNT,
        "GET /auth/me": ACCOUNT,
        "PATCH /auth/me": ACCOUNT,
        "POST /auth/agency": ACCOUNT,
        "GET /auth/sessions": ACCOUNT,
        "DELETE /auth/sessions/{session_id}": ACCOUNT,
        "POST /auth/password": ACCOUNT,
        "POST /auth/password/forgot": SIGN_IN,
        "POST /auth/password/reset": SIGN_IN,
        "POST /builds": GENERATE,
        "POST /definition-step": GENERATE,
        "POST /definition-step/assemble": GENERATE,
        "GET /sessions": READ,
        "POST /sessions": GENERATE,
        "GET /sessions/{build_session_id}": READ,
        "PATCH /sessions/{build_session_id}": WRITE,
        "DELETE /sessions/{build_session_id}": WRITE,
        "POST /sessions/{build_session_id}/cancel": WRITE,
        "GET /sessions/{build_session_id}/messages": READ,
        "POST /sessions/{build_session_id}/messages": GENERATE,
        "GET /sessions/{build_session_id}/events": READ,
        "GET /sessions/{build_session_id}/turns": READ,
        "POST /sessions/{build_session_id}/turns/current/{steer}": WRITE,
        "GET /sessions/{build_session_id}/revisions": READ,
        "GET /sessions/{build_session_id}/revisions/compare": READ,
        "GET /sessions/{build_session_id}/revisions/{number}": READ,
        "POST /sessions/{build_session_id}/undo": WRITE,
        "POST /sessions/{build_session_id}/redo": WRITE,
        "POST /sessions/{build_session_id}/jump": WRITE,
        "POST /sessions/{build_session_id}/edits": WRITE,
        "POST /sessions/{build_session_id}/approve": WRITE,
        "GET /sessions/{build_session_id}/spec": READ,
        "GET /sessions/{build_session_id}/diagnostics": READ,
        "GET /sessions/{build_session_id}/files": READ,
        "GET /sessions/{build_session_id}/files.zip": READ,
        "GET /sessions/{build_session_id}/files/{path:path}": READ,
        "PUT /sessions/{build_session_id}/files/{path:path}": WRITE,
        "DELETE /sessions/{build_session_id}/files/{path:path}": WRITE,
        "GET /sessions/{build_session_id}/plan": READ,
        "POST /sessions/{build_session_id}/plan": READ,
        "POST /sessions/{build_session_id}/publish": WRITE,
        "GET /modules": READ,
        "POST /modules": WRITE,
        "GET /modules/{slug}": READ,
        "GET /modules/{slug}/spec": READ,
        "GET /modules/{slug}/manifest": READ,
        "GET /modules/{slug}/trace": READ,
        "POST /modules/{slug}/signin-links": READ,
        "POST /modules/{slug}/publish": WRITE,
        "POST /modules/{slug}/archive": WRITE,
        "POST /modules/{slug}/restore": WRITE,
        "POST /modules/{slug}/changes": GENERATE,
        "GET /modules/{slug}/changes": READ,
        "GET /modules/{slug}/changes/{change_id}": READ,
        "POST /modules/{slug}/changes/{change_id}/plan": READ,
        "POST /modules/{slug}/changes/{change_id}/publish": WRITE,
        "DELETE /modules/{slug}/changes/{change_id}": WRITE,
        "POST /modules/{slug}/components/{name}/code": GENERATE,
        "GET /modules/{slug}/files": READ,
        "POST /modules/{slug}/files": WRITE,
        "GET /modules/{slug}/files.zip": READ,
        "GET /modules/{slug}/files/{path:path}": READ,
        "PUT /modules/{slug}/files/{path:path}": WRITE,
        "DELETE /modules/{slug}/files/{path:path}": WRITE,
        "GET /modules/{slug}/revisions": READ,
        "GET /modules/{slug}/revisions/compare": READ,
        "GET /modules/{slug}/revisions/{number}": READ,
        "GET /modules/{slug}/proof": READ,
        "GET /modules/{slug}/public-access": READ,
        "PUT /modules/{slug}/public-access": WRITE,
        "DELETE /modules/{slug}/public-access": WRITE,
        "POST /modules/{slug}/plan": READ,
        "POST /modules/{slug}/undo": WRITE,
        "POST /modules/{slug}/redo": WRITE,
        "POST /modules/{slug}/jump": WRITE,
        "POST /modules/{slug}/preview": WRITE,
        "POST /modules/{slug}/promote/plan": READ,
        "POST /modules/{slug}/promote": WRITE,
        "GET /keys": KEYS,
        "POST /keys": KEYS,
        "GET /keys/{key_id}": KEYS,
        "DELETE /keys/{key_id}": KEYS,
        "GET /audit": AUDIT,
        "GET /audit/export": AUDIT,
        "GET /models": MODELS,
        "PUT /models": MODELS_CHANGE,
        "POST /models/providers": MODELS_CHANGE,
        "PUT /models/providers/{provider}": MODELS_CHANGE,
        "DELETE /models/providers/{provider}": MODELS_CHANGE,
        "PUT /models/chains/{model_role}": MODELS_CHANGE,
        "DELETE /models/chains/{model_role}": MODELS_CHANGE,
        "POST /models/test": MODELS_TRY,
        "GET /models/usage": MODELS,
        "GET /models/calls": MODELS,
        "GET /models/budget": MODELS,
        "PUT /models/budget": MODELS_CHANGE,
        "GET /operator/users": OPERATOR,
        "POST /operator/users": OPERATOR,
        "PATCH /operator/users/{email}": OPERATOR,
        "POST /operator/users/{email}/reset-links": OPERATOR,
        "DELETE /operator/users/{email}/sessions": OPERATOR,
        "POST /operator/users/{email}/keys": OPERATOR,
        "POST /operator/signin-links": OPERATOR,
        "GET /agencies": ACCOUNT,
        "POST /agencies": AGENCY_CHANGE,
        "GET /agency": READ,
        "PATCH /agency": AGENCY_CHANGE,
        "DELETE /agency": AGENCY_CHANGE,
        "GET /agency/sites": READ,
        "POST /agency/sites": AGENCY_CHANGE,
        "GET /agency/sites/{site_id}": READ,
        "PATCH /agency/sites/{site_id}": AGENCY_CHANGE,
        "DELETE /agency/sites/{site_id}": AGENCY_CHANGE,
        "GET /agency/people": PEOPLE,
        "GET /agency/people/{user_id}": PEOPLE,
        "PATCH /agency/people/{user_id}": PEOPLE_CHANGE,
        "DELETE /agency/people/{user_id}": PEOPLE_CHANGE,
        "POST /agency/people/{user_id}/reset-link": PEOPLE_CHANGE,
        "GET /agency/invitations": PEOPLE,
        "POST /agency/invitations": PEOPLE_CHANGE,
        "DELETE /agency/invitations/{invitation_id}": PEOPLE_CHANGE,
        "POST /agency/invitations/{invitation_id}/resend": PEOPLE_CHANGE,
        "POST /invitations/look": SIGN_IN,
        "POST /invitations/accept": SIGN_IN,
        # Builders say what a role may do; who has it is for those who answer for the people.
        "GET /modules/{slug}/members": PEOPLE,
        "PUT /modules/{slug}/members/{user_id}": PEOPLE_CHANGE,
        "DELETE /modules/{slug}/members/{user_id}": PEOPLE_CHANGE,
        "GET /modules/{slug}/roles": READ,
    }
)
"""Calls of the API by method and path below ``/api/v1``."""

API_V2: Mapping[str, Rule] = MappingProxyType({"GET /modules": READ})
"""Calls that version 2 answers otherwise than version 1; all others have their line above."""

PAGES: Mapping[str, Rule] = MappingProxyType(
    {
        "GET /": ACCOUNT,
        "POST /agency": ACCOUNT,
        "GET /signin": OPEN,
        "POST /signin": SIGN_IN,
        "GET /signin/{token}": OPEN,
        "POST /signin/{token}": SIGN_IN,
        "GET /signin/openid/{name}": OPEN,
        "GET /signin/openid/{name}/callback": SIGN_IN,
        "POST /signout": OPEN,
        "GET /forgot": OPEN,
        "POST /forgot": SIGN_IN,
        "GET /reset/{token}": OPEN,
        "POST /reset/{token}": SIGN_IN,
        "GET /invitations/{token}": OPEN,
        "POST /invitations/{token}": SIGN_IN,
        "GET /account": ACCOUNT,
        "POST /account/name": ACCOUNT,
        "POST /account/password": ACCOUNT,
        "POST /account/sessions/end": ACCOUNT,
        "POST /account/sessions/end-all": ACCOUNT,
        "POST /account/keys/revoke": ACCOUNT,
        "POST /account/identities/remove": ACCOUNT,
        "GET /fonts/{name}": OPEN,
    }
)
"""Pages for people at the platform's own address; those that need somebody send others to sign in."""
