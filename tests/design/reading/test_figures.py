"""Figures that people ask for, however they say it."""

import pytest

from sayso.design.offline.extraction.read import read


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            "Shifts have an employee, a date and hours. I want a weekly overview of hours per employee.",
            ("", "hour", "employee, week"),
        ),
        (
            "We need a chart with late deliveries per carrier and month.",
            ("", "late delivery", "carrier, month"),
        ),
        ("Rooms have a name. I want to know which rooms are used most.", ("count", "", "room")),
        (
            "Donations: amount, date. At the end of the year total donations by campaign.",
            ("sum", "donation", "campaign"),
        ),
        ("Orders have a total. Top 10 customers by turnover.", ("", "turnover", "customer")),
        ("Orders have a customer. How many orders per customer?", ("count", "order", "customer")),
        ("Show me how many calls each agent takes a week.", ("count", "call", "agent, week")),
        (
            "Sales have a product and an amount. Monthly sales figures by product.",
            ("", "sale", "product, month"),
        ),
        ("At month's end we need the number of visits for every doctor.", ("count", "visit", "doctor")),
        ("Samples have a value. Reports: average value by site.", ("avg", "value", "site")),
        (
            "The board wants to see what we spend by category every quarter.",
            ("", "spending", "category, quarter"),
        ),
        ("In January we report the number of members in each club.", ("count", "member", "club")),
        ("Once a month the office sums up the hours of each teacher.", ("sum", "hour", "teacher, month")),
        ("Log inspections and honey harvests in kg, total per hive", ("sum", "honey harvest", "hive")),
    ],
)
def test_figures_are_read(text: str, figure: tuple[str, str, str]) -> None:
    found = [
        (c.operation, " ".join(c.measure), ", ".join(" ".join(group) for group in c.groups))
        for c in read(text).reports
    ]
    assert figure in found


@pytest.mark.parametrize(
    "text",
    [
        "The price per night is fixed. Rooms have a number.",
        "Invoices are sent by email. An invoice has a number.",
        "Each member pays per term.",
    ],
)
def test_what_is_no_figure_stays_a_sentence(text: str) -> None:
    assert read(text).reports == []
