"""Templates to begin from: what there is, what one consists of, and a picture of its start page."""

import asyncio
from functools import lru_cache
from typing import Annotated, Any

from fastapi import Path, Query, Response
from pydantic import BaseModel, StringConstraints

from sayso.catalogue.index import Card, catalogue, shelf
from sayso.design.drafts.template import template
from sayso.kit.words import plural, sentence
from sayso.preview.picture import picture
from sayso.spec.model import AppSpec
from sayso.templates.types import OwnTemplate
from sayso.web.guard import api_routes
from sayso.web.ports import KnownConversations
from sayso.web.v1.access import Known, Me
from sayso.web.v1.bodies import Body
from sayso.web.v1.sessions.views import SessionLine, session_line

router = api_routes("")

SlugText = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
TemplateSlug = Annotated[SlugText, Path(description="The short name of a template, as the lists have it.")]
_PICTURES = 400
_SVG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}}


class TemplateLine(BaseModel):
    """A template as a list shows it; `keeps` is what it keeps records of, `also` how people call it."""

    slug: str
    family: str
    name: str
    about: str
    icon: str
    keeps: list[str]
    also: list[str]


class TemplateFamily(BaseModel):
    """A trade, and how many designs there are for it."""

    name: str
    label: str
    count: int


class TemplateList(BaseModel):
    """Designs in the order of trades, the trades, and the designs that stand in front."""

    items: list[TemplateLine]
    families: list[TemplateFamily]
    shelf: list[TemplateLine]


class TemplateThing(BaseModel):
    """Something that is kept: what is known of it, what it belongs to, and the steps it goes through."""

    name: str
    fields: list[str]
    belongs_to: list[str]
    steps: list[str]


class NewFromTemplate(Body):
    """The template that a session begins with."""

    template: SlugText


class TemplateView(TemplateLine):
    """A template in whole: what it keeps, who works with it, what is asked of it and may be wished next."""

    things: list[TemplateThing]
    roles: list[str]
    reports: list[str]
    questions: list[str]
    next: list[str]


@router.get("/templates")
async def list_templates(
    family: Annotated[str, Query(max_length=80, description="Of this trade alone.")] = "",
) -> TemplateList:
    """All designs; there are few enough to be searched where they are shown."""
    known = await asyncio.to_thread(catalogue)
    cards = known.cards
    families: dict[str, int] = {}
    for card in cards:
        families[card.family] = families.get(card.family, 0) + 1
    return TemplateList(
        items=[TemplateLine(**_line(card)) for card in cards if family in {"", card.family}],
        families=[
            TemplateFamily(name=name, label=family_label(name), count=count)
            for name, count in families.items()
        ],
        shelf=[TemplateLine(**_line(one)) for slug in shelf() if (one := known.card(slug))],
    )


@router.get("/templates/{template_slug}")
async def show_template(services: Known, me: Me, template_slug: TemplateSlug) -> TemplateView:
    """What an application of this template keeps, and for whom; those of the agency come before designs."""
    own = await services.templates.named(me.home_agency.id, template_slug)
    if own is not None:
        return TemplateView(**own_line(own), **_consists_of(own.spec), questions=[], next=[])
    card = await services.conversations.templates.demand(template_slug)
    made = await services.conversations.templates.find(template_slug)
    return TemplateView(
        **_line(card),
        **_consists_of(made.spec),
        questions=[question.text for question in made.questions],
        next=list(made.blueprint.next),
    )


def _consists_of(spec: AppSpec) -> dict[str, Any]:
    steps = {flow.entity: [state.label for state in flow.states] for flow in spec.flows}
    things = [
        TemplateThing(
            name=sentence(plural(entity.name)),
            fields=[field.label for field in entity.fields] + [one.label for one in entity.computed],
            belongs_to=[
                sentence(link.to_entity) for link in spec.relationships if link.from_entity == entity.name
            ],
            steps=steps.get(entity.name, []),
        )
        for entity in spec.entities
    ]
    return {
        "things": things,
        "roles": [role.label for role in spec.permissions.roles],
        "reports": [report.title for report in spec.reports],
    }


@router.get("/templates/{template_slug}/picture.svg", response_class=Response, responses=_SVG)
async def picture_of_template(services: Known, me: Me, template_slug: TemplateSlug) -> Response:
    """The start page as it begins, with sample rows."""
    own = await services.templates.named(me.home_agency.id, template_slug)
    if own is not None:
        drawn = await asyncio.to_thread(picture, own.spec)
    else:
        await services.conversations.templates.demand(template_slug)
        drawn = await asyncio.to_thread(_picture, template_slug)
    headers = {
        "cache-control": "private, max-age=86400",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return Response(drawn, media_type="image/svg+xml", headers=headers)


@router.post("/sessions/from-template", status_code=201)
async def begin_session_from_template(
    conversations: KnownConversations, me: Me, body: NewFromTemplate
) -> SessionLine:
    """Begin a session with a template: it is the session's first revision, and is changed by talking."""
    known = await conversations.templates.begin(me.home_agency.id, me.user_id, body.template)
    return session_line(known)


@lru_cache(maxsize=_PICTURES)
def _picture(slug: str) -> str:
    return picture(template(slug).spec)


def family_label(family: str) -> str:
    """``shop-and-stock`` as it is shown: *Shop and stock*."""
    return sentence(family.replace("-", "_"))


def own_line(own: OwnTemplate) -> dict[str, Any]:
    """A template of an agency in the shape that all have."""
    return {
        "slug": own.slug,
        "family": "",
        "name": own.name,
        "about": own.description,
        "icon": "",
        "keeps": [plural(entity.name).replace("_", " ") for entity in own.spec.entities],
        "also": [],
    }


def _line(card: Card) -> dict[str, object]:
    return {
        "slug": card.slug,
        "family": card.family,
        "name": card.name,
        "about": card.about,
        "icon": card.icon,
        "keeps": [plural(name).replace("_", " ") for name in card.entities],
        "also": list(card.also),
    }
