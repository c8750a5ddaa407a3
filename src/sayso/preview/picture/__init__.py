"""Pictures of applications: the start page with its sample rows, drawn as SVG without a browser."""

from .svg import picture

__all__ = ["picture"]
