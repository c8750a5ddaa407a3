"""Whatever a reading says of heads, no span hangs on itself: whoever follows them comes to an end."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.design.resolver.clauses import heads_of
from sayso.reader.types import ROLES, Mode, Reading, Span

WORDS = ("of the ", "'s ", ", ", "and even ", ". ", "")


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    count = draw(st.integers(1, 7))
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=count, max_size=count))
    order = draw(st.permutations(range(count)))
    heads: dict[int, int | None] = {}
    for place, at in enumerate(order):
        heads[at] = draw(st.sampled_from([None, *order[:place]]))
    text, spans = "", []
    for at, role in enumerate(roles):
        word = draw(st.sampled_from(["phone", "chart", "clients"]))
        spans.append(Span(word, role, len(text), len(text) + len(word), heads[at], 1.0))
        text += word + draw(st.sampled_from(WORDS))
    return Reading(text, Mode.CHANGE, tuple(spans))


@given(readings())
def test_heads_never_go_round_in_a_circle(reading: Reading) -> None:
    heads = heads_of(reading)
    for at in range(len(heads)):
        above, steps = heads[at], 0
        while above is not None:
            above, steps = heads[above], steps + 1
            assert steps <= len(heads)
