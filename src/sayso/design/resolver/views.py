"""Views: what is seen, what no longer is, and values that are worked out."""

from sayso.spec.edits import Kind
from sayso.spec.model import (
    ComponentType,
)

from .elements import (
    member_of,
    page_of,
    part_kind,
)
from .figures import add_report
from .removals import remove
from .rights import seen_by
from .screens import add_part, place
from .values import owner_of
from .work import Work


def show(work: Work, at: int) -> None:
    """Let something be seen: figures, a part of a page, values on a list."""
    everything = work.below(at)
    work.use(at)
    if any(work.role(one) in {"measure", "group"} for one in everything):
        if not add_report(work, at, everything):
            work.fail(at)
        return
    if any(work.role(one) == "where" for one in everything):
        place(work, at)
        return
    if any(work.role(one) == "actor" for one in everything):
        seen_by(work, at, shown=True)
        return
    if any(work.role(one) in {"order", "cond"} for one in everything):
        work.fail(at)
        return
    attrs = [one for one in everything if work.role(one) == "attr"]
    parts = [one for one in everything if work.role(one) == "part"]
    if attrs:
        _columns(work, at, attrs, parts, shown=True)
        return
    pages = [
        page for one in everything if work.role(one) == "page" and (page := page_of(work, one)) is not None
    ]
    if len(parts) == 1 and part_kind(work.text(parts[0])) is not None:
        if add_part(work, parts[0], pages[0] if pages else None):
            work.use(*(one for one in everything if work.role(one) in {"part", "thing", "page", "kind"}))
        elif not work.problems:
            work.fail(at)
        return
    work.fail(at)


def _columns(work: Work, at: int, attrs: list[int], parts: list[int], *, shown: bool) -> None:
    """Values shown in the list of their thing, or no longer."""
    if any(part_kind(work.text(one)) is not ComponentType.TABLE for one in parts):
        work.fail(parts[0])
        return
    for one in attrs:
        owner = owner_of(work, one)
        found = member_of(work, work.text(one), owner) if owner is not None else None
        tables = [] if owner is None else [
            part for part in work.spec.components
            if part.type is ComponentType.TABLE and part.entity == owner.name
        ]  # fmt: skip
        if owner is None or found is None or len(tables) != 1:
            if not work.problems:
                work.fail(one)
            return
        columns = [str(name) for name in tables[0].props.get("columns") or ()]  # type: ignore[union-attr]
        columns = columns or [field.name for field in owner.fields]
        if (found.name in columns) == shown or (not shown and len(columns) < 2):
            work.fail(one, "That is so already.")
            return
        columns = [*columns, found.name] if shown else [name for name in columns if name != found.name]
        work.do("set", Kind.COMPONENT, at, target=tables[0].name, values={"props": {"columns": columns}})
        work.use(one, *work.under(one, "kind"))
    work.use(at, *parts, *(t for one in parts for t in work.below(one, "thing", "kind")))


def hide_(work: Work, at: int) -> None:
    """Take something out of sight: a value from a role or a list, a part or a page."""
    everything = work.below(at)
    actors = [one for one in everything if work.role(one) == "actor"]
    attrs = [one for one in everything if work.role(one) == "attr"]
    parts = [one for one in everything if work.role(one) == "part"]
    if not actors:
        if attrs:
            _columns(work, at, attrs, parts, shown=False)
        else:
            remove(work, at)
        return
    seen_by(work, at, shown=False)
