"""Undoing a step after others have followed, some of which gave things other names."""

from sayso.spec.model import AppSpec

from .difference import diff
from .language import Edit
from .names import Name, names_in
from .references import rewrite


def inverses_on(before: AppSpec, after: AppSpec, now: AppSpec) -> tuple[Edit, ...]:
    """Edits that take the step from ``before`` to ``after`` out of ``now``, which came of ``after`` later.

    Both ends of the step are put into the names of ``now`` first, except for names that the step itself gave.
    """
    old, new = (rewrite(spec, _later_names(spec, after, now)) for spec in (before, after))
    return diff(new, old)


def _later_names(spec: AppSpec, after: AppSpec, now: AppSpec) -> dict[Name, str | None]:
    """What the names in ``spec`` that ``after`` kept have become in ``now``."""
    kept, later = _by_bearer(after), _by_bearer(now)
    changes: dict[Name, str | None] = {}
    for bearer, names in _by_bearer(spec).items():
        for mine, its, new in zip(names, kept.get(bearer, ()), later.get(bearer, ()), strict=False):
            if mine[-1] == its[-1] != new[-1]:
                changes[mine] = new[-1]
    return changes


def _by_bearer(spec: AppSpec) -> dict[str, list[Name]]:
    names: dict[str, list[Name]] = {}
    for name, bearer in names_in(spec):
        names.setdefault(bearer, []).append(name)
    return names
