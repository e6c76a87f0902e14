"""`python -m server --port N`: serve it on loopback; `--help` lists the options.

Once it listens it prints one line of JSON, `{"port": N, "pid": M}`: with `--port 0` it takes any free port.
When it cannot go on from the folder of `--resume`, it is empty and a member `refused` of the line says why.
SIGTERM or SIGINT ends it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from . import settings

HOST = "127.0.0.1"


class QuietHandler(WSGIRequestHandler):
    """Leaves the access log out: the emulator writes a line for each refused or failed request only."""

    # Headers and body leave together. Sent apart, under load Terraform's provider now and then lost the body.
    wbufsize = -1

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def end_with(pid: int, end: Callable[[], None]) -> None:
    """Calls `end` once there is no process `pid`: whoever started us may be killed before it can say stop."""
    while True:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return end()
        time.sleep(1)


def main() -> None:
    parser = argparse.ArgumentParser(prog="server", description="An AWS emulator on the loopback interface.")
    parser.add_argument("--port", type=int, required=True, help="0 takes any free port")
    parser.add_argument("--state-dir", type=Path, help="where moto puts its files (default: the system's)")
    parser.add_argument("--resume", type=Path, metavar="DIR", help="go on from what is kept there")
    parser.add_argument("--mariadb", type=Path, metavar="FILE", help="where MariaDB's programs lie, as JSON")
    parser.add_argument("--end-with", type=int, metavar="PID", help="end when this process is gone")
    parser.add_argument(
        "--traffic",
        nargs=2,
        type=Path,
        metavar=("NODE", "FILE"),
        help="run what is deployed by this file of tools/traffic; needs --state-dir",
    )
    arguments = parser.parse_args()
    if arguments.mariadb is not None and not arguments.mariadb.is_file():
        parser.error(f"{arguments.mariadb} is missing: `npm start` and `npm test` make it")

    # Bound before moto is imported: its settings hold the port, and early callers queue up rather than fail.
    listener = socket.create_server((HOST, arguments.port))
    port = listener.getsockname()[1]
    settings.apply(port, arguments.state_dir)

    # Collecting garbage while moto's tables are loaded, and looking through them ever after, finds nothing:
    # without it a start takes a third less.
    gc.disable()
    from . import kept, traffic
    from .app import build_app
    from .databases import open_databases
    from .functions import service as functions

    databases = open_databases(arguments.mariadb, arguments.state_dir)
    app = build_app()
    refused = kept.resume(arguments.resume) if arguments.resume else None
    gc.freeze()
    gc.enable()
    server = make_server(HOST, port, app, threaded=True, request_handler=QuietHandler, fd=listener.fileno())
    # shutdown() waits for serve_forever(), which runs in this same thread: hence a thread for each.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    if arguments.end_with is not None:
        threading.Thread(target=end_with, args=(arguments.end_with, server.shutdown), daemon=True).start()
    line = {"port": port, "pid": os.getpid(), **({"refused": refused} if refused else {})}
    print(json.dumps(line), flush=True)
    if arguments.traffic:
        node, program = arguments.traffic
        traffic.start(node, program, port, arguments.state_dir)
    sys.stdout = sys.stderr  # moto prints now and then; nobody has to read more than that line
    try:
        server.serve_forever()
    finally:
        traffic.end()
        functions.end_all()
        databases.close()
    server.server_close()


if __name__ == "__main__":
    main()
