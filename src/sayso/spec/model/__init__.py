"""The AppSpec: one module per part of the document."""

from .app import AppSpec, Assumption, ModuleType, Setting, SettingType, Tier
from .base import Element, Id, Json, Model
from .component_props import PROPS_OF, VARIANTS_OF, Stat
from .entity import (
    DAY_TYPES,
    NUMBER_TYPES,
    TEXT_TYPES,
    Computed,
    Entity,
    Field,
    FieldType,
    Index,
    Option,
    Rule,
    Validation,
)
from .flow import Flow, State, Transition
from .layout import Container, Direction, LayoutNode, Placement, Responsive, Sizing, Slot
from .page import Component, ComponentType, Endpoint, EndpointAuth, HttpMethod, Page
from .permission import Action, PermissionRule, Permissions, Role, Scope
from .query import PERIODS, FilterBy, Measure, MeasureOp, Operator, Period, SortBy
from .relationship import OnDelete, Relationship, RelationshipKind
from .report import ChartKind, Report
from .theme import Density, NeutralTone, Roundness, Theme

__all__ = [
    "DAY_TYPES",
    "NUMBER_TYPES",
    "PERIODS",
    "PROPS_OF",
    "TEXT_TYPES",
    "VARIANTS_OF",
    "Action",
    "AppSpec",
    "Assumption",
    "ChartKind",
    "Component",
    "ComponentType",
    "Computed",
    "Container",
    "Density",
    "Direction",
    "Element",
    "Endpoint",
    "EndpointAuth",
    "Entity",
    "Field",
    "FieldType",
    "FilterBy",
    "Flow",
    "HttpMethod",
    "Id",
    "Index",
    "Json",
    "LayoutNode",
    "Measure",
    "MeasureOp",
    "Model",
    "ModuleType",
    "NeutralTone",
    "OnDelete",
    "Operator",
    "Option",
    "Page",
    "Period",
    "PermissionRule",
    "Permissions",
    "Placement",
    "Relationship",
    "RelationshipKind",
    "Report",
    "Responsive",
    "Role",
    "Roundness",
    "Rule",
    "Scope",
    "Setting",
    "SettingType",
    "Sizing",
    "Slot",
    "SortBy",
    "Stat",
    "State",
    "Theme",
    "Tier",
    "Transition",
    "Validation",
]
