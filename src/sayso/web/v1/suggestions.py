"""Parts that applications of the same kind have and this one lacks."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from sayso.web.guard import api_routes
from sayso.web.ports import KnownSuggestions
from sayso.web.v1.access import Known, Target
from sayso.web.v1.views import ChangeView, change_view

router = api_routes("/modules/{slug}/suggestions")

Part = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9_]+$")]


class SuggestionView(BaseModel):
    """A part that is suggested: what it is, why, and names of designs that have it."""

    part: str
    title: str
    text: str
    alike: list[str]


class SuggestionsView(BaseModel):
    """At most three, the most usual first."""

    items: list[SuggestionView]


@router.get("")
async def list_suggestions(suggestions: KnownSuggestions, target: Target) -> SuggestionsView:
    """What the nearest designs of the catalogue keep and this application does not."""
    found = await suggestions.all(target.module)
    return SuggestionsView(
        items=[
            SuggestionView(part=one.name, title=one.title, text=one.text, alike=list(one.alike))
            for one in found
        ]
    )


@router.post("/{part}", status_code=201)
async def add_suggestion(services: Known, target: Target, part: Part) -> ChangeView:
    """Work out the change that adds a part, with its plan. Nothing is touched until it is published."""
    proposed = await services.suggestions.add(target.module, part, target.me.user_id)
    return await change_view(services, target.me, proposed)


@router.delete("/{part}", status_code=204)
async def dismiss_suggestion(suggestions: KnownSuggestions, target: Target, part: Part) -> None:
    """Suggest a part for this application no more."""
    await suggestions.dismiss(target.module, part)
