"""The reference of the audit log names what the code writes into it, and nothing else."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = [path for path in (ROOT / "src" / "sayso").rglob("*") if path.suffix in {".py", ".sql"}]
NOTED = re.compile(r'\b_?note(?:_module)?\(\s*(?:\w+,\s*)?"([a-z_]+\.[a-z_]+)"')
IN_SQL = re.compile(r"(?:'|return\s+')([a-z_]+\.[a-z_]*)'")
LOGS = ROOT / "src" / "sayso" / "db" / "migrations"


def documented() -> set[str]:
    """Actions of the table, with those that share what stands before the dot written out."""
    text = (ROOT / "docs" / "reference" / "audit.md").read_text()
    section = text.partition("## Actions")[2].partition("\n## ")[0]
    found, before = set[str](), ""
    for said in re.findall(r"`([a-z_]*\.[a-z_…]+)`", section):
        head, _, tail = said.partition(".")
        before = head or before
        found.add(f"{before}.{tail}")
    return found


def test_what_is_noted_is_documented() -> None:
    noted = {name for path in SOURCES for name in NOTED.findall(path.read_text())}
    assert len(noted) > 5
    assert noted - documented() == set()


def test_what_triggers_write_is_documented() -> None:
    known = documented()
    written = {
        name
        for path in LOGS.rglob("*")
        if (path.suffix in {".py", ".sql"} and "sayso_write" in (text := path.read_text()))
        or (path.name == "action.sql" and (text := path.read_text()))
        for name in IN_SQL.findall(text)
        if not name.startswith(("sayso", "public.", "settings."))
    }
    assert len(written) > 15
    for name in written:
        head, _, tail = name.partition(".")
        assert name in known if tail else any(one.startswith(f"{head}.") for one in known), name


def test_what_is_documented_is_written_somewhere() -> None:
    sources = "\n".join(path.read_text() for path in SOURCES)
    for name in documented():
        head = name.partition(".")[0]
        assert re.search(rf"['\"]{head}(\.|['\"])", sources), name
