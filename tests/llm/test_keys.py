"""Keys are sealed for one purpose with the secret of the home folder."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from sayso.llm.keys import Vault

KEY = "sk-hush"


def test_a_key_is_opened_by_the_same_secret_for_the_same_purpose(tmp_path: Path) -> None:
    sealed = Vault(tmp_path).seal(KEY, "purpose")
    opened = Vault(tmp_path).open(sealed, "purpose")
    assert opened is not None
    assert opened.get_secret_value() == KEY
    assert KEY not in sealed
    assert Vault(tmp_path).open(sealed, "another purpose") is None
    assert Vault(tmp_path).open(sealed[:-4] + "AAAA", "purpose") is None
    assert Vault(tmp_path / "elsewhere").open(sealed, "purpose") is None


def test_the_same_key_is_never_sealed_alike(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert vault.seal(KEY, "p") != vault.seal(KEY, "p")


def test_the_secret_is_for_its_owner_alone(tmp_path: Path) -> None:
    Vault(tmp_path).seal(KEY, "p")
    assert (tmp_path / "models.key").stat().st_mode & 0o777 == 0o600


@given(st.text(max_size=200))
def test_what_is_no_sealed_key_opens_nothing(text: str) -> None:
    with TemporaryDirectory() as home:
        for sealed in (text, f"1:{text}"):
            assert Vault(Path(home)).open(sealed, "p") is None
