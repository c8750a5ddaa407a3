#!/usr/bin/env bash
# Finds PostgreSQL 15, the oldest server that is supported, for the tests, and writes the folder of its binaries: an
# installed one, else Debian's package unpacked (for root where the database user may enter, else beside the checkout).
# Where neither can be had the file stays empty and those tests say that they were left out.
set -euo pipefail
out=$(realpath "$1")
umask 022
unpacked=$(dirname "$out")/debian-postgresql-15
[ "$(id -u)" != 0 ] || unpacked=/var/lib/sayso-tests/debian-postgresql-15

for bin in "${SAYSO_TEST_PG15:-}" /usr/lib/postgresql/15/bin "$unpacked/usr/lib/postgresql/15/bin"; do
  if [ -n "$bin" ] && "$bin/postgres" --version >/dev/null 2>&1; then
    echo "$bin" > "$out"
    exit 0
  fi
done

fetch() {
  mkdir -p "$unpacked" && cd "$unpacked"
  apt-get download -qq postgresql-15 libpq5 2>/dev/null || { [ "$(id -u)" = 0 ] && apt-get update -qq && apt-get download -qq postgresql-15 libpq5; }
  local package
  for package in ./*.deb; do dpkg -x "$package" . && rm "$package"; done
}

if command -v apt-get >/dev/null && command -v dpkg >/dev/null && (fetch) >/dev/null 2>&1 &&
  "$unpacked/usr/lib/postgresql/15/bin/postgres" --version >/dev/null 2>&1; then
  echo "$unpacked/usr/lib/postgresql/15/bin" > "$out"
else
  echo "PostgreSQL 15 could not be had here; its tests are left out (Debian: apt install postgresql-15)" >&2
  : > "$out"
fi
