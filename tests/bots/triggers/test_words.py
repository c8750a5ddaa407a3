"""Triggers are said as a person would say them."""

from uuid import uuid4

from sayso.bots.details import ByBot, ByCron, ByHand, ByInterval, ByRow, ByWebhook, RowEvent
from sayso.bots.triggers.words import Labels, with_article, words_of

SHOP = Labels(
    module="Shop", entity="Order", states={"paid": "Paid"}, fields={"due_on": "Due on", "kind": "Kind"}
)


def test_each_kind_of_trigger_has_its_sentence() -> None:
    transition = ByRow(module="shop", entity="order", on=(RowEvent.TRANSITION,), to=("paid",))
    changed = ByRow(module="shop", entity="order", on=(RowEvent.CHANGED,), fields=("due_on",))
    said = {
        "By hand": words_of(ByHand()),
        "Every 15 minutes": words_of(ByInterval(seconds=900)),
        "Every weekday at 08:00 (Europe/Berlin)": words_of(
            ByCron(cron="0 8 * * 1-5", time_zone="Europe/Berlin")
        ),
        "Every day at 06:30": words_of(ByCron(cron="30 6 * * *")),
        "At the times of “never”": words_of(ByCron(cron="never")),
        "When its address is called and signed": words_of(ByWebhook()),
        "When its address is called": words_of(ByWebhook(signed=False)),
        "When an order is created in Shop": words_of(ByRow(module="shop", entity="order"), SHOP),
        "When an order becomes “Paid” in Shop": words_of(transition, SHOP),
        "When an order is changed in “Due on” in Shop": words_of(changed, SHOP),
        "When a blog post is created in blog": words_of(ByRow(module="blog", entity="blog_post")),
        "When Invoices fails": words_of(ByBot(bot=uuid4(), on="failure"), Labels(bot="Invoices")),
        "When another bot has run": words_of(ByBot(bot=uuid4(), on="any")),
    }
    assert list(said) == list(said.values())
    urgent = ByRow(module="shop", entity="order", where={"kind": ["urgent", "late"], "open": True})
    assert (
        words_of(urgent, SHOP)
        == "When an order is created in Shop and “Kind” is “urgent” or “late” and “open” is yes"
    )


def test_nouns_have_the_article_that_is_spoken() -> None:
    assert [with_article(one) for one in ("order", "client", "user", "hour", "unit")] == [
        "an order",
        "a client",
        "a user",
        "an hour",
        "a unit",
    ]
