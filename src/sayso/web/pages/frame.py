"""What the pages of somebody who is signed in have around them: the agencies and the account."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from sayso.identity.principal import Principal
from sayso.identity.signing_in.accounts import belongings
from sayso.web.pages.render import page
from sayso.web.pages.words import ROLES, initials
from sayso.web.services import Services


async def framed(
    request: Request, me: Principal, template: str, *, status: int = 200, **values: object
) -> HTMLResponse:
    """A page within the frame."""
    services: Services = request.app.state.services
    async with services.database.unit(None) as session:
        places = await belongings(session, me.user_id)
    shown: dict[str, Any] = values | {
        "me": me,
        "agencies": [one.agency for one in places],
        "initials": initials(me.name or me.email),
        "role": ROLES[me.role] if me.role else "",
    }
    return page(request, template, status=status, **shown)
