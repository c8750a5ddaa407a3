"""What is looked at, and when people are told."""

from dataclasses import dataclass
from typing import Literal

from sayso.bots.offline.program import tell_words
from sayso.bots.offline.recipe import Common, Told
from sayso.bots.offline.sentence import host_of
from sayso.phrases.meaning import Path

LookKind = Literal["status", "words", "gone", "changed", "feed", "number", "value", "records"]
Form = Literal["json", "csv", "feed", "html", "text"]
SIGNS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "eq": "==", "ne": "!="}
SAID = {"gt": "over", "gte": "at least", "lt": "under", "lte": "at most", "eq": "", "ne": "not"}


@dataclass(frozen=True, slots=True)
class Look:
    """What of an address counts. ``column`` is where the value stands, ``rows`` where records do.

    ``value`` is the number, the text or the words that it is compared with. ``key`` tells records apart.
    """

    kind: LookKind
    form: Form = "text"
    column: Path | None = None
    op: str = "eq"
    value: str | float = ""
    rows: str = ""
    key: Path | None = None
    delimiter: str = ","
    decimal_comma: bool = False
    label: str = ""
    """What a number of a page is called there, such as “price”."""
    is_keyed: bool = False


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch of an address."""

    common: Common
    address: str
    look: Look
    tells_back: bool = False

    @property
    def words(self) -> str:
        """When people are told, after “when”."""
        look, host = self.look, host_of(self.address)
        what = look.column.label.lower() if look.column is not None else look.label or "the number"
        match look.kind:
            case "status":
                return f"{host} does not answer as it should"
            case "words":
                return f"{host} says “{look.value}”"
            case "gone":
                return f"{host} no longer says “{look.value}”"
            case "changed":
                return f"{what if look.column is not None else 'something'} at {host} changes"
            case "feed":
                return f"{host} has a new entry" + (f" about “{look.value}”" if look.value else "")
            case "number":
                return f"{what} at {host} is {SAID[look.op]} {look.value:,}"
            case "records":
                value = f"{look.value:,}" if isinstance(look.value, int | float) else look.value
                return f"an entry at {host} has {what} {SAID[look.op]} {value}".replace("  ", " ")
            case _:
                return f"{what} at {host} is {SAID[look.op]} {look.value}".replace("  ", " ")

    def told(self) -> Told:
        """What it comes to in sentences."""
        told = Told(f"Tell people when {self.words}.")
        told.sources.append(f"What {self.address} answers.")
        told.processing.append(
            f"Sees whether {self.words}, and remembers what it saw, so that it tells once per change."
        )
        told.outputs += tell_words(self.common.tells)
        if self.look.kind == "status":
            told.processing.append("An answer is as it should be with status 200.")
        if self.look.column is not None:
            told.sources.append(f"The value at {self.look.column.path}.")
        if self.tells_back:
            told.features.append("Tells as well when it is over.")
        return told
