"""Starts a MariaDB for one test file, tells where it is, and ends it with its standard input.

Usage: python mariadb.py PROGRAMS FOLDER PASSWORD, with tools/emulator on the path.
"""

import json
import sys
from pathlib import Path

from server.mariadb import MariaDb, Programs

programs, folder, password = sys.argv[1:]
server = MariaDb.start(
    Programs.load(Path(programs)), Path(folder), user="petclinic", password=password, database="petclinic"
)
try:
    print(
        json.dumps(
            {"host": server.host, "port": server.port, "pid": int((Path(folder) / "pid").read_text())}
        ),
        flush=True,
    )
    sys.stdin.read()
finally:
    server.stop()
