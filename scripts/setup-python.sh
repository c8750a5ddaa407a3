#!/usr/bin/env bash
# Makes the virtual environment and installs the locked packages into it.
set -euo pipefail
venv=${1:-.venv}

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      echo "$candidate"
      return
    fi
  done
  echo "Sayso needs Python 3.11 or newer with venv; found $(python3 --version 2>&1 || echo none)." \
    "Install it (Debian: apt install python3 python3-venv) or name it: make PYTHON=/path/to/python3.11" >&2
  exit 1
}

if ! { [ -x "$venv/bin/python" ] && "$venv/bin/python" -c 'import pip' 2>/dev/null; }; then
  python=$(find_python)
  echo "Making the virtual environment in $venv"
  rm -rf "$venv"
  "$python" -m venv "$venv"
fi
echo "Installing the Python packages"
quietly=(--quiet --disable-pip-version-check --no-input)
"$venv/bin/python" -m pip install "${quietly[@]}" --no-deps --require-hashes -r requirements.lock
"$venv/bin/python" -m pip install "${quietly[@]}" --no-deps --no-build-isolation -e .
