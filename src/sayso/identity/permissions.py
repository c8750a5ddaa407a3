"""What may be done on the platform, and which role of an agency may do it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class AgencyRole(StrEnum):
    """What a user is in an agency."""

    ADMIN = "admin"
    USER = "user"
    VIEWER = "viewer"
    API_USER = "api_user"


class Permission(StrEnum):
    """One thing that a route may ask for; the values are the scopes of API keys and tokens."""

    MODULES_READ = "modules:read"
    MODULES_WRITE = "modules:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    AGENCY_WRITE = "agency:write"
    KEYS_WRITE = "keys:write"
    AUDIT_READ = "audit:read"
    MODELS_READ = "models:read"
    MODELS_WRITE = "models:write"
    DATA_READ = "data:read"
    DATA_WRITE = "data:write"
    ACCOUNT = "account"
    OPERATOR = "operator"


class Hold(StrEnum):
    """What somebody has to be of the very thing that a route names, beyond what their role lets them do."""

    SESSION_VIEWER = "session_viewer"
    """Its owner, or somebody it is shared with."""
    SESSION_EDITOR = "session_editor"
    """Its owner, or somebody it is shared with to work in."""
    SESSION_OWNER = "session_owner"
    MODULE_BUILDER = "module_builder"
    """Its maker, somebody who was granted to build it, or an administrator of the agency."""
    MODULE_KEEPER = "module_keeper"
    """Somebody who holds its widest role, or an administrator of the agency."""


_P = Permission
_VIEWER = frozenset({_P.MODULES_READ, _P.PEOPLE_READ, _P.DATA_READ, _P.MODELS_READ, _P.ACCOUNT})
_USER = _VIEWER | {_P.MODULES_WRITE, _P.DATA_WRITE, _P.KEYS_WRITE}
_ADMIN = frozenset(_P) - {_P.OPERATOR}
_API_USER = _USER - {_P.PEOPLE_READ}

GRANTED: Mapping[AgencyRole, frozenset[Permission]] = MappingProxyType(
    {
        AgencyRole.ADMIN: _ADMIN,
        AgencyRole.USER: _USER,
        AgencyRole.VIEWER: _VIEWER,
        AgencyRole.API_USER: _API_USER,
    }
)
"""What each role may do. Data means rows of modules, where the matrix of the module decides further."""

KEY_SCOPES = frozenset(_P) - {_P.ACCOUNT, _P.OPERATOR}
"""What an API key may carry: never the account of its owner, which takes a person."""
