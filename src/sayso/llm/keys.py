"""Keys of providers as they are kept: sealed, each for its agency, its provider and its address."""

from pathlib import Path

from sayso.identity.secret_encryption import Seal

FILE = "models.key"


class Vault(Seal):
    """Seals keys of providers and opens them."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / FILE)
