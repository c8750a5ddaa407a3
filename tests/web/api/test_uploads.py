"""Files that come in a form are closed, whatever becomes of the form."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.identity.permissions import AgencyRole
from tests.web.api.hostile_files import ENDLESS_FORMS, FORM, FORMS
from tests.web.api.town import Town

TAKERS = (
    "/bots/import",
    "/sessions/from-spreadsheet",
    "/modules/{slug}/data/files",
    "/modules/{slug}/data/clients/import",
)
"""Calls that read a form with a file."""


def open_files() -> set[str]:
    """Files of this process that have no name any more, as those that wait for their form."""
    found = set()
    for one in Path("/proc/self/fd").iterdir():
        try:
            target = str(one.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("/") and target.endswith("(deleted)"):
            found.add(f"{one.name} {target}")
    return found


@contextmanager
def nobody_tidies() -> Iterator[None]:
    """Nothing is closed by chance, because it is garbage."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.mark.parametrize("path", TAKERS)
async def test_no_file_of_a_form_stays_open(town: Town, path: str) -> None:
    headers = FORM | {"authorization": f"Bearer {town.acme.tokens[AgencyRole.ADMIN]}"}
    address = f"/api/v1{path}".format(**town.acme.things)
    with nobody_tidies():
        before = open_files()
        for name, content in FORMS.items():
            answer = await town.client.post(address, content=content, headers=headers)
            assert answer.status_code < 500, (name, answer.text)
            assert open_files() - before == set(), name


@pytest.mark.parametrize("path", TAKERS)
@pytest.mark.parametrize("form", ENDLESS_FORMS)
async def test_a_form_without_an_end_says_so(town: Town, path: str, form: str) -> None:
    """What came of it may be half a file, so nothing is made of it."""
    headers = FORM | {"authorization": f"Bearer {town.acme.tokens[AgencyRole.ADMIN]}"}
    address = f"/api/v1{path}".format(**town.acme.things)
    answer = await town.client.post(address, content=ENDLESS_FORMS[form], headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed"), answer.text
    assert answer.json()["detail"].startswith("The upload is broken")


async def test_a_form_of_a_page_takes_no_file(town: Town) -> None:
    with nobody_tidies():
        before = open_files()
        for name, content in FORMS.items():
            for path in ("/signin", "/forgot"):
                answer = await town.client.post(
                    path, content=content, headers=FORM | {"origin": str(town.client.base_url).rstrip("/")}
                )
                assert answer.status_code < 500, (name, path, answer.status_code)
                assert len(answer.content) < 64 * 1024, (name, path)
                assert open_files() - before == set(), (name, path)
