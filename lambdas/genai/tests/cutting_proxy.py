"""Stands between the function and the database, and breaks the line where a test wants it."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

# Long enough for the server to have done what it was told last.
_AFTERWARDS = 0.3


@dataclass
class _Line:
    """One connection of the function's, and the proxy's own to the database."""

    client: socket.socket
    server: socket.socket
    is_silent: bool = False

    def cut(self) -> None:
        for each in (self.client, self.server):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


class CuttingProxy:
    """Listens on loopback and passes everything on, until told otherwise."""

    def __init__(self, target_port: int) -> None:
        self._target = target_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._lines: list[_Line] = []
        self._cut_at: int | None = None
        self._hide_at: int | None = None
        self._deliver_last = True
        self._is_silent = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def connections(self) -> int:
        """Number of connections made so far, closed ones included."""
        return len(self._lines)

    def cut(self) -> None:
        """Every open connection breaks; new ones are let through."""
        for line in list(self._lines):
            line.cut()

    def cut_at_message(self, number: int, *, deliver: bool) -> None:
        """The connection breaks at the client's message of that number from now on, counted from 1.

        `deliver` says whether the server still gets it; the client never gets its answer.
        """
        self._cut_at, self._deliver_last = number, deliver

    def hide_answer_to_message(self, number: int) -> None:
        """Lets the server get the client's message of that number, then silences the connection."""
        self._hide_at = number

    def fall_silent(self) -> None:
        """Stops passing bytes on, and leaves every connection open."""
        self._is_silent = True

    def close(self) -> None:
        """No connection is let through any more."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                line = _Line(client, socket.create_connection(("127.0.0.1", self._target)))
                self._lines.append(line)
                threading.Thread(target=self._pass_questions, args=(line,), daemon=True).start()
                threading.Thread(target=self._pass_answers, args=(line,), daemon=True).start()

    def _pass_questions(self, line: _Line) -> None:
        with suppress(OSError):
            while data := line.client.recv(65536):
                if self._is_silent:
                    continue
                if self._hide_at is not None:
                    self._hide_at -= 1
                    if self._hide_at == 0:
                        self._hide_at = None
                        line.is_silent = True
                if self._cut_at is not None:
                    self._cut_at -= 1
                    if self._cut_at == 0:
                        self._cut_at = None
                        self._end(line, data)
                        return
                line.server.sendall(data)
        line.cut()

    def _pass_answers(self, line: _Line) -> None:
        with suppress(OSError):
            while data := line.server.recv(65536):
                if not (self._is_silent or line.is_silent):
                    line.client.sendall(data)
        line.cut()

    def _end(self, line: _Line, data: bytes) -> None:
        line.is_silent = True
        if self._deliver_last:
            line.server.sendall(data)
            time.sleep(_AFTERWARDS)
        line.cut()
