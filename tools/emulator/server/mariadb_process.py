"""A MariaDB server as a process: made in a folder, run on loopback, and never outliving who started it."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import randbelow

from .mariadb_programs import MariaDbError, Programs

HOST = "127.0.0.1"
SOCKET = "socket"
"""Name of the administrator's socket in the data folder: a whole path may be too long for the system."""

_START_SECONDS = 60
_PORT_TRIES = 3
_ADDRESS_TRIES = 100

# Holds the server as its child, and kills it when standard input ends: when whoever holds the other end says
# stop, or is gone, killed or not. PR_SET_PDEATHSIG would not do: it is bound to the thread that asks for it.
# Once the server has ended by itself nothing is killed any more: another process may have got its id.
_KEEPER = """
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ while read -r _; do :; done; kill -KILL $server; } <&3 2>/dev/null &
watcher=$!
wait $server
status=$?
kill $watcher
exit $status
"""

# A server that is killed keeps what was committed; the memory is that of a small database.
_SETTINGS = (
    "--skip-name-resolve",
    "--character-set-server=utf8mb4",
    # The nearest to MySQL 8's utf8mb4_0900_ai_ci: neither case nor accents count.
    "--collation-server=utf8mb4_unicode_520_ci",
    "--default-time-zone=+00:00",
    "--innodb-buffer-pool-size=32M",
    "--innodb-flush-log-at-trx-commit=2",
    "--skip-innodb-use-native-aio",
    "--skip-log-bin",
    "--tls-version=TLSv1.2,TLSv1.3",
)

# Also when the data folder is made, otherwise it takes 100 MB.
_LOG_SIZE = "--innodb-log-file-size=8M"


@dataclass(frozen=True)
class Process:
    """A server that serves, and the keeper that holds it."""

    port: int
    keeper: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Kills the server, and returns once it is gone."""
        assert self.keeper.stdin is not None
        self.keeper.stdin.close()
        self.keeper.wait()


def install(programs: Programs, folder: Path) -> None:
    """Makes the data folder `data` of a server, with a root that has no password yet. Raises MariaDbError."""
    (folder / "tmp").mkdir()
    places = [f"--basedir={programs.base_dir}", f"--datadir={folder / 'data'}"]
    accounts = ["--auth-root-authentication-method=normal", "--skip-test-db"]
    result = subprocess.run(
        [programs.install_db, "--no-defaults", *places, *accounts, _LOG_SIZE],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=programs.server_environment(folder),
        text=True,
    )
    if result.returncode != 0:
        raise MariaDbError(f"{programs.install_db} failed: {_gist(result.stdout)}")


def serve(
    programs: Programs, folder: Path, options: list[str], host: str = HOST, port: int | None = None
) -> Process:
    """Runs the server of an installed folder; what it says goes to `error.log`. Raises MariaDbError.

    Without a port any free one is taken. Another process may take it between our choice and the server's:
    then another one is tried.
    """
    (folder / "tmp").mkdir(exist_ok=True)
    share, log = programs.share_dir(), folder / "error.log"
    fixed = [
        f"--basedir={programs.base_dir}",
        f"--datadir={folder / 'data'}",
        f"--lc-messages-dir={share}",
        f"--character-sets-dir={share / 'charsets'}",
        f"--bind-address={host}",
        f"--socket={SOCKET}",
        f"--pid-file={folder / 'pid'}",
    ]
    for _ in range(_PORT_TRIES):
        chosen = port or free_port()
        command = [programs.server, "--no-defaults", *fixed, f"--port={chosen}", *_SETTINGS, _LOG_SIZE]
        process = Process(chosen, _keep([*command, *_as_root(), *options], programs, folder, log))
        if _serves(process, log):
            return process
        process.kill()
        words = log.read_text(errors="replace")
        if "Address already in use" not in words:
            break
    raise MariaDbError(f"{programs.server} did not start: {_gist(words)}")


def _keep(command: list[str], programs: Programs, folder: Path, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            env=programs.server_environment(folder),
            start_new_session=True,  # Ctrl-C in a terminal is for the emulator, which then ends the server
        )


def _serves(process: Process, log: Path) -> bool:
    """Waits, and tells whether the server reports readiness before it ends or the time is over."""
    deadline = time.monotonic() + _START_SECONDS
    while process.keeper.poll() is None and time.monotonic() < deadline:
        if "ready for connections" in log.read_text(errors="replace"):
            return True
        time.sleep(0.05)
    return False


def _as_root() -> list[str]:
    """MariaDB does not run as root unless told to."""
    return ["--user=root"] if os.geteuid() == 0 else []


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def own_address(port: int) -> str:
    """A loopback address of 127.0.0.0/8 at which nobody listens on the port. Raises MariaDbError."""
    for _ in range(_ADDRESS_TRIES):
        host = f"127.{randbelow(254) + 1}.{randbelow(256)}.{randbelow(254) + 1}"
        with socket.socket() as listener, suppress(OSError):
            listener.bind((host, port))
            return host
    raise MariaDbError(
        f"port {port} is taken on every loopback address: stop what listens on 0.0.0.0:{port}, "
        "or have it listen on 127.0.0.1 alone"
    )


def _gist(words: str) -> str:
    """The errors among a program's words, which much advice follows; without any, the last words."""
    lines = words.splitlines()
    errors = [line for line in lines if "ERROR" in line]
    return " ".join(" ".join(errors or lines[-15:]).split())
