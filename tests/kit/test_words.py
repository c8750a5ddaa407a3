"""Names and the labels made of them."""

import pytest

from sayso.kit.words import measured, sentence, snake


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("due_date", "Due date"),
        ("vat_id", "VAT ID"),
        ("product_sku", "Product SKU"),
        ("ISBN number", "ISBN number"),
        ("paid", "Paid"),
        ("idea", "Idea"),
        ("expected_kwh", "Expected kWh"),
        ("ph", "pH"),
        ("website_urls", "Website URLs"),
        ("size_m2", "Size m²"),
    ],
)
def test_a_label_writes_known_short_forms_as_people_do_and_leads_back_to_its_name(
    name: str, label: str
) -> None:
    assert sentence(name) == label
    assert snake(label) == snake(name)


@pytest.mark.parametrize(
    ("word", "label", "name"),
    [
        ("Total", "Amount due", "Total amount due"),
        ("Total", "Fed in kWh", "Total fed in kWh"),
        ("Total", "Total", "Total"),
        ("Average", "Total", "Average total"),
    ],
)
def test_a_measure_is_called_by_what_it_measures(word: str, label: str, name: str) -> None:
    assert measured(word, label) == name
