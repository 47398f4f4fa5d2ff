"""What a push may hold and how long work on it may take, all in one place."""

from __future__ import annotations

FILE_BYTES = 200 * 2**20
FILES = 50_000
TOTAL_BYTES = 20 * 2**30
SETTINGS_BYTES = 2**20
"""A larger mkdocs.yml would keep the parser busy for minutes."""
NAME_BYTES = 255
"""What Linux file systems take for one part of a path."""
CHECK_SECONDS = 300
BUILD_SECONDS = 3600
VERIFY_SECONDS = 900
SHOWN_FAULTS = 40
"""More would scroll the first ones out of a pusher's terminal."""
SHOWN_LINES = 30
LITTLE_SPACE = 500 * 2**20
"""Below this, `danvan host status` asks for room."""
