"""Run a command so that nothing of it outlives whoever wanted it.

`python -m danvan.publish.leash SECONDS COMMAND…`, in a session of its own. It ends the whole
process group when the time is over or when the process at the other end of its standard input is
gone, even by SIGKILL: a build must not write on after the hook that started it.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys


def main() -> int:
    """Run the command and return its exit code."""
    seconds, *command = sys.argv[1:]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    ended = os.pidfd_open(child.pid)
    ready, _, _ = select.select([ended, sys.stdin.fileno()], [], [], float(seconds))
    if ended not in ready:
        os.killpg(0, signal.SIGKILL)
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
