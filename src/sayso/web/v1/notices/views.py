"""What the API shows of notices."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from sayso.web.v1.pagination import Page


class AboutView(BaseModel):
    """What a notice is about, such as a `bot` and its id."""

    kind: str
    id: UUID


class NoticeView(BaseModel):
    """Something one was told; `link` is a path of Studio, and may be empty."""

    id: UUID
    level: Literal["info", "success", "warning", "error"]
    title: str
    text: str
    link: str
    about: AboutView | None
    created_at: datetime
    read_at: datetime | None


class NoticesPage(Page[NoticeView]):
    """A part of what one was told; `unread` counts all that one has not read."""

    unread: int


class Unread(BaseModel):
    """How much one has not read."""

    unread: int
