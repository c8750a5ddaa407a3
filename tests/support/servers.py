"""Servers that let tests in as anybody, and applications as the login that Sayso itself has."""

import os
import signal
from dataclasses import dataclass
from urllib.parse import quote

from sayso.db.access import LOGIN, SUPERUSER
from sayso.db.embedded import EmbeddedServer


@dataclass(frozen=True)
class TestServer:
    """An embedded server of the tests' own."""

    __test__ = False
    running: EmbeddedServer

    @classmethod
    def opened(cls, running: EmbeddedServer) -> "TestServer":
        """Ask nobody for a password from now on; a server of Sayso's lets nobody in but its login."""
        rules = running.places.data / "pg_hba.conf"
        rules.write_text("local all all trust\n")
        os.kill(running.pid, signal.SIGHUP)
        return cls(running)

    @property
    def dsn(self) -> str:
        """Address of the database that Sayso made, as its login."""
        return self.dsn_of("sayso", LOGIN)

    def dsn_of(self, database: str, user: str = SUPERUSER) -> str:
        """Address of any database, as anybody."""
        sockets = quote(str(self.running.places.sockets), safe="/")
        return f"postgresql://{user}@/{quote(database, safe='')}?host={sockets}"
