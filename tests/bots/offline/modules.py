"""Applications of several trades that the designer makes of a sentence, and sources that answer nobody."""
# ruff: noqa: E501 - descriptions are sentences

from functools import cache

from sayso.bots.facts import BotFacts, SourceFacts
from sayso.design.offline.designer import OfflineDesigner
from sayso.devloop.programs.facts import ModuleFacts
from sayso.identity.types import Site
from sayso.kit.ids import SeededIds
from sayso.runtime.plan import ModulePlan
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.web.programs.facts import facts_of
from tests.blocks.offline.modules import NOBODY
from tests.blocks.offline.modules import WORDS as BLOCK_WORDS

WORDS = {
    **BLOCK_WORDS,
    "clinic": (
        "A clinic. Patients have a name, an email, a phone and a birth date. Doctors have a name and an email. "
        "Appointments have a patient, a doctor, a start date and time, a reason and go from booked to confirmed to done or cancelled or missed. "
        "Prescriptions have a patient, a medicine, an issue date and an expiry date."
    ),
    "school": (
        "A school. Students have a name, an email and a grade level. Teachers have a name and an email. Courses have a name and a teacher. "
        "Assignments have a title, a course, a due date and points. Absences have a student, a date and a reason and go from reported to excused or unexcused."
    ),
    "library": (
        "A library. Books have a title, an author, an isbn and a number of copies. Members have a name and an email. "
        "Loans have a book, a member, a loan date, a due date and go from open to returned or lost."
    ),
    "farm": (
        "A farm. Fields have a name and an area. Animals have a name, a weight in kg and a birth date. The species of an animal is cow, sheep or goat. "
        "Harvests have a field, a date, a crop and a quantity. Quotes have a name, a market, a price and a date. Treatments have an animal, a date, a medicine and a next date."
    ),
    "ngo": (
        "An NGO. Donors have a name, an email and a country. Donations have a donor, a date, an amount and go from pledged to received or withdrawn. "
        "Grants have a title, a funder, an amount, a deadline and go from drafting to submitted to won or lost. Volunteers have a name, an email and a city. "
        "Tasks have a title, a due date, a volunteer and go from open to done."
    ),
    "itops": (
        "IT operations. Servers have a name, an ip address, and a location. Engineers have a name and an email. "
        "Incidents have a title, a server, an engineer, an opened date and time and go from open to investigating to resolved. The severity of an incident is low, medium, high or critical. "
        "Certificates have a domain, an issuer and an expiry date. Advisories have a title, a link, a published date and a summary."
    ),
}


@cache
def facts(name: str) -> ModuleFacts:
    """What a writer is told of an application, in the widest role."""
    spec = OfflineDesigner().design(WORDS[name], SeededIds(1)).spec
    settings = {"time_zone": "Europe/Berlin", "currency": "EUR"}
    module = Module(
        NOBODY, Site(NOBODY, NOBODY, "Office"), name, name.title(), "1.0.0", "published", "m1", None, settings
    )
    plan = ModulePlan(module, SpecIndex(spec))
    role = plan.index.widest_role
    assert role is not None
    return facts_of(plan, role)


SAMPLES: dict[str, tuple[str, str]] = {
    "https://api.market.example/wheat": (
        "application/json",
        '{"name": "wheat", "price": 214.5, "currency": "EUR", "updated": "2026-03-01T08:00:00Z"}',
    ),
    "https://api.rates.example/latest": (
        "application/json",
        '{"base": "EUR", "rates": {"USD": 1.08, "GBP": 0.86}, "date": "2026-03-01"}',
    ),
    "https://status.cloud.example/api.json": (
        "application/json",
        '{"status": "ok", "version": "4.2.1", "queue": {"length": 12}}',
    ),
    "https://supplier.example/products.json": (
        "application/json",
        '{"data": [{"sku": "A1", "title": "Red ball", "price": 4.5, "stock": 12}, {"sku": "A2", "title": "Blue ball", "price": 5.0, "stock": 3}]}',
    ),
    "https://supplier.example/stock.csv": (
        "text/csv",
        "name;price;stock quantity;kind\nRed ball;4,50;12;toy\nGarden chair;39,00;3;garden\n",
    ),
    "https://prices.market.example/daily.csv": (
        "text/csv",
        "name,market,price,date\nwheat,Hamburg,214.5,2026-03-01\nbarley,Hamburg,198,2026-03-01\n",
    ),
    "https://security.example/feed.xml": (
        "application/rss+xml",
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Advisories</title><item><title>CVE in OpenSSL</title><link>https://security.example/1</link><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate><description>Patch now</description></item></channel></rss>',
    ),
    "https://news.school.example/atom": (
        "application/atom+xml",
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>Snow day</title><id>1</id><link href="https://news.school.example/1"/><updated>2026-03-01T10:00:00Z</updated><summary>Closed</summary></entry></feed>',
    ),
    "https://shop.example/item/42": (
        "text/html",
        "<html><body><h1>Tractor</h1><p>Price: 1.299,00 €</p><p>Sold out</p></body></html>",
    ),
    "https://www.city.example/notices": (
        "text/html",
        "<html><body><h1>Notices</h1><p>Nothing at the moment.</p></body></html>",
    ),
    "https://directory.example/people.json": (
        "application/json",
        '[{"full_name": "Ann Lee", "email_address": "ann@x.example", "country": "UK"}, {"full_name": "Bo Nu", "email_address": "bo@x.example", "country": "SE"}]',
    ),
    "https://sensors.example/now": (
        "application/json",
        '{"sensors": [{"name": "barn", "temperature": 12.5, "humidity": 70}, {"name": "stable", "temperature": 18.0, "humidity": 55}]}',
    ),
    "https://catalog.example/books.csv": (
        "text/csv",
        "isbn,title,author,copies\n978-1,Dune,Herbert,3\n978-2,Emma,Austen,2\n",
    ),
}


def bot_facts(*names: str, text: str = "", answers: dict[str, str] | None = None) -> BotFacts:
    """What a writer is told where these applications are there, and what the addresses of the words answered."""
    sources = []
    for address, (kind, sample) in SAMPLES.items():
        if address in text:
            sources.append(
                SourceFacts(address=address, status=200, content_type=kind, sample=sample, is_cut=False)
            )
    return BotFacts(
        modules=[facts(name) for name in names],
        secrets=["SHOP_KEY", "CRM_TOKEN"],
        sources=sources,
        email="owner@example.org",
        now="2026-03-04T09:00:00+00:00",
        time_zone="Europe/Berlin",
        currency="EUR",
        answers=answers or {},
        words=[],
    )
