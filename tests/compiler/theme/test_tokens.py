"""Whatever colours are chosen, what stands on them can be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.compiler.build import compile_app
from sayso.compiler.theme.color import contrast, oklch_of, rgb_of, shown
from sayso.compiler.theme.tokens import PAIRS, palette, tokens
from sayso.spec.edits import apply, change_spec
from sayso.spec.edits.edit_sentence import sentence
from sayso.spec.model import AppSpec, Density, NeutralTone, Roundness, Theme

_COLORS = st.none() | st.integers(0, 0xFFFFFF).map("#{:06x}".format)
_THEMES = st.builds(
    Theme, accent=_COLORS, ground=_COLORS, neutral=st.none() | st.sampled_from(list(NeutralTone))
)
_SPEC = AppSpec(name="Shop", slug="shop")


@settings(max_examples=120, deadline=None)
@given(_THEMES, st.integers(0, 359), st.booleans())
def test_every_pair_of_the_kit_keeps_its_ratio(theme: Theme, hue: int, is_dark: bool) -> None:
    found = palette(theme, hue, is_dark=is_dark)
    for name, grounds, ratio in PAIRS:
        for ground in grounds:
            assert contrast(found[name], found[ground]) >= ratio, (name, ground)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_colour_comes_back_from_oklch_as_it_went(color: tuple[int, int, int]) -> None:
    back = shown(oklch_of(color))
    assert all(abs(one - other) <= 1 for one, other in zip(color, back, strict=True))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast(rgb_of("#767676"), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


def test_a_colour_that_can_be_read_stays_as_it_was_chosen() -> None:
    found = tokens(Theme(accent="#000080", ground="#f5f5dc"), 0)
    assert found["--accent"].startswith("light-dark(#000080,")
    assert found["--canvas"].startswith("light-dark(#f5f5dc,")


def test_a_dark_ground_makes_the_application_dark() -> None:
    assert tokens(Theme(ground="#101020"), 0)["color-scheme"] == "dark"
    assert "color-scheme" not in tokens(Theme(ground="#f5f5dc"), 0)


def test_corners_and_spacing_alone_leave_the_colours() -> None:
    chosen = Theme(roundness=Roundness.SQUARE, density=Density.COMPACT)
    assert tokens(chosen, 0) == {"--corner": "0", "--density": "0.85"}


def test_a_theme_is_written_out_and_none_is_not() -> None:
    themed = _SPEC.model_copy(update={"theme": Theme(accent="#000080")})
    files = {draft.path: draft.text for draft in compile_app(themed)}
    assert '"--accent": "light-dark(#000080' in files["src/theme.ts"]
    assert "theme: THEME" in files["src/app.tsx"]
    assert "client/theme.ts" in {draft.path for draft in compile_app(themed, "nextjs")}
    assert "src/theme.ts" not in {draft.path for draft in compile_app(_SPEC)}


def test_a_theme_is_said_and_taken_back() -> None:
    edit = change_spec(theme=Theme(accent="#000080", roundness=Roundness.ROUND))
    done = apply(_SPEC, [edit])
    assert done.spec.theme == Theme(accent="#000080", roundness=Roundness.ROUND)
    assert sentence(edit, _SPEC) == "Make the accent colour navy and the corners round"
    assert sentence(change_spec(theme=None), done.spec) == "Go back to the usual looks"
    assert apply(done.spec, done.inverses).spec == _SPEC


def test_a_spec_without_a_theme_reads_as_before() -> None:
    assert "theme" not in _SPEC.to_json()
