"""Writes a page for each trade of the catalogue, with pictures of its designs, to ``docs/catalogue``."""  # noqa: INP001 - a script, not a package

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from sayso.catalogue.index import catalogue
from sayso.catalogue.load import files
from sayso.design.drafts.template import template
from sayso.kit.ids import SeededIds
from sayso.kit.words import plural, sentence
from sayso.preview.picture import picture
from sayso.spec.model import AppSpec

FOLDER = Path(__file__).parents[1] / "docs" / "catalogue"
NOW = datetime(2026, 1, 14, 12, tzinfo=UTC)
"""The day of the pictures, so that they change with their designs alone."""
_WISHES = 3


def trades() -> dict[str, list[str]]:
    """The slugs of all designs by trade, both in order."""
    by_trade = groupby(files(), key=lambda path: path.parent.name)
    return {trade: [path.stem for path in paths] for trade, paths in by_trade}


def overview() -> str:
    """The page that leads to the others."""
    known = trades()
    number = sum(len(slugs) for slugs in known.values())
    lines = [
        "# The catalogue by trade",
        "",
        (
            f"{number} designs in {len(known)} trades that Sayso begins an application from. "
            "How one is written: [the catalogue](../reference/catalogue.md). "
            "`sayso templates use SLUG` publishes one as it is; a few words are enough for the nearest."
        ),
        "",
        "`make pictures` writes these pages from the designs.",
        "",
        "| trade | designs |",
        "|---|---|",
    ]
    for trade, slugs in known.items():
        names = ", ".join(f"[{_name(slug)}]({trade}.md#{slug})" for slug in slugs)
        lines.append(f"| [{_label(trade)}]({trade}.md) | {names} |")
    return "\n".join(lines) + "\n"


def page(trade: str, slugs: list[str], specs: dict[str, AppSpec]) -> str:
    """The designs of a trade: what each keeps, for whom, and what it shows."""
    lines = [f"# {_label(trade)}", "", "[All trades](README.md)"]
    for slug in slugs:
        lines += ["", *_design(slug, specs[slug])]
    return "\n".join(lines) + "\n"


def pages() -> Iterator[tuple[str, str]]:
    """Everything that stands in the folder: names of files within it and their texts."""
    yield "README.md", overview()
    for trade, slugs in trades().items():
        specs = {slug: template(slug, SeededIds(slug)).spec for slug in slugs}
        yield f"{trade}.md", page(trade, slugs, specs)
        for slug, spec in specs.items():
            yield f"pictures/{slug}.svg", picture(spec, NOW)


def _design(slug: str, spec: AppSpec) -> Iterator[str]:
    blueprint = catalogue().blueprint(slug)
    flows = {flow.entity: [state.label for state in flow.states] for flow in spec.flows}
    yield f'<a id="{slug}"></a>'
    yield f"## {blueprint.name}"
    yield ""
    yield f"{blueprint.about} `{slug}`"
    yield ""
    yield f'<img src="pictures/{slug}.svg" width="480" alt="{blueprint.name}: its start page with rows">'
    yield ""
    yield "| keeps | with |"
    yield "|---|---|"
    for entity in spec.entities:
        links = [sentence(link.name) for link in spec.relationships if link.from_entity == entity.name]
        values = [*links, *(one.label for one in (*entity.fields, *entity.computed))]
        steps = f"; steps: {', '.join(flows[entity.name])}" if entity.name in flows else ""
        yield f"| {sentence(plural(entity.name))} | {', '.join(values)}{steps} |"
    yield ""
    yield f"- **Roles**: {', '.join(role.label for role in spec.permissions.roles)}"
    yield f"- **Reports**: {', '.join(report.title for report in spec.reports)}"
    wishes = [f"“{said}”" for said in blueprint.also[:_WISHES]]
    yield f"- **Asked for as**: {', '.join(wishes)}"
    yield f"- **Next wishes**: {'; '.join(blueprint.next)}"


def _name(slug: str) -> str:
    card = catalogue().card(slug)
    return card.name if card else slug


def _label(trade: str) -> str:
    return sentence(trade.replace("-", "_"))


if __name__ == "__main__":
    written = dict(pages())
    for name, text in written.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in FOLDER.rglob("*.*"):
        if path.relative_to(FOLDER).as_posix() not in written:
            path.unlink()
