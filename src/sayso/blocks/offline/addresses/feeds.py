"""The question to a feed: its entries, or how many there are."""

from sayso.blocks.offline.question import AddressSource, Question, Shown
from sayso.blocks.offline.timing import usual_refresh
from sayso.blocks.offline.wording import Wording
from sayso.blocks.types import CardKind
from sayso.devloop.programs.types import Refusal
from sayso.kit.words import sentence
from sayso.phrases.columns.reading import Reading
from sayso.phrases.formats import Format
from sayso.phrases.lists import word_set
from sayso.phrases.meaning import Condition, Measure, Path, Sort
from sayso.phrases.said import Said

from .refusing import host_of


def feed_question(reading: Reading[Wording], source: AddressSource) -> Question | Refusal:
    """The newest entries, or how many there are."""
    wording = reading.wording
    is_count = wording.measure == "count" or wording.kind is CardKind.NUMBER
    kind = (
        wording.kind
        if wording.kind in {CardKind.TABLE, CardKind.TEXT}
        else CardKind.NUMBER
        if is_count
        else CardKind.LIST
    )
    shown = (
        Shown(field="title", key="title", label="Title"),
        Shown(field="url", key="url", label="Link", format=Format.LINK),
        Shown(field="at", key="at", label="Date", format=Format.DATETIME),
    )
    columns = tuple(Path(key=key, path=key, label=sentence(key)) for key in ("title", "url", "at", "text"))
    word = _about(reading.said)
    conditions = (
        (Condition(field="title", op="contains", value=word, words=f"the title contains “{word}”"),)
        if word
        else ()
    )
    limit = (wording.ranking.limit if wording.ranking else None) or wording.limit or 20
    question = Question(
        source=source.model_copy(update={"columns": columns}),
        conditions=conditions,
        measure=Measure(op="count", label="Entries") if is_count else None,
        shown=shown,
        sort=Sort(field="at", descending=wording.ranking is None or wording.ranking.kind != "oldest"),
        limit=None if is_count else limit,
        kind=kind,
        refresh=wording.refresh or usual_refresh(is_rows=False),
    )
    host = host_of(source.address).removeprefix("www.")
    return question.model_copy(
        update={"title": wording.title or f"{'Entries' if is_count else 'News'} from {host}"[:80]}
    )


def _about(said: Said) -> str:
    found = said.find(
        r"\b(?:about|on|mentioning|with\s+the\s+word|containing)\s+[\"“„']?(?P<word>[\w-]{3,40})"
    )
    if found is None or found["word"] in word_set("stop", "words"):
        return ""
    return said.written(found, "word")
