#!/usr/bin/env bash
# Install the Debian packages that the desk and its demo use; with the word `tests`, those of its tests as well.
# The same script serves users and CI.
# Says what it does; installs only what is missing; without root it prints the one line to run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
lists=("$here/debian-packages.txt")
[ "${1:-}" = tests ] && lists+=("$here/debian-packages-tests.txt")
mapfile -t wanted < <(grep -hv '^#' "${lists[@]}")
missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "Debian packages: all present."
    exit 0
fi
line="apt-get install -y --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -ne 0 ]; then
    echo "These Debian packages are missing and need root to install. Run this line, then try again:" >&2
    echo "    sudo $line" >&2
    exit 1
fi
echo "Debian packages: installing ${missing[*]}"
# Debian starts a service when it is installed; the tests start their own servers on high ports instead.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
$line -qq >/dev/null
