"""The operating system's side of an execution environment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..databases import databases

_LAUNCH = Path(__file__).with_name("launch.py")

_spawner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawn-functions")
"""One thread starts all processes: the kernel ends each with the thread that started it (see launch.py)."""


class RuntimeProcess:
    """A Python with the runtime client and the handler in it, leader of a process group of its own."""

    def __init__(self, handler: str, runtime_dir: Path, variables: dict[str, str], output: int) -> None:
        """`output` is the file descriptor for all that it writes; `variables` are its whole environment."""
        # The Python that .venv was made from, without site-packages and without the folder of the script.
        python = [sys._base_executable, "-S", "-s", "-P", str(_LAUNCH)]  # type: ignore[attr-defined]
        self._process = _spawner.submit(
            subprocess.Popen,
            [*python, str(os.getpid()), str(runtime_dir), str(databases().hosts_file), handler],
            cwd=variables["LAMBDA_TASK_ROOT"],
            env={**variables, "_LAMBDA_TELEMETRY_LOG_FD": str(output)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=[output],
            start_new_session=True,
        ).result()

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def kill(self) -> None:
        """End it, and what it started. Returns once it is gone."""
        # While it is not waited for its id cannot be another's.
        if self._process.returncode is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def exit_reason(self) -> str:
        """Reason for its end, in Lambda's words."""
        code = self._process.wait()
        if code < 0:
            return f"Runtime exited with error: signal: {(signal.strsignal(-code) or str(-code)).lower()}"
        if code > 0:
            return f"Runtime exited with error: exit status {code}"
        return "Runtime exited without providing a reason"

    def peak_memory_mib(self) -> int:
        """The most memory it held at once; 0 when it has ended."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:
            return 0
        peak = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
        return int(peak.split()[1]) // 1024
