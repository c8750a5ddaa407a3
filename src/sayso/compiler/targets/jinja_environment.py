"""Jinja2 as all targets use it: templates only loop, test and print, and a missing name is an error."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def templates_of(target: str) -> Environment:
    """The templates of the target package of this name."""
    return Environment(
        loader=PackageLoader(f"sayso.compiler.targets.{target}"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is source code; values are escaped by typed functions
    )
