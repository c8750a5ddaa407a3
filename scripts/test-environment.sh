# Sourced by `make test`: where the browser and the older PostgreSQL are, and what the command sets for itself.
export SAYSO_CHROMIUM=${SAYSO_CHROMIUM:-$(cat .setup/browser)}
export SAYSO_TEST_PG15=${SAYSO_TEST_PG15:-$(cat .setup/postgresql-15)}
export OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS:-1}
