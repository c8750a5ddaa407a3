"""A component that was written is work by hand: later generations keep it, and say where it does not fit."""

from dataclasses import replace

from sayso.compiler.build import compile_app
from sayso.compiler.three_way_merge import SavedText, StoredDraft, apply_saved, merge_drafts
from sayso.devloop import misfits
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.model import AppSpec
from sayso.verifier.typecheck import typecheck
from tests.devloop.theatre import PATH, seating_plan, theatre
from tests.support.specs import field, spec


def written(app: AppSpec) -> list[StoredDraft]:
    """The files of the theatre once the seating plan was written and published."""
    files = [StoredDraft(one.path, one.text, one.text, one.elements) for one in compile_app(app)]
    base = next(file.text for file in files if file.path == PATH)
    return apply_saved(files, [SavedText(PATH, seating_plan(), base)])


def changed(app: AppSpec, **parts: object) -> AppSpec:
    """The theatre with some parts otherwise."""
    return AppSpec.model_validate(app.to_json() | parts)


def plan(files: list[StoredDraft]) -> StoredDraft:
    return next(file for file in files if file.path == PATH)


def test_another_field_and_other_words_about_it_leave_the_seating_plan_as_it_is() -> None:
    app = theatre()
    entities = [one.to_json() for one in app.entities]
    entities[1]["fields"] = [*entities[1]["fields"], {"id": "fld_900001", **field("price:money")}]
    entities[1]["display_name"] = "Place"
    components = [one.to_json() for one in app.components]
    components[0] |= {"description": "The plan of the hall.", "props": {"wish": "rows of seats"}}

    files = merge_drafts(written(app), compile_app(changed(app, entities=entities, components=components)))

    assert plan(files).text == seating_plan()
    assert plan(files).is_edited
    assert typecheck([file.as_draft() for file in files]) == []


def test_a_field_that_is_called_otherwise_is_named_with_its_places_in_the_seating_plan() -> None:
    app = theatre()
    entities = [one.to_json() for one in app.entities]
    entities[1]["fields"][2] |= {"name": "is_sold", "label": "Is sold"}

    files = merge_drafts(written(app), compile_app(changed(app, entities=entities)))

    assert plan(files).text == seating_plan()
    assert plan(files).conflicts == 0
    found = typecheck([file.as_draft() for file in files])
    assert found
    assert all(one.path.startswith(f"{PATH}:") and "is_taken" in one.message for one in found)
    assert set(misfits(app, found)) == {"com_000001"}


def test_an_entity_that_is_called_otherwise_puts_both_sides_before_a_person() -> None:
    app = theatre()
    renamed = AppSpec.model_validate_json(app.model_dump_json(by_alias=True).replace('"seat"', '"chair"'))

    files = merge_drafts(written(app), compile_app(renamed))

    assert plan(files).conflicts > 0
    assert "useUpdateSeat" in plan(files).text
    assert "../entities/chair" in plan(files).text


def test_the_file_of_a_component_without_an_entity_does_not_change_with_its_words() -> None:
    def text(about: str) -> str:
        app = spec(components=[{"id": "com_000001", "name": "Clock", "type": "custom", "description": about}])
        return next(one.text for one in compile_app(app) if one.path == "src/components/Clock.tsx")

    assert text("Tells the time.") == text("Tells the time in Paris.")
    assert "not been written yet" in text("")


def test_the_seating_plan_can_go_back_to_what_was_generated() -> None:
    files = written(theatre())
    generated = plan(files).generated
    back = apply_saved(files, [SavedText(PATH, generated, generated)])
    assert not plan(back).is_edited
    assert plan([replace(file) for file in back]).text == generated


def test_errors_elsewhere_are_no_matter_of_the_seating_plan() -> None:
    def found(path: str, level: Level = Level.ERROR) -> dict[str, str]:
        return misfits(theatre(), [Diagnostic(code="x", level=level, path=path, message="x")])

    assert set(found("components.SeatingPlan")) == {"com_000001"}
    assert found("components.SeatTable") == found("src/components/SeatTable.tsx:1:1") == {}
    assert found(f"{PATH}:1:1", Level.WARNING) == found("src/app.tsx:2:2") == {}
