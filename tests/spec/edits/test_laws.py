"""Laws of edits, for any edits of a real spec and of a small one."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.edits import apply, diff, empty_spec, read_edits, sentence
from sayso.spec.model import AppSpec

from .strategies import edits, round_trip

calm = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


@pytest.fixture(params=["salon", "empty"])
def start(request: pytest.FixtureRequest, salon: AppSpec) -> AppSpec:
    return salon if request.param == "salon" else empty_spec("Empty", "empty")


def wander(data: st.DataObject, spec: AppSpec, steps: int) -> AppSpec:
    """The spec after some edits, good or bad."""
    for _ in range(data.draw(st.integers(0, steps))):
        spec = apply(spec, [data.draw(edits(spec))], checked=False).spec
    return spec


@calm
@given(data=st.data())
def test_edits_followed_by_their_inverses_give_back_the_same_spec(
    data: st.DataObject, start: AppSpec
) -> None:
    spec = start
    undo: list[tuple[AppSpec, Any]] = []
    for _ in range(data.draw(st.integers(1, 8))):
        result = apply(spec, [data.draw(edits(spec))], checked=False)
        undo.append((spec, result.inverses))
        spec = result.spec
    for earlier, inverses in reversed(undo):
        back = apply(spec, round_trip(inverses), checked=False)
        assert back.ok, back.diagnostics
        assert back.spec == earlier
        spec = back.spec


@calm
@given(data=st.data())
def test_what_is_accepted_is_valid_and_what_is_refused_says_why(data: st.DataObject, salon: AppSpec) -> None:
    spec = salon
    for _ in range(data.draw(st.integers(1, 5))):
        edit = data.draw(edits(spec))
        said = sentence(edit, spec)
        assert said
        result = apply(spec, [edit])
        errors = [diagnostic for diagnostic in result.diagnostics if diagnostic.level is Level.ERROR]
        if result.ok:
            assert errors == []
            assert [d for d in check(result.spec) if d.level is Level.ERROR] == []
            assert AppSpec.model_validate(result.spec.to_json()) == result.spec
            assert all(text.endswith(".") for text in result.consequences)
        else:
            assert errors
            assert result.spec is spec
            assert all(error.message for error in errors)
        spec = result.spec


@calm
@given(data=st.data())
def test_the_difference_of_two_specs_leads_from_one_to_the_other(data: st.DataObject, start: AppSpec) -> None:
    one, other = wander(data, start, 6), wander(data, start, 6)
    result = apply(one, round_trip(diff(one, other)), checked=False)
    assert result.ok, result.diagnostics
    assert result.spec == other


@calm
@given(data=st.data())
def test_edits_at_once_do_what_they_do_one_by_one(data: st.DataObject, salon: AppSpec) -> None:
    spec, done = salon, []
    for _ in range(data.draw(st.integers(1, 5))):
        edit = data.draw(edits(spec))
        result = apply(spec, [edit], checked=False)
        if result.ok:
            done.append(edit)
            spec = result.spec
    assert apply(salon, done, checked=False).spec == spec


@calm
@given(
    data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(["add", "field", "ent_2ku2rdfx", "é"]),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["op", "kind", "target", "element", "x"]), inner)
        ),
    )
)
def test_bad_json_comes_back_as_diagnostics(data: Any) -> None:
    written, diagnostics = read_edits(data)
    assert diagnostics or written == tuple(written)
