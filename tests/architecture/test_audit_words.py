"""What Python notes in the audit log is named, and can be read where it stands."""

from tests.support.audit_words import SOURCES, documented, noted

WRITES = {"identity/audit.py", "identity/authentication/accounts.py"}
"""Where Python calls the function of the database that writes, apart from migrations."""


def test_what_is_noted_is_documented() -> None:
    words = {one.word for one in noted() if one.word}
    assert len(words) > 15
    assert sorted(words - documented()) == []


def test_each_note_says_its_word_where_it_stands() -> None:
    """Or hands on the parameter ``action``, which whoever calls it says; so the walk above misses none."""
    assert [(one.place, one.unclear) for one in noted() if one.unclear] == []


def test_the_log_is_written_by_way_of_these_alone() -> None:
    calling = {
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        if ("sayso_note(" in (text := path.read_text()) or "sayso_write(" in text)
        and "migrations" not in path.parts
    }
    assert calling == WRITES
