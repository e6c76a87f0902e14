"""A MariaDB server on loopback: what stands behind the endpoint of an Aurora MySQL cluster.

It ends with the process that started it, however that ends. When it dies itself, it starts again on its data.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from .certificates import Authority
from .mariadb_process import HOST, SOCKET, Process, install, serve
from .mariadb_programs import MariaDbError, Programs

__all__ = ["MariaDb", "MariaDbError", "Programs"]

_LOCK_DOWN = "DELETE FROM mysql.global_priv WHERE Host <> 'localhost';\nFLUSH PRIVILEGES;\n"

# What RDS keeps from its master user, and what would let it change settings of the server.
# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.MasterAccounts.html
_KEPT_BACK = """
SUPER, FILE, SHUTDOWN, CREATE TABLESPACE, CONNECTION ADMIN, READ_ONLY ADMIN, BINLOG ADMIN, BINLOG REPLAY,
FEDERATED ADMIN, REPLICATION MASTER ADMIN, REPLICATION SLAVE ADMIN
"""


class MariaDb:
    """A running server. Its administrator can come in through a socket in its folder only."""

    def __init__(
        self,
        programs: Programs,
        folder: Path,
        authority: Authority,
        *,
        host: str = HOST,
        port: int | None = None,
        names: Sequence[str] = (),
        require_secure_transport: bool = True,
    ) -> None:
        """Serves the data in `folder`. Raises MariaDbError.

        The certificate is for `host`, localhost and `names`. Without `port` any free one is taken.
        """
        self.host = host
        self.ca_file = authority.file
        """PEM of the certificate authority that signed the server's certificate."""
        self.restarts = 0
        """Number of times the server died and was started again."""
        self._programs = programs
        self._folder = folder
        self._secure = require_secure_transport
        self._stopping = False
        self._lock = Lock()
        certificate, key = folder / "server.pem", folder / "server-key.pem"
        authority.issue(certificate, key, host, names)
        self._tls = [f"--ssl-ca={authority.file}", f"--ssl-cert={certificate}", f"--ssl-key={key}"]
        # Of a new server: over TCP the installed root could come in, which has no password yet.
        init = folder / "init.sql"
        once = [f"--init-file={init}"] if init.exists() else []
        self._process = self._serve(port, once)
        init.unlink(missing_ok=True)
        self.port = self._process.port
        Thread(target=self._watch, daemon=True).start()

    @classmethod
    def start(
        cls,
        programs: Programs,
        folder: Path,
        *,
        user: str,
        password: str,
        database: str | None,
        authority: Authority | None = None,
        **options: Any,
    ) -> MariaDb:
        """Makes a server with an empty `database` in `folder`, which must not hold one yet, and waits for it.

        `user` may do everywhere what RDS lets its master user do. The certificate is from `authority`, by
        default one made for this server; the other options are the constructor's. Raises MariaDbError.
        """
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        try:
            install(programs, folder)
            (folder / "init.sql").write_text(_LOCK_DOWN)
            server = cls(programs, folder, authority or Authority(folder / "ca.pem"), **options)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        try:
            server._run(_master_user(user, password, database))
        except BaseException:
            server.stop()
            raise
        return server

    def _serve(self, port: int | None, options: Sequence[str] = ()) -> Process:
        secure = f"--require-secure-transport={_switch(self._secure)}"
        return serve(self._programs, self._folder, [*self._tls, secure, *options], self.host, port)

    def _watch(self) -> None:
        while True:
            self._process.keeper.wait()
            with self._lock:
                if self._stopping:
                    return
                if self.serves:
                    continue
                print(f"mariadb: the server at {self.host}:{self.port} died", file=sys.stderr, flush=True)
                try:
                    self._process = self._serve(self.port)
                except MariaDbError as error:
                    print(f"mariadb: {error}", file=sys.stderr, flush=True)
                    return
                self.restarts += 1
                print("mariadb: started again on its data", file=sys.stderr, flush=True)

    def restart(self) -> None:
        """Ends the server and starts it again on its data; open connections break. Raises MariaDbError."""
        with self._lock:
            self._process.kill()
            self._process = self._serve(self.port)

    def set_password(self, user: str, password: str) -> None:
        """Changes the password of `user`@'%'; open connections stay."""
        self._run(f"ALTER USER {_quote(user)}@'%' IDENTIFIED BY {_quote(password)};")

    def set_require_secure_transport(self, required: bool) -> None:
        """Sets whether new connections over TCP have to use TLS."""
        self._run(f"SET GLOBAL require_secure_transport = {_switch(required)};")
        self._secure = required

    @property
    def serves(self) -> bool:
        return self._process.keeper.poll() is None

    def stop(self) -> None:
        """Kills the server and removes its folder. Once this returned, nothing of it is left."""
        self._stopping = True
        with self._lock:
            self._process.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def keep(self, folder: Path) -> None:
        """Ends the server, once all is written, and moves its data to `folder`. Raises MariaDbError."""
        self._stopping = True
        with self._lock:
            self._run("SHUTDOWN;")
            self._process.keeper.wait()
        folder.parent.mkdir(parents=True, exist_ok=True)
        (self._folder / "data").rename(folder)
        self.stop()

    def _run(self, statements: str) -> None:
        """Runs SQL as the administrator. It goes through a pipe: arguments can be seen by every user."""
        command = [self._programs.client, "--no-defaults", "--batch", "--user=root", "--protocol=socket"]
        result = subprocess.run(
            [*command, "--default-character-set=utf8mb4", f"--socket={SOCKET}"],
            cwd=self._folder / "data",
            input=statements,
            env=self._programs.environment(),
            capture_output=True,
            text=True,
        )
        if result.returncode != 0:
            # Only the error's number: around it MariaDB repeats the statement, which may hold a password.
            number = re.search(r"ERROR \d+", result.stderr)
            reason = number[0] if number else f"exit code {result.returncode}"
            raise MariaDbError(f"MariaDB refused to set up or to change the database: {reason}")


def _master_user(user: str, password: str, database: str | None) -> str:
    account = f"{_quote(user)}@'%'"
    name = None if database is None else database.replace("`", "``")
    return "\n".join(
        [
            *([] if name is None else [f"CREATE DATABASE `{name}`;"]),
            f"CREATE USER {account} IDENTIFIED BY {_quote(password)};",
            f"GRANT ALL PRIVILEGES ON *.* TO {account} WITH GRANT OPTION;",
            f"REVOKE {_KEPT_BACK} ON *.* FROM {account};",
        ]
    )


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _switch(on: bool) -> str:
    return "ON" if on else "OFF"
