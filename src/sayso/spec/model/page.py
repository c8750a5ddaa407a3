"""Pages, their components and outside endpoints."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Described
from pydantic import StringConstraints

from .base import Element, Json, PascalName, ShortText, SnakeName, Text
from .layout import Container

PagePath = Annotated[str, StringConstraints(pattern=r"^/([a-z0-9-]+(/[a-z0-9-]+)*)?$", max_length=120)]
EndpointPath = Annotated[
    str, StringConstraints(pattern=r"^/[a-z0-9-]+(/([a-z0-9-]+|\{[a-z_]+\}))*$", max_length=160)
]


class ComponentType(StrEnum):
    """The kinds of component the app kit draws."""

    FORM = "form"
    TABLE = "table"
    LIST = "list"
    DETAIL = "detail"
    CHART = "chart"
    CARDS = "cards"
    KANBAN = "kanban"
    CALENDAR = "calendar"
    STATS = "stats"
    FILTERS = "filters"
    DASHBOARD = "dashboard"
    WIDGET = "widget"
    CUSTOM = "custom"


class Component(Element):
    """A visible part of a page; ``props`` per type are typed in ``component_props``."""

    name: PascalName
    type: ComponentType
    entity: SnakeName | None = None
    variant: str | None = None
    props: dict[str, Json] = Described(default_factory=dict)
    description: Text = ""


class Page(Element):
    """A screen of the application; no roles means every signed-in role."""

    name: SnakeName
    title: ShortText
    path: PagePath
    description: Text = ""
    icon: str | None = None
    roles: tuple[SnakeName, ...] = ()
    components: tuple[PascalName, ...] = ()
    layout: Container | None = None


class HttpMethod(StrEnum):
    """Methods an endpoint may answer."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"


class EndpointAuth(StrEnum):
    """Who may call an endpoint."""

    PUBLIC = "public"
    USER = "user"
    ADMIN = "admin"


class Endpoint(Element):
    """An HTTP endpoint of the module."""

    path: EndpointPath
    method: HttpMethod
    description: Text = ""
    auth: EndpointAuth = EndpointAuth.USER
    entity: SnakeName | None = None
