"""All pages of the platform, put together."""

from fastapi import APIRouter

from sayso.web.pages import fonts, invitations, openid, passwords, previews, signin, studio


def add_pages(every: APIRouter) -> None:
    """Add the pages."""
    for part in (previews, studio, openid, signin, passwords, invitations, fonts):
        every.include_router(part.router)
