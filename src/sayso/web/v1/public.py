"""What of a module is open to people who are not signed in: look at it, confirm it, withdraw that."""

from datetime import datetime

from pydantic import BaseModel, Field

from sayso.errors import DeniedError
from sayso.identity.principal import PrincipalKind
from sayso.runtime.public import PublicState
from sayso.settings import Settings
from sayso.web.body_limits import SPEC, takes
from sayso.web.guard import api_routes
from sayso.web.v1.access import Known, Target
from sayso.web.v1.bodies import Body

router = api_routes()


class PublicRole(BaseModel):
    """The role of whoever is not signed in."""

    name: str
    label: str


class PublicPart(BaseModel):
    """Some of what becomes public: its keys, and what they mean."""

    keys: list[str]
    sentences: list[str]


class PublicConfirmation(BaseModel):
    """What a person confirmed; ``by`` is none when that person is gone."""

    keys: list[str]
    by: str | None
    at: datetime


class PublicAccessView(BaseModel):
    """What the present revision opens to anybody.

    ``keys`` name all of it and ``sentences`` say it; ``pending`` is what of it waits to be confirmed.
    While ``is_open`` (there is something, and nothing is pending) anybody gets in at ``url``.
    """

    role: PublicRole | None
    keys: list[str]
    sentences: list[str]
    confirmed: PublicConfirmation | None
    pending: PublicPart
    is_open: bool
    url: str


class Confirmed(Body):
    """All keys of what becomes public, as the person read it."""

    confirm: list[str] = Field(max_length=10_000)


@router.get("/modules/{slug}/public-access")
async def show_public_access(services: Known, target: Target) -> PublicAccessView:
    """What would be public, what of it was confirmed, and whether people get in."""
    return _view(services.settings, target, await services.public.state(target.module))


@router.put("/modules/{slug}/public-access")
@takes(SPEC)
async def confirm_public_access(services: Known, target: Target, body: Confirmed) -> PublicAccessView:
    """Let people in who are not signed in, if these keys are all that the revision opens; otherwise 409."""
    if target.me.kind is PrincipalKind.KEY:
        raise DeniedError(
            "A key cannot confirm what becomes public; a person has to read it.",
            hint="Sign in and confirm it, or run sayso public confirm.",
        )
    state = await services.public.confirm(target.module, body.confirm, target.me.user_id)
    return _view(services.settings, target, state)


@router.delete("/modules/{slug}/public-access")
async def withdraw_public_access(services: Known, target: Target) -> PublicAccessView:
    """Let nobody in any more who is not signed in, at once."""
    await services.public.withdraw(target.module)
    return _view(services.settings, target, await services.public.state(target.module))


def _view(settings: Settings, target: Target, state: PublicState) -> PublicAccessView:
    surface, confirmation = state.surface, state.confirmation
    return PublicAccessView(
        role=PublicRole(name=surface.role, label=state.role_label) if surface.role else None,
        keys=list(surface.keys),
        sentences=list(surface.sentences),
        confirmed=None
        if confirmation is None
        else PublicConfirmation(keys=sorted(confirmation.keys), by=confirmation.by, at=confirmation.at),
        pending=PublicPart(keys=list(state.pending.keys), sentences=list(state.pending.sentences)),
        is_open=state.is_open and target.module.status == "published",
        url=settings.module_origin(target.module.slug),
    )
