#!/usr/bin/env bash
# Run a command in a GitHub workflow and keep what it prints: kept-output.sh FILE COMMAND…
# What it prints may quote stories, so the runner is told not to take any of it for a command.
set -euo pipefail
file="$1"
shift
token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
echo "::stop-commands::$token"
trap 'echo "::$token::"' EXIT
"$@" 2>&1 | tee "$file"
