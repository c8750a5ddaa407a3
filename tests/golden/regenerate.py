"""``python -m tests.golden.regenerate`` writes the golden cases anew; read the difference afterwards."""

import shutil

from sayso.compiler.build import Target
from sayso.runtime.drafts import write_drafts
from tests.golden.cases import (
    case_names,
    expected_folder,
    expected_refusal,
    made_now,
    refusal_now,
    refused_names,
)
from tests.golden.migration_cases import expected_migration, migration_names, migration_now
from tests.golden.sql_cases import SPECS, expected_sql, sql_now


def main() -> None:
    """Writes every case of every target."""
    for target in Target:
        for name in case_names(target):
            folder = expected_folder(target, name)
            shutil.rmtree(folder, ignore_errors=True)
            write_drafts(made_now(target, name), folder)
    for name in refused_names():
        expected_refusal(name).write_text(refusal_now(name), encoding="utf-8")
    for name in SPECS:
        shutil.rmtree(expected_sql(name), ignore_errors=True)
        write_drafts(sql_now(name), expected_sql(name))
    for name in migration_names():
        shutil.rmtree(expected_migration(name), ignore_errors=True)
        write_drafts(migration_now(name), expected_migration(name))


if __name__ == "__main__":
    main()
