"""The MariaDB servers of this emulator: one behind each Aurora MySQL cluster."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from threading import Lock

from .certificates import Authority
from .mariadb import MariaDb, Programs

CA_FILE = "database-ca.pem"
"""Name of the file in the state folder with the one certificate that verifies all of these servers."""


class Databases:
    """Running servers by a key of the caller's. They end with this process, however that ends."""

    def __init__(self, programs: Programs | None, state_dir: Path | None) -> None:
        """Without `programs` no server can be started; without `state_dir` files are temporary ones."""
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

    def start(
        self, key: str, *, user: str, password: str, database: str | None, require_secure_transport: bool
    ) -> MariaDb:
        """Starts a server. Raises NotImplementedError without MariaDB's programs, and MariaDbError."""
        if self._programs is None:
            raise NotImplementedError(
                "an Aurora MySQL cluster needs MariaDB, and the emulator was started without --mariadb"
            )
        with self._lock:
            self._authority = self._authority or Authority(self.ca_file)
        server = MariaDb.start(
            self._programs,
            self._folder / "mariadb" / key,
            user=user,
            password=password,
            database=database,
            require_secure_transport=require_secure_transport,
            authority=self._authority,
        )
        self._servers[key] = server
        return server

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
    """Those of this process."""
    assert _databases is not None
    return _databases
