# Sourced by `make test`: where the browser and the older PostgreSQL are.
export SAYSO_CHROMIUM=${SAYSO_CHROMIUM:-$(cat .setup/browser)}
export SAYSO_TEST_PG15=${SAYSO_TEST_PG15:-$(cat .setup/postgresql-15)}
