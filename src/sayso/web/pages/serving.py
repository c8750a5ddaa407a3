"""All pages of the platform, put together."""

from fastapi import FastAPI

from sayso.web.pages import account, fonts, home, invitations, openid, passwords, signin


def add_pages(app: FastAPI) -> None:
    """Let ``app`` serve the pages."""
    for part in (home, openid, signin, passwords, invitations, account, fonts):
        app.include_router(part.router)
