"""Applications that suggested sentences are said to, and what the addresses in them answer."""

import re
from functools import cache

from sayso.bots.facts import BotFacts, SourceFacts
from sayso.design.drafts.template import template
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Outcome, Wish
from sayso.devloop.programs.facts import BlockFacts, ModuleFacts
from sayso.identity.types import Site
from sayso.kit.ids import SeededIds
from sayso.runtime.plan import ModulePlan
from sayso.runtime.types import Module
from sayso.spec.edits import empty_spec
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.web.programs.facts import facts_of
from tests.blocks.offline.modules import NOBODY

NOW = "2026-11-18T20:00:00+00:00"
_FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>A find</title>'
    "<link>https://news.example/1</link><pubDate>Wed, 18 Nov 2026 10:00:00 GMT</pubDate>"
    "<description>What was found</description></item></channel></rss>"
)
_ANSWERS = (
    (
        "frankfurter",
        "application/json",
        '{"amount": 1.0, "base": "EUR", "rates": {"USD": 1.08, "GBP": 0.86}}',
    ),
    ("json", "application/json", '{"name": "gold", "price": 84.5, "updated": "2026-11-18T08:00:00Z"}'),
    ("rss", "application/rss+xml", _FEED),
    ("feed", "application/rss+xml", _FEED),
    ("", "text/html", "<html><body><h1>Status</h1><p>All is well.</p></body></html>"),
)
_ADDRESS = re.compile(r"https://[^\s,]+")


@cache
def described(text: str) -> Outcome:
    """What becomes of a first description."""
    return read_wish(Wish(text, empty_spec(), SeededIds(1)))


@cache
def of_template(slug: str) -> AppSpec:
    """The application that a template is."""
    return template(slug, SeededIds(slug)).spec


def module(spec: AppSpec, slug: str) -> ModuleFacts:
    """What a writer is told of an application, in the widest role."""
    settings = {"time_zone": "Europe/Berlin", "currency": "EUR"}
    its = Module(
        NOBODY, Site(NOBODY, NOBODY, "Office"), slug, spec.name, "1.0.0", "published", "m1", None, settings
    )
    plan = ModulePlan(its, SpecIndex(spec))
    role = plan.index.widest_role
    assert role is not None
    return facts_of(plan, role)


def bot_facts(modules: list[ModuleFacts], text: str, answers: dict[str, str]) -> BotFacts:
    """What a writer of bots is told; every address that is named answers."""
    named = _ADDRESS.findall(" ".join([text, *answers.values()]))
    sources = [
        SourceFacts(address=one, status=200, content_type=kind, sample=sample, is_cut=False)
        for one in named
        for kind, sample in [answer_of(one)]
    ]
    return BotFacts(
        modules=modules,
        secrets=["SHOP_KEY"],
        sources=sources,
        email="owner@example.org",
        answers=answers,
        now=NOW,
        time_zone="Europe/Berlin",
        currency="EUR",
    )


def card_facts(modules: list[ModuleFacts], text: str) -> BlockFacts:
    """What a writer of cards is told; the address that is named answers."""
    known = BlockFacts(
        modules=modules, secrets=["SHOP_KEY"], now=NOW, time_zone="Europe/Berlin", currency="EUR"
    )
    address = _ADDRESS.search(text)
    if address is not None:
        kind, sample = answer_of(address[0])
        known |= BlockFacts(address=address[0], status=200, content_type=kind, sample=sample, is_cut=False)
    return known


def answer_of(address: str) -> tuple[str, str]:
    """The kind of content and the content that an address answers."""
    return next((kind, sample) for part, kind, sample in _ANSWERS if part in address)
