"""The MariaDB servers of this emulator: one behind each Aurora MySQL cluster."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from threading import Lock
from typing import Any

from .certificates import Authority
from .mariadb import MariaDb, Programs
from .mariadb_process import own_address

CA_FILE = "database-ca.pem"
"""Name of the file in the state folder with the one certificate that verifies all of these servers."""


class Databases:
    """Running servers by a key of the caller's. They end with this process, however that ends."""

    def __init__(self, programs: Programs | None, state_dir: Path | None) -> None:
        """No database without `programs`; files are temporary ones where `state_dir` is missing."""
        self._programs = programs
        self._own_folder = None if state_dir else Path(tempfile.mkdtemp(prefix="emulator-"))
        self._folder = state_dir or self._own_folder or Path()
        self._servers: dict[str, MariaDb] = {}
        self._authority: Authority | None = None
        self._lock = Lock()

    @property
    def ca_file(self) -> Path:
        """PEM of the authority behind every server's certificate. It exists from the first server on."""
        return self._folder / CA_FILE

    @property
    def hosts_file(self) -> Path:
        """See `hosts`. It exists from the first change of a cluster on."""
        return self._folder / "hosts"

    def start(self, key: str, *, port: int, **options: Any) -> MariaDb:
        """Starts a server on a loopback address of its own, with the options of `MariaDb.start`.

        Raises NotImplementedError without MariaDB's programs, and MariaDbError.
        """
        self._servers[key] = MariaDb.start(**self._place(key, port), **options)
        return self._servers[key]

    def resume(self, key: str, kept: Path, *, port: int, **options: Any) -> None:
        """Starts a server on a copy of data that `keep` wrote."""
        place = self._place(key, port)
        place["folder"].mkdir(parents=True, mode=0o700)
        shutil.copytree(kept / key, place["folder"] / "data")
        self._servers[key] = MariaDb(**place, **options)

    def keep(self, folder: Path) -> None:
        """Stops every server and moves its data below `folder`."""
        for key in list(self._servers):
            self._servers.pop(key).keep(folder / key)

    def _place(self, key: str, port: int) -> dict[str, Any]:
        if self._programs is None:
            raise NotImplementedError(
                "an Aurora MySQL cluster needs MariaDB, and the emulator was started without --mariadb"
            )
        with self._lock:
            self._authority = self._authority or Authority(self.ca_file)
        return {
            "programs": self._programs,
            "folder": self._folder / "mariadb" / key,
            "authority": self._authority,
            "host": own_address(port),
            "port": port,
        }

    def get(self, key: str) -> MariaDb | None:
        return self._servers.get(key)

    def stop(self, key: str) -> None:
        server = self._servers.pop(key, None)
        if server is not None:
            server.stop()

    def stop_all(self) -> None:
        for key in list(self._servers):
            self.stop(key)

    def close(self) -> None:
        """Stops every server and removes what this process alone knows of."""
        self.stop_all()
        if self._own_folder is not None:
            shutil.rmtree(self._own_folder, ignore_errors=True)


_databases: Databases | None = None


def open_databases(mariadb: Path | None, state_dir: Path | None) -> Databases:
    """Call this once, before the first request. `mariadb` is the file that tells where its programs lie."""
    global _databases
    _databases = Databases(Programs.load(mariadb) if mariadb else None, state_dir)
    return _databases


def databases() -> Databases:
    """The databases of this process, once `open_databases` ran."""
    assert _databases is not None
    return _databases
