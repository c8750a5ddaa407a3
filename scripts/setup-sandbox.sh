#!/usr/bin/env bash
# Installs what programs in the sandbox may import, apart from Sayso's own packages, and finds bubblewrap: an
# installed one, else Debian's package unpacked beside. Where bubblewrap cannot be had, `sayso doctor` says how.
set -euo pipefail
venv=${1:-.venv}
place=$(realpath -m "${2:-.sandbox}")
umask 022
mkdir -p "$place"

echo "Putting together the packages of the sandbox"
"$venv/bin/python" -m sayso.sandbox.walls.packages "$place"

runs() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

# Debian's package with the two libraries that it needs, for machines where nobody may install it.
unpack() {
  local debian=$place/debian package
  rm -rf "$debian" && mkdir -p "$debian" && cd "$debian"
  apt-get download -qq bubblewrap libcap2 libselinux1 2>/dev/null ||
    { [ "$(id -u)" = 0 ] && apt-get update -qq && apt-get download -qq bubblewrap libcap2 libselinux1; }
  for package in ./*.deb; do dpkg -x "$package" . && rm "$package"; done
  cat > bwrap <<'SCRIPT'
#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH=$(echo "$here"/lib/*-linux-gnu*):$(echo "$here"/usr/lib/*-linux-gnu*) exec "$here/usr/bin/bwrap" "$@"
SCRIPT
  chmod 755 bwrap
}

found=
for candidate in "${SAYSO_BWRAP:-}" "$(command -v bwrap || true)" "$place/debian/bwrap"; do
  if runs "$candidate"; then found=$(realpath -s "$candidate") && break; fi
done
if [ -z "$found" ] && command -v apt-get >/dev/null && command -v dpkg >/dev/null && (unpack) >/dev/null 2>&1 &&
  runs "$place/debian/bwrap"; then
  found=$place/debian/bwrap
fi
echo "$found" > "$place/bubblewrap"
[ -n "$found" ] || echo "No bubblewrap could be had; \`sayso doctor\` says what that means (Debian: apt install bubblewrap)" >&2
