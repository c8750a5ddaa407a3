"""What the reference says of the API is so."""

import re
from collections.abc import Iterator
from pathlib import Path

from sayso import backup as _backup  # noqa: F401 - so that its errors are known
from sayso import mail as _mail  # noqa: F401 - as above
from sayso.errors import AppError
from sayso.identity.permissions import GRANTED, KEY_SCOPES, AgencyRole, Permission
from sayso.main import application as _app  # noqa: F401 - as above
from sayso.settings import Settings
from sayso.web.problems import status_of

TEXT = (Path(__file__).parents[3] / "docs" / "reference" / "api.md").read_text()


def kinds(kind: type[AppError] = AppError) -> Iterator[type[AppError]]:
    """Every kind of error there is."""
    yield kind
    for one in kind.__subclasses__():
        yield from kinds(one)


def is_answered(kind: type[AppError]) -> bool:
    """Not those of tests, of diagnostics of a spec, or of backups: no call makes any."""
    return kind.__module__.startswith("sayso.") and not kind.__module__.startswith(
        ("sayso.spec.", "sayso.backup.")
    )


def test_every_code_stands_there_with_its_status() -> None:
    rows = re.findall(r"^\| (\d{3}) \| (.*?) \|", TEXT, re.MULTILINE)
    said = {code: int(status) for status, codes in rows for code in re.findall(r"`(\w+)`", codes)}
    is_so = {kind.code: status_of(kind.__new__(kind)) for kind in kinds() if is_answered(kind)}
    assert {code: said.get(code) for code in is_so} == is_so


def test_every_permission_stands_there_with_its_roles() -> None:
    for permission in Permission:
        row = re.search(rf"^\| `{permission.value}` \|(.*)\|$", TEXT, re.MULTILINE)
        assert row is not None, permission
        cells = ["✓" in cell for cell in row[1].split("|")]
        assert cells == [permission in GRANTED[role] for role in AgencyRole] + [permission in KEY_SCOPES]


def test_every_limit_stands_there_with_its_default() -> None:
    for name, field in Settings.model_fields.items():
        if name.startswith("limit_"):
            assert f"| `SAYSO_{name.upper()}` | `{field.default}` |" in TEXT, name
