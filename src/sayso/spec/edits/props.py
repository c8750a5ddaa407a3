"""Names inside the props of components; what a prop holds follows from its name, whatever the component."""

from collections.abc import Callable, Sequence
from typing import Any

from pydantic import ValidationError

from sayso.spec.model import PROPS_OF, Component, FilterBy, Json, Stat

from .new_names import NewNames
from .tree import changed

_GONE = object()
_Rewrite = Callable[[NewNames, str | None, Any], Any]


def rewrite_props(names: NewNames, component: Component) -> dict[str, Json] | None:
    """The props under the new names; none when one that the component needs is gone.

    Props that do not fit their type are left alone: the checks report them.
    """
    props, model = component.props, PROPS_OF[component.type]
    if not props:
        return props
    try:
        model.model_validate(props)
    except ValidationError:
        return props
    new: dict[str, Json] = {}
    for key, value in props.items():
        rewritten = (
            _REWRITES[key](names, component.entity, value)
            if key in _REWRITES and value is not None
            else value
        )
        if rewritten is not _GONE and not (value and rewritten == [] and model.model_fields[key].metadata):
            new[key] = rewritten
        elif model.model_fields[key].is_required():
            return None
    return new


def rewrite_filters(names: NewNames, entity: str | None, filters: Sequence[FilterBy]) -> tuple[FilterBy, ...]:
    """Conditions under the new names, without those that speak of something gone."""
    return tuple(new for condition in filters if (new := _filter(names, entity, condition)) is not None)


def reword_labels(props: dict[str, Json], reword: Callable[[str], str]) -> dict[str, Json]:
    """The props with the texts that people read reworded."""
    new = dict(props)
    if isinstance(label := props.get("submit_label"), str):
        new["submit_label"] = reword(label)
    if isinstance(stats := props.get("stats"), list):
        new["stats"] = [_relabelled(stat, reword) for stat in stats]
    return new


def _relabelled(stat: Json, reword: Callable[[str], str]) -> Json:
    if isinstance(stat, dict) and isinstance(label := stat.get("label"), str):
        return {**stat, "label": reword(label)}
    return stat


def _filter(names: NewNames, entity: str | None, condition: FilterBy) -> FilterBy | None:
    field = names.member(entity, condition.field)
    if field is None:
        return None
    value = condition.value
    if isinstance(value, str):
        value = names.value(entity, condition.field, value)
    elif isinstance(value, list):
        value = [v for item in value if (v := _item(names, entity, condition.field, item)) is not None]
    if condition.value is not None and (value is None or value == []):
        return None
    return changed(condition, field=field, value=value)


def _item(names: NewNames, entity: str | None, field: str, item: Json) -> Json:
    return names.value(entity, field, item) if isinstance(item, str) else item


def _member(names: NewNames, entity: str | None, name: str) -> Any:
    return _or_gone(names.member(entity, name))


def _members(names: NewNames, entity: str | None, listed: list[str]) -> Any:
    return list(dict.fromkeys(new for name in listed if (new := names.member(entity, name)) is not None))


def _sorts(names: NewNames, entity: str | None, keys: list[dict[str, Any]]) -> Any:
    return [{**key, "field": new} for key in keys if (new := names.member(entity, key["field"])) is not None]


def _filters(names: NewNames, entity: str | None, conditions: list[dict[str, Any]]) -> Any:
    new: list[dict[str, Any]] = []
    for condition in conditions:
        before = FilterBy.model_validate(condition)
        after = _filter(names, entity, before)
        if after is not None:
            value = {"value": after.value} if "value" in condition else {}
            new.append({**condition, "field": after.field, **value})
    return new


def _stats(names: NewNames, entity: str | None, stats: list[dict[str, Any]]) -> Any:
    """A figure without what it measures or is split by means nothing; it goes."""
    new: list[dict[str, Any]] = []
    for stat in stats:
        before = Stat.model_validate(stat)
        after: dict[str, Any] = dict(stat)
        for key, name in (("field", before.field), ("group_by", before.group_by)):
            if name is not None:
                after[key] = names.member(entity, name)
        if before.filters:
            after["filters"] = _filters(names, entity, stat["filters"])
        if all(after.get(key) is not None or stat.get(key) is None for key in ("field", "group_by")):
            new.append(after)
    return new


def _report(names: NewNames, _entity: str | None, name: str) -> Any:
    return _or_gone(names.report(name))


def _components(names: NewNames, _entity: str | None, listed: list[str]) -> Any:
    return [new for name in listed if (new := names.component(name)) is not None]


def _or_gone(name: str | None) -> Any:
    return _GONE if name is None else name


_REWRITES: dict[str, _Rewrite] = {
    "fields": _members,
    "columns": _members,
    "related": _members,
    "sort": _sorts,
    "filters": _filters,
    "title": _member,
    "subtitle": _member,
    "image": _member,
    "group_by": _member,
    "sum": _member,
    "start": _member,
    "end": _member,
    "color_by": _member,
    "stats": _stats,
    "report": _report,
    "components": _components,
}
