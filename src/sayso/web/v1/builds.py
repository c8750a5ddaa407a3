"""Builds: words in, a running module out."""

from pydantic import BaseModel, Field

from sayso.design.registry import DesignerName, pick_designing
from sayso.design.types import Wish
from sayso.errors import InputError
from sayso.kit.ids import RandomIds
from sayso.runtime import repository
from sayso.runtime.sample.service import fill
from sayso.runtime.service import Kind
from sayso.spec.edits import empty_spec
from sayso.web.body_limits import WORDS, takes
from sayso.web.guard import api_routes
from sayso.web.v1.access import Known, Me, asking
from sayso.web.v1.bodies import Body
from sayso.web.v1.sign_in_link import way_in
from sayso.web.v1.views import ModuleView, QuestionView, view_of
from sayso.web.v1.words import SlugText

router = api_routes()

LONGEST_TEXT = 200_000


class NewBuild(Body):
    """A description; ``again`` builds a second module where the first of the same words would do.

    A draft has no tables until it is published. Without a ``site`` it is made on the agency's oldest one.
    """

    text: str = Field(max_length=LONGEST_TEXT)
    designer: DesignerName = DesignerName.AUTO
    sample: bool = False
    draft: bool = False
    again: bool = True
    site: SlugText | None = None


class Built(BaseModel):
    """A running module, what was assumed and what is still open."""

    module: ModuleView
    signin_url: str
    reply: str
    assumptions: list[str]
    questions: list[QuestionView]


@router.post("/builds", status_code=201)
@takes(WORDS)
async def build(services: Known, me: Me, body: NewBuild) -> Built:
    """Design, compile, prove and publish a module from a description."""
    home = await services.sites.home(me.home_agency.id, me.user_id, body.site)
    async with services.database.unit(home.site.agency_id) as session:
        known = (
            None if body.again else await repository.module_made_for(session, home.site.agency_id, body.text)
        )
    if known is not None:
        link = await way_in(services, me, known)
        return Built(
            module=view_of(services.settings, known), signin_url=link, reply="", assumptions=[], questions=[]
        )
    designing = pick_designing(body.designer, await services.languages.of(asking(me)), services.aside)
    outcome = await designing.work(Wish(body.text, empty_spec(), RandomIds()))
    questions = [QuestionView(text=q.text, suggestions=q.suggestions) for q in outcome.questions]
    if not outcome.edits:
        raise InputError(outcome.reply, hint=" ".join(question.text for question in questions))
    module = await services.publisher.publish(
        outcome.spec, home, reason=body.text, edits=outcome.edits, kind=Kind(is_draft=body.draft)
    )
    if body.sample and module.has_tables:
        await fill(services.database, module, outcome.spec, uploads=services.uploads)
    link = await way_in(services, me, module)
    return Built(
        module=view_of(services.settings, module),
        signin_url=link,
        reply=outcome.reply,
        assumptions=[assumption.text for assumption in outcome.spec.assumptions],
        questions=questions,
    )
