"""What a preview begins with."""

from enum import StrEnum


class Rows(StrEnum):
    """The rows of a preview."""

    NONE = "none"
    SAMPLE = "sample"
    COPY = "copy"
