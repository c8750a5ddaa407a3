"""Summarise rows and send what was found."""

from .reading import Part, Report, read_report
from .writing import write_report

__all__ = ["Part", "Report", "read_report", "write_report"]
