"""Models of reports: what rows look like, and what may be given."""

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Ids, Text, Titles


class Report(Row):
    """One of the reports."""

    title: Text | None = Field(default=None, title="Title")
    authors_ids: Ids = Field(default=UNSET, title="Authors")
    authors_titles: Titles = Field(default=UNSET, title="Authors")


class ReportPatch(Body):
    """Changes of a row: report. What is not named stays as it is."""

    title: Text | None = Field(default=None, title="Title")
    authors_ids: Ids = Field(default=UNSET, title="Authors")


class ReportCreate(ReportPatch):
    """A new row: report."""
