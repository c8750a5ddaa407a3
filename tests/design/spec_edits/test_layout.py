"""Moves on a layout tree keep every other component where it is."""

from sayso.design.spec_edits.layout import (
    above,
    added,
    at_bottom,
    beside,
    on_top,
    shown,
    together,
    without,
)
from sayso.spec.model import Container, Direction, Slot

TABS = Container(
    direction=Direction.TABS,
    children=(
        Container(label="Table", children=(Slot(component="Table"),)),
        Container(label="Board", children=(Slot(component="Board"),)),
    ),
)
PAGE = Container(children=(Slot(component="Filters", sticky=True), TABS, Slot(component="Chart")))


def test_beside_makes_a_row_where_the_first_stood() -> None:
    """Both leave their old places; on a phone the row becomes a column."""
    page = beside(PAGE, "Chart", "Filters")
    row = page.children[0]
    assert isinstance(row, Container)
    assert row.direction is Direction.ROW
    assert list(shown(row)) == ["Chart", "Filters"]
    assert list(shown(page)) == ["Chart", "Filters", "Table", "Board"]
    assert row.responsive is not None
    assert row.responsive.mobile is not None


def test_above_stays_in_a_column_that_is_there() -> None:
    """No box is added where the parent stacks already."""
    page = above(PAGE, "Filters", "Chart")
    assert [slot.component for slot in page.children if isinstance(slot, Slot)] == ["Filters", "Chart"]


def test_what_was_set_for_a_component_moves_with_it() -> None:
    """Filters that stick go on sticking."""
    page = at_bottom(PAGE, "Filters")
    last = page.children[-1]
    assert isinstance(last, Slot)
    assert last.sticky


def test_on_top_puts_a_new_component_first() -> None:
    """All else follows in its order."""
    assert list(shown(on_top(PAGE, "Stats"))) == ["Stats", "Filters", "Table", "Board", "Chart"]


def test_without_leaves_no_empty_box() -> None:
    """A tab that showed nothing else goes too."""
    page = without(PAGE, "Board")
    tabs = page.children[1]
    assert isinstance(tabs, Container)
    assert len(tabs.children) == 1


def test_a_view_of_what_is_in_tabs_becomes_a_tab() -> None:
    """Beside the table it is another view of."""
    page = added(PAGE, "Calendar", before="Table", label="Calendar")
    tabs = page.children[1]
    assert isinstance(tabs, Container)
    assert [tab.label for tab in tabs.children if isinstance(tab, Container)] == [
        "Table",
        "Board",
        "Calendar",
    ]


def test_together_in_tabs_gives_each_a_label() -> None:
    """Tabs need names."""
    page = together(PAGE, ("Chart", "Filters"), Direction.TABS, ("Chart", "Filters"))
    labels = [child.label for child in shown_boxes(page) if child.label]
    assert labels == ["Chart", "Filters", "Table", "Board"]


def shown_boxes(box: Container) -> list[Container]:
    """All boxes of a tree, outermost first."""
    found = [box]
    for child in box.children:
        if isinstance(child, Container):
            found += shown_boxes(child)
    return found
