"""The programs that the suite is run against, by name."""

from tests.contract.server import Starter
from tests.contract.servers.sayso import start_sayso

STARTERS: dict[str, Starter] = {"sayso": start_sayso}
