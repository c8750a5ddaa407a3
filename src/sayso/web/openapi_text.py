"""What the documents of the API say in words: groups of calls, parameters, headers and statuses."""

from typing import Any

DESCRIPTION = """\
The API of a Sayso: applications and their changes, people, agencies, keys and the audit log.

Send an access token or an API key as `Authorization: Bearer …`. Lists come in pages: `limit` and `cursor`
lead to `items` and `next_cursor`. What is refused is answered with `application/problem+json`; programs go
by its `code`, people by `detail` and `hint`. Parameters and fields that a call does not have are refused.
"""

TAGS: dict[str, str] = {
    "auth": "Signing in and out, the own account and its sessions.",
    "agencies": "Agencies that the sender belongs to.",
    "sites": "Places of an agency whose modules share people and files.",
    "people": "Who belongs to the agency, and what they may do.",
    "invitations": "Links that let people join.",
    "members": "Roles of people inside one module.",
    "keys": "API keys.",
    "audit": "Who did what.",
    "openid": "Signing in with a provider of OpenID Connect.",
    "operator": "What only whoever runs commands on this machine may do.",
    "builds": "Words in, a running module out.",
    "sessions": "Conversations in which applications are made and changed.",
    "modules": "Modules of the agency.",
    "rows": "Rows of a module, through its own data API.",
    "changes": "Changes of a module, in words or as edits.",
    "revisions": "The timeline of a module.",
    "previews": "Modules beside a module, to try things on and promote them.",
    "files": "Files of a module, and edits made to them by hand.",
    "public-access": "What of a module is open to people who are not signed in.",
    "dashboards": "Dashboards, how they are laid out, and links to them.",
    "blocks": "Live cards: made from words, refreshed, mended, versioned.",
    "bots": "Automations: made from words, versioned, set off by clocks, calls and rows.",
    "triggers": "What sets bots off.",
    "runs": "Runs of bots, and what they ask people.",
    "notices": "What one is told in the product.",
    "shared": "Dashboards for anybody who has a link.",
    "sandbox": "The walls around programs.",
    "health": "Whether the server answers.",
}

ELSEWHERE: dict[str, str] = {
    "agency": "agencies",
    "components": "files",
    "files.zip": "files",
    "jump": "revisions",
    "plan": "revisions",
    "preview": "previews",
    "promote": "previews",
    "redo": "revisions",
    "data": "rows",
    "approvals": "runs",
    "timing": "triggers",
    "roles": "members",
    "builders": "members",
    "undo": "revisions",
}
"""The group of calls whose path has another word."""

PARAMETERS: dict[str, str] = {
    "slug": "The short name of the module, as in its address.",
    "change_id": "The id of the change.",
    "template_id": "The id of the template.",
    "part": "The name of a part that is suggested.",
    "role": "What the model was asked to do.",
    "model": "The model that was asked, as `provider:model`.",
    "outcome": "How the call ended.",
    "name": "The name of the component, such as `SeatingPlan`.",
    "build_session_id": "The id of the build session.",
    "steer": "What to do to the turn at hand.",
    "what": "What of the two revisions to compare.",
    "status": "Only those of this status.",
    "after": "The id of the last event that is known.",
    "dashboard_id": "The id of the dashboard.",
    "block_id": "The id of the block.",
    "bot_id": "The id of the bot.",
    "run_id": "The id of the run.",
    "trigger_id": "The id of the trigger.",
    "approval_id": "The id of the question.",
    "key": "What the value is called.",
    "share_id": "The id of the link.",
    "size": "The size of screen.",
    "number": "The number of a revision.",
    "data_path": "What follows `/api/` at the address of the module, such as `clients/{id}/history`.",
    "path": "The path of a file, such as `src/pages/ClientsPage.tsx`.",
    "key_id": "The id of the key.",
    "session_id": "The id of the session.",
    "user_id": "The id of the user.",
    "member_id": "The id of the member.",
    "site_id": "The id of the site.",
    "invitation_id": "The id of the invitation.",
    "token": "What the link ends with.",
    "email": "An e-mail address.",
    "publish": "Whether to publish at once.",
    "from": "The number of the revision to begin with.",
    "to": "The number of the revision to end with.",
    "actor": "Who: the id of a user or key, an e-mail address, a name, or a kind such as `key`.",
    "action": "What was done: a whole name such as `module.created`, or what stands before its dot.",
    "resource": "The kind of thing it was done to.",
    "resource_id": "The id of the thing.",
    "since": "From this moment on.",
    "until": "Before this moment.",
    "address": "The address it was done from.",
    "text": "Words that stand in the entry.",
    "format": "How the file is written.",
    "limit": "How many items at most.",
    "cursor": "`next_cursor` of the page before.",
}

_WHOLE = {"type": "integer", "minimum": 0}
HEADERS: dict[str, Any] = {
    "RateLimit-Limit": {"description": "How often this may be called in one window.", "schema": _WHOLE},
    "RateLimit-Remaining": {"description": "How often it may still be called in it.", "schema": _WHOLE},
    "RateLimit-Reset": {"description": "Seconds until the next window begins.", "schema": _WHOLE},
    "Retry-After": {"description": "Seconds to wait.", "schema": _WHOLE},
    "WWW-Authenticate": {"description": "How to sign in.", "schema": {"type": "string"}},
}

STATUSES: dict[str, str] = {
    "400": "The request cannot be understood or used: broken JSON, a cursor that no list gave, words that "
    "describe nothing.",
    "401": "Nobody is signed in, or the token or key does not count (any more).",
    "403": "The sender may not do this, or a page elsewhere asked a browser to do it.",
    "404": "There is no such thing here, or the sender may not know of it.",
    "405": "There is something here, but not for this method; `Allow` says for which.",
    "409": "It does not fit the present state.",
    "412": "Somebody changed it since it was read.",
    "413": "The body is too long.",
    "414": "The address is too long.",
    "415": "The body is of a kind that this call does not read.",
    "422": "Parameters or fields that do not fit; `errors` names each.",
    "429": "Too many requests.",
    "431": "The headers are too long.",
    "500": "Something went wrong on the server; its log says what.",
    "503": "The server or the application cannot answer just now; try again.",
}
