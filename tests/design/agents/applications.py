"""Applications that messages in these tests speak of."""

from functools import cache

from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import News, Wish
from sayso.kit.ids import SeededIds
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec


@cache
def restaurant() -> AppSpec:
    """Guests, tables and reservations, as the offline designer makes them."""
    text = (
        "Guests with name and phone. Tables with number and seats. Reservations with "
        "guest, table, date, time and party size. A reservation is booked, seated or cancelled."
    )
    return read_wish(Wish(text, empty_spec(), SeededIds(1))).spec


def wish(text: str, **more: object) -> Wish:
    """A message about the restaurant."""
    return Wish(text, restaurant(), SeededIds(text), **more)  # type: ignore[arg-type]


class Heard:
    """Keeps the news in order."""

    def __init__(self) -> None:
        self.news: list[News] = []

    def __call__(self, news: News) -> None:
        """Listen."""
        self.news.append(news)

    @property
    def kinds(self) -> list[str]:
        """What kinds of news came, each run of the same kind once."""
        names = [type(one).__name__ for one in self.news]
        return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]

    @property
    def text(self) -> str:
        """The reply as it was shown."""
        return "".join(one.text for one in self.news if type(one).__name__ == "Replied")  # type: ignore[union-attr]
