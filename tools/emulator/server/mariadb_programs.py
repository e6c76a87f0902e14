"""Paths of MariaDB's programs, and the environment that they need."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path


class MariaDbError(Exception):
    """The server did not start or refused a statement; says why, without secrets."""


@dataclass(frozen=True)
class Programs:
    """Paths of MariaDB's programs and of their files."""

    server: str
    install_db: str
    client: str
    base_dir: str
    library_path: str
    """Folders of shared libraries that the system does not know, joined by colons; may be empty."""

    @classmethod
    def load(cls, file: Path) -> Programs:
        """Reads the JSON file that the setup writes, with a member for each of the fields."""
        return cls(**json.loads(file.read_text()))

    def environment(self) -> dict[str, str]:
        """Environment of this process with MariaDB's libraries."""
        folders = [each for each in (self.library_path, os.environ.get("LD_LIBRARY_PATH")) if each]
        return {**os.environ, **({"LD_LIBRARY_PATH": ":".join(folders)} if folders else {})}

    def server_environment(self, folder: Path) -> dict[str, str]:
        """The same for a server in `folder`, with a place of its own for temporary tables.

        A starting server removes whatever looks like one from that place, even another server's.
        """
        return {**self.environment(), "TMPDIR": str(folder / "tmp")}

    def share_dir(self) -> Path:
        """The folder of messages and character sets, whose name differs between packages."""
        base = Path(self.base_dir)
        places = [base / "share" / "mysql", base / "share" / "mariadb", base / "share"]
        return next((each for each in places if (each / "charsets").is_dir()), places[0])
