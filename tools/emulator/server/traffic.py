"""The process that runs the deployed system on this emulator: tasks, load balancer, API (`tools/traffic`).

It ends with this one, however this one ends: its standard input is then closed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .callers import SYSTEM

_END_SECONDS = 3
_process: subprocess.Popen[bytes] | None = None


def start(node: Path, main: Path, port: int, state_dir: Path) -> None:
    """Starts it; `main` is its file, `port` that of this emulator."""
    global _process
    place = ["--endpoint", f"http://127.0.0.1:{port}", "--folder", str(state_dir)]
    _process = subprocess.Popen(
        [node, "--no-warnings", "--import", "tsx", main, *place],
        cwd=main.parent,
        env={**os.environ, "AWS_SDK_UA_APP_ID": SYSTEM},
        stdin=subprocess.PIPE,
        stdout=sys.stderr,
        start_new_session=True,  # Ctrl-C in a terminal is for the emulator, which then ends it
    )


def end() -> None:
    """Ends it, if it runs. Returns once it is gone, with what it started."""
    global _process
    if _process is None:
        return
    assert _process.stdin is not None
    _process.stdin.close()
    try:
        _process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        _process.kill()
        _process.wait()
    _process = None
