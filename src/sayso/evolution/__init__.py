"""Takes the tables of a running module from one revision to another, without loss and without long locks.

``sayso.compiler.migrations`` works out what has to be done; here it is done to a database: the archive is
read, the plan asks the live rows, and the three phases are run so that a crash between any two statements
leaves the old or the new revision complete. The order for one change is::

    async with turn(dsn, prefix):           # one change of a module at a time, over all processes
        await sweep(dsn, prefix)            # what an interrupted change left behind
        await prepare(dsn, migration)       # nobody notices
        await switching(one_transaction)    # which calls switch(connection, migration, prefix=prefix)
    await finish(dsn, prefix)               # slow checks, while the new revision already runs
"""

from .advisory_lock import Progress, turn
from .archive import read_archive
from .cleanup import sweep
from .cutover import switch, switching
from .estimates import Size
from .finalization import finish, finish_all
from .plan import Finding, Plan, PlannedStep, make_plan
from .plan_view import seen
from .preparation import prepare

__all__ = [
    "Finding",
    "Plan",
    "PlannedStep",
    "Progress",
    "Size",
    "finish",
    "finish_all",
    "make_plan",
    "prepare",
    "read_archive",
    "seen",
    "sweep",
    "switch",
    "switching",
    "turn",
]
