"""The whole document."""

from enum import StrEnum
from typing import Literal

from pydantic import Field as Described

from .base import Element, Id, Json, Model, ShortText, Slug, SnakeName, Text
from .entity import Entity
from .flow import Flow
from .page import Component, Endpoint, Page
from .permission import Permissions
from .relationship import Relationship
from .report import Report
from .theme import Theme


class ModuleType(StrEnum):
    """What kind of module it is; its category follows from this."""

    WIDGET = "widget"
    APP = "app"
    INTEGRATION = "integration"
    SYSTEM = "system"


class Tier(StrEnum):
    """Commercial tier."""

    FREE = "free"
    STARTER = "starter"
    PRO = "pro"
    ENTERPRISE = "enterprise"


class SettingType(StrEnum):
    """Kinds of module setting."""

    STRING = "string"
    BOOLEAN = "boolean"
    NUMBER = "number"
    ENUM = "enum"


class Setting(Element):
    """A value an administrator may change without a new revision."""

    key: SnakeName
    type: SettingType
    label: ShortText
    default: Json = None
    options: tuple[str, ...] = ()


class Assumption(Element):
    """Something decided without being told, which the user can flip."""

    text: Text
    elements: tuple[Id, ...] = ()
    alternatives: tuple[str, ...] = ()


class AppSpec(Model):
    """A module as one typed document."""

    schema_version: Literal[1] = 1
    name: ShortText
    slug: Slug
    description: Text = ""
    type: ModuleType = ModuleType.APP
    tier: Tier = Tier.FREE
    features: tuple[str, ...] = ()
    theme: Theme | None = None
    entities: tuple[Entity, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    flows: tuple[Flow, ...] = ()
    pages: tuple[Page, ...] = ()
    components: tuple[Component, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    permissions: Permissions = Described(default_factory=Permissions)
    reports: tuple[Report, ...] = ()
    settings: tuple[Setting, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
