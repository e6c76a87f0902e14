"""A MariaDB server on loopback: what stands behind the endpoint of an Aurora MySQL cluster.

Its data are throw-away. It ends with the process that started it, however that ends.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from .certificates import Authority
from .mariadb_process import HOST, SOCKET, Process, install, serve
from .mariadb_programs import MariaDbError, Programs

__all__ = ["MariaDb", "MariaDbError", "Programs"]

# Without these the installed root could come in over TCP, which has no password yet.
_LOCK_DOWN = "DELETE FROM mysql.global_priv WHERE Host <> 'localhost';\nFLUSH PRIVILEGES;\n"

# What RDS keeps from its master user, and what would let it change settings of the server.
# https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.MasterAccounts.html
_KEPT_BACK = """
SUPER, FILE, SHUTDOWN, CREATE TABLESPACE, CONNECTION ADMIN, READ_ONLY ADMIN, BINLOG ADMIN, BINLOG REPLAY,
FEDERATED ADMIN, REPLICATION MASTER ADMIN, REPLICATION SLAVE ADMIN
"""


class MariaDb:
    """A running server. Its administrator can come in through a socket in its folder only."""

    host = HOST

    def __init__(self, programs: Programs, folder: Path, ca_file: Path, process: Process) -> None:
        self.port = process.port
        self.ca_file = ca_file
        """PEM of the certificate authority that signed the server's certificate."""
        self._programs = programs
        self._folder = folder
        self._process = process

    @classmethod
    def start(
        cls,
        programs: Programs,
        folder: Path,
        *,
        user: str,
        password: str,
        database: str | None,
        require_secure_transport: bool = True,
        authority: Authority | None = None,
    ) -> MariaDb:
        """Makes a server with an empty `database` in `folder`, which must not hold one yet, and waits for it.

        `user` may do everywhere what RDS lets its master user do. The certificate is for 127.0.0.1 and
        localhost, from `authority`, by default one made for this server. Raises MariaDbError.
        """
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        try:
            authority = authority or Authority(folder / "ca.pem")
            install(programs, folder)
            options = [
                *_tls(folder, authority),
                f"--require-secure-transport={_switch(require_secure_transport)}",
            ]
            (folder / "init.sql").write_text(_LOCK_DOWN)
            process = serve(programs, folder, [*options, f"--init-file={folder / 'init.sql'}"])
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        server = cls(programs, folder, authority.file, process)
        try:
            server._run(_master_user(user, password, database))
        except BaseException:
            server.stop()
            raise
        return server

    def set_password(self, user: str, password: str) -> None:
        """Changes the password of `user`@'%'; open connections stay."""
        self._run(f"ALTER USER {_quote(user)}@'%' IDENTIFIED BY {_quote(password)};")

    def set_require_secure_transport(self, required: bool) -> None:
        """Whether new connections over TCP have to use TLS."""
        self._run(f"SET GLOBAL require_secure_transport = {_switch(required)};")

    def stop(self) -> None:
        """Kills the server and removes its folder. Once this returned, nothing of it is left."""
        self._process.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

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


def _tls(folder: Path, authority: Authority) -> list[str]:
    certificate, key = folder / "server.pem", folder / "server-key.pem"
    authority.issue(certificate, key)
    return [f"--ssl-ca={authority.file}", f"--ssl-cert={certificate}", f"--ssl-key={key}"]


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
