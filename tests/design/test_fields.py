"""Names of fields as people write them, and what is read from them."""

import pytest

from sayso.design.offline.fields import read_field, read_field_list


@pytest.mark.parametrize(
    ("phrase", "name", "kind"),
    [
        ("the due date", "due_date", "date"),
        ("tel", "phone", "phone"),
        ("e-mail", "email", "email"),
        ("publication year", "publication_year", "integer"),
        ("how long they take", "duration", "integer"),
        ("how many guests", "guest_count", "integer"),
        ("when it started", "started_at", "datetime"),
        ("number of copies", "copy_count", "integer"),
        ("asking price", "asking_price", "money"),
        ("needs hotel?", "needs_hotel", "boolean"),
        ("photo of the receipt", "photo", "image"),
        ("roof pitch", "roof_pitch", "decimal"),
        ("colour notes", "colour_notes", "long_text"),
        ("favourite song", "favourite_song", "text"),
        ("volume in m3", "volume", "decimal"),
        ("value in money", "value", "money"),
        ("how many kilos of it are inside", "kilos", "decimal"),
        ("how big it is in square metres", "size", "decimal"),
        ("temperature in °C", "temperature", "decimal"),
        ("start of contract", "start_of_contract", "date"),
        ("next maintenance", "next_maintenance", "date"),
        ("no of copies", "copy_count", "integer"),
        ("what's wrong with it", "problem", "long_text"),
        ("who did it", "done_by", "text"),
        ("whether it has a shed", "has_shed", "boolean"),
        ("whether it has to be signed for", "signed", "boolean"),
        ("departs", "departs_at", "datetime"),
    ],
)
def test_a_name_tells_its_type(phrase: str, name: str, kind: str) -> None:
    guess = read_field(phrase)
    assert (guess.name, guess.type.value) == (name, kind)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("value (whole number)", "integer"),
        ("value (decimal number)", "decimal"),
        ("value (long text)", "long_text"),
        ("value (date and time)", "datetime"),
        ("value (text, unique)", "text"),
    ],
)
def test_a_type_in_brackets_may_take_several_words(phrase: str, kind: str) -> None:
    assert read_field(phrase).type.value == kind


def test_a_type_in_brackets_stands_beside_whether_it_is_required() -> None:
    guess = read_field("code (whole number, required)")
    assert (guess.type.value, guess.required, guess.options) == ("integer", True, ())


def test_several_of_some_choices_may_be_taken() -> None:
    guess = read_field("colour (several of red, green and blue)")
    assert (guess.type.value, guess.options) == ("multi_enum", ("red", "green", "blue"))


def test_choices_in_brackets_become_options() -> None:
    guess = read_field("level (beginner/intermediate/advanced)")
    assert (guess.type.value, guess.options) == ("enum", ("beginner", "intermediate", "advanced"))


def test_a_numbered_range_of_choices_is_counted_out() -> None:
    assert read_field("severity (sev1 to sev4)").options == ("sev1", "sev2", "sev3", "sev4")


def test_a_range_of_numbers_limits_the_field() -> None:
    limits = read_field("rating 1-5").validation
    assert limits is not None
    assert (limits.min, limits.max) == (1, 5)


def test_a_unit_is_said_in_the_help() -> None:
    assert read_field("volume in litres").help == "In litres."


def test_a_list_is_read_item_by_item() -> None:
    names = [
        guess.name for guess in read_field_list("name/tel/mail, sizes (small, large) and whether it is paid")
    ]
    assert names == ["name", "phone", "email", "sizes", "paid"]
