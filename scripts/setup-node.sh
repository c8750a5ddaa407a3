#!/usr/bin/env bash
# Installs the locked front-end packages.
set -euo pipefail
major=$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/' || true)
if [ -z "$major" ] || [ "$major" -lt 20 ]; then
  echo "Sayso needs Node.js 20 or newer to build applications; found $(node --version 2>/dev/null || echo none)." \
    "Install it from your package manager or nodejs.org, then run make again." >&2
  exit 1
fi
echo "Installing the front-end packages"
npm ci --silent --no-fund --no-audit
