"""The application as a whole: its name, roles, settings, reports and where its history is."""

from sayso.compiler.identifiers import ModuleNames
from sayso.kit.words import kebab, plural
from sayso.spec.index import SpecIndex
from sayso.spec.model import Json, Report, Setting, SettingType
from sayso.spec.query import written

from .literals import docstring
from .python_printer import Call, Value, imports, statement

_EVERYWHERE = {
    "currency": ("Currency", "USD"),
    "time_zone": ("Time zone", "UTC"),
    "locale": ("Language and region", "en"),
}
"""Settings that every application has: label and what it begins with."""


def module_text(names: ModuleNames, version: str) -> str:
    """The text of ``app/module.py``."""
    index, spec = names.index, names.index.spec
    settings = [_setting(setting) for setting in spec.settings]
    own = {setting.key for setting in spec.settings}
    settings += [
        Call("Setting", (key, label, "string", default))
        for key, (label, default) in _EVERYWHERE.items()
        if key not in own
    ]
    reports = tuple(_report(report) for report in spec.reports)
    roles: dict[str, Value] = {role.name: role.label for role in spec.permissions.roles}
    used = ["Setting", *(["Report", "Measure"] if reports else [])]
    used += ["Condition"] if any(report.filters for report in spec.reports) else []
    if not reports:
        used.append("Report")
    lines = [
        f'"""{docstring(spec.name)}: what it is called, who uses it and how it is set up."""',
        "",
        imports("app.description", set(used)),
        "",
        statement("NAME = ", spec.name),
        statement("SLUG = ", spec.slug),
        statement("VERSION = ", version),
        statement("DESCRIPTION = ", spec.description),
        "",
        statement("ROLES: dict[str, str] = ", roles),
        statement("WIDEST_ROLE = ", index.widest_role or ""),
        "",
        statement("HISTORY = ", names.qualified(names.history_view)),
        statement("RESTORE = ", names.qualified(names.name("restore"))),
        "",
        statement("SETTINGS: tuple[Setting, ...] = ", tuple(settings)),
        "",
        statement("REPORTS: tuple[Report, ...] = ", reports),
        "",
        statement("ENDPOINTS: tuple[dict[str, str], ...] = ", _endpoints(index)),
        "",
    ]
    return "\n".join(lines)


def _setting(setting: Setting) -> Call:
    default = _EVERYWHERE.get(setting.key, ("", None))[1]
    value = default if setting.default is None else setting.default
    named: dict[str, Value] = {"options": setting.options} if setting.type is SettingType.ENUM else {}
    return Call("Setting", (setting.key, setting.label, setting.type.value, _plain(value)), named)


def _report(report: Report) -> Call:
    measures = []
    for measure in report.measures:
        more: tuple[Value, ...] = (measure.field,) if measure.field else ()
        label: dict[str, Value] = {"label": measure.label} if measure.label else {}
        measures.append(Call("Measure", (measure.op.value, *more), label))
    named: dict[str, Value] = {
        "name": report.name,
        "title": report.title,
        "entity": report.entity,
        "measures": tuple(measures),
    }
    if report.group_by:
        named["group_by"] = report.group_by
    if report.filters:
        named["filters"] = tuple(
            Call("Condition", (one.field, one.op.value, written(one.value))) for one in report.filters
        )
    named["chart"] = report.chart.value
    if report.period:
        named["period"] = report.period.value
    if report.date_field:
        named["date_column"] = report.date_field
    return Call("Report", (), named)


def _plain(value: Json) -> Value:
    if isinstance(value, list):
        return tuple(_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _endpoints(index: SpecIndex) -> tuple[Value, ...]:
    return tuple(
        {
            "method": endpoint.method.value,
            "path": endpoint.path,
            "description": endpoint.description,
            "served_at": f"/api/{kebab(plural(endpoint.entity))}",
        }
        for endpoint in index.spec.endpoints
        if endpoint.entity in index.entities and endpoint.entity is not None
    )
