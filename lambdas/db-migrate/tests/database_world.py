"""The function's surroundings in the tests: one database, its secrets, and ways to look at both."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import ssl
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pymysql
import pytest
from db_migrate import handler
from db_migrate.errors import MigrationError
from db_migrate.files import SQL_FOLDER
from harness import REGION, Emulator
from server.mariadb import MariaDb

MASTER = "petclinic"
DATABASE = "petclinic"
SYSTEM_USERS = ("root", "mariadb.sys", "mysql", MASTER)

ALL = ["0001 tables", "0002 sample data", "0003 nullable texts"]
"""The package's first migrations as the function names them. They never change; tests see no later one."""

Grants = dict[str, list[str]]


class Context:
    """The part of Lambda's context that the function uses."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        return int((self._end - time.monotonic()) * 1000)


class World:
    """A database server with the empty database `petclinic`, and the secrets of its users."""

    def __init__(
        self,
        server: MariaDb,
        folder: Path,
        emulator: Emulator,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.server = server
        self.secrets = emulator.client("secretsmanager")
        self.passwords: list[str] = []
        self.sql = tmp_path / "sql"
        self.sql.mkdir()
        for label in ALL:
            file = f"V{label.replace(' ', '__', 1).replace(' ', '_')}.sql"
            shutil.copy(SQL_FOLDER / file, self.sql)
        monkeypatch.setattr(handler, "SQL_FOLDER", self.sql)
        self.admin = pymysql.connect(
            unix_socket=str(folder / "data" / "socket"), user="root", ssl_disabled=True, autocommit=True
        )
        self.ask(f"CREATE DATABASE {DATABASE}")
        self.master_secret = self.secrets.create_secret(Name="master")["ARN"]
        self.change_master_password()
        self.environment = monkeypatch
        for name, value in {
            "DATABASE_HOST": server.host,
            "DATABASE_PORT": str(server.port),
            "DATABASE_NAME": DATABASE,
            "MASTER_SECRET_ARN": self.master_secret,
            "EXTRA_CA_CERTS": str(server.ca_file),
            "AWS_ENDPOINT_URL": emulator.url,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }.items():
            monkeypatch.setenv(name, value)

    def close(self) -> None:
        """Leaves the server as it was."""
        self.ask("SET GLOBAL general_log = OFF")
        self.ask(f"DROP DATABASE IF EXISTS {DATABASE}")
        self.ask("DROP ROLE IF EXISTS helpers")
        for (user,) in self.ask(f"SELECT user FROM mysql.user WHERE user NOT IN {SYSTEM_USERS}"):
            self.ask(f"DROP USER '{user}'@'%'")
        self.admin.close()

    def invoke(self, *users: dict[str, Any], seconds: float = 60) -> dict[str, list[str]]:
        """Runs the function with `seconds` until its time is over."""
        return handler.handle({"users": list(users)}, Context(seconds))

    def failure(self, *users: dict[str, Any], seconds: float = 60) -> str:
        """Runs the function, and returns the message that it failed with."""
        with pytest.raises(MigrationError) as raised:
            self.invoke(*users, seconds=seconds)
        return str(raised.value)

    def ask(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """The rows that the query returns to the server's administrator."""
        with self.admin.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def rows(self, table: str) -> int:
        """Number of rows in a table of the database."""
        [(count,)] = self.ask(f"SELECT COUNT(*) FROM {DATABASE}.{table}")
        return int(count)

    def migration(self, file: str, sql: str) -> None:
        """Adds or replaces a file in the package's `sql`."""
        (self.sql / file).write_text(sql)

    def user(self, name: str, grants: Grants | None = None) -> dict[str, Any]:
        """A user of the event, with a secret that has no value, as Terraform makes it."""
        arn = self.secrets.create_secret(Name=f"users/{name}")["ARN"]
        return {"name": name, "secretArn": arn, "grants": grants or {"owners": ["SELECT"]}}

    def secret(self, user: dict[str, Any]) -> dict[str, str]:
        """The value of the user's secret."""
        value = json.loads(self.secrets.get_secret_value(SecretId=user["secretArn"])["SecretString"])
        self.passwords.append(value["password"])
        return value

    def put_secret(self, arn: str, username: str, password: str) -> None:
        self.passwords.append(password)
        value = json.dumps({"username": username, "password": password})
        self.secrets.put_secret_value(SecretId=arn, SecretString=value)

    def change_master_password(self, *, in_secret: bool = True) -> str:
        """Changes the password as RDS does every seven days: in the database, and in the secret."""
        password = secrets.token_urlsafe(24)
        self.server.set_password(MASTER, password)
        if in_secret:
            self.put_secret(self.master_secret, MASTER, password)
        return password

    def log_in(self, user: dict[str, Any], *, tls: bool = True) -> pymysql.Connection:
        """Logs in as an application does."""
        value = self.secret(user)
        return pymysql.connect(
            host=self.server.host,
            port=self.server.port,
            user=value["username"],
            password=value["password"],
            database=DATABASE,
            autocommit=True,
            **(
                {"ssl": ssl.create_default_context(cafile=self.server.ca_file)}
                if tls
                else {"ssl_disabled": True}
            ),
        )

    def record_statements(self) -> Callable[[], list[str]]:
        """Turns the general log on; the result tells what was logged since."""
        self.ask("SET GLOBAL log_output = 'TABLE'")
        self.ask("TRUNCATE TABLE mysql.general_log")
        self.ask("SET GLOBAL general_log = ON")
        return lambda: [
            bytes(text).decode() if isinstance(text, bytes) else text
            for (text,) in self.ask("SELECT argument FROM mysql.general_log ORDER BY event_time")
        ]

    def kill_connection_running(self, part: str) -> None:
        """Waits until a statement with `part` runs, and ends its connection as a failover would."""
        for _ in range(1200):
            found = self.ask(
                "SELECT id FROM information_schema.processlist"
                f" WHERE user = '{MASTER}' AND info LIKE '%{part}%'"
            )
            if found:
                self.ask(f"KILL CONNECTION {found[0][0]}")
                return
            time.sleep(0.05)
        raise AssertionError(f"nothing with {part} ran")


WRITES = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|GRANT|REVOKE|START|TRUNCATE)\b", re.I
)


GRANTS: Grants = {"owners": ["SELECT", "INSERT"], "types": ["SELECT"]}
EXACT = {
    "GRANT USAGE ON *.*",
    "GRANT SELECT, INSERT ON `petclinic`.`owners`",
    "GRANT SELECT ON `petclinic`.`types`",
}
"""Answer of `grants_of` for a user with GRANTS."""


def grants_of(world: World, user: str) -> set[str]:
    """Grants of an account, less the default role, which grants nothing by itself."""
    shown = [statement for (statement,) in world.ask(f"SHOW GRANTS FOR '{user}'@'%'")]
    return {text.split(" TO ")[0] for text in shown if not text.startswith("SET DEFAULT ROLE")}
