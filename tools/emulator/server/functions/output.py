"""The output of a function's process, as log messages in the order in which they were written.

Standard output, standard error and the runtime client's own log share one pipe. The first two are text, a
message a line. The log comes in frames: four bytes of type, four of length, eight of time stamp, then a
message, which may have several lines (`FramedTelemetryLogSink` in awslambdaric's bootstrap.py).
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from threading import Lock, Thread

_FRAME = b"\xa5\x5a\x00"
"""First bytes of every frame. No text in UTF-8 starts with 0xA5, and no line of text holds a zero byte."""
_HEADER = 16
_CHUNK = 65536


class Messages:
    """Cuts a stream of bytes into messages."""

    def __init__(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> list[str]:
        """The messages that are complete with `data`."""
        self._buffer += data
        found: list[bytes] = []
        while True:
            start = self._buffer.find(_FRAME)
            if start < 0:
                *lines, self._buffer = self._buffer.split(b"\n")
                return _decode([*found, *lines])
            if start > 0:
                found += self._take(start).removesuffix(b"\n").split(b"\n")
                continue
            end = _HEADER + int.from_bytes(self._buffer[4:8], "big")
            if len(self._buffer) < max(_HEADER, end):
                return _decode(found)
            found.append(self._take(end)[_HEADER:])

    def rest(self) -> list[str]:
        """The text after the last line end, as a list of at most one message."""
        return _decode([self._take(len(self._buffer))])

    def _take(self, length: int) -> bytes:
        taken, self._buffer = self._buffer[:length], self._buffer[length:]
        return taken


def _decode(messages: list[bytes]) -> list[str]:
    texts = (message.decode("utf-8", "replace").rstrip("\r\n") for message in messages)
    return [text for text in texts if text]


class OutputPipe:
    """A pipe whose `write_end` the process inherits. `receive` gets what comes out, never twice at once."""

    def __init__(self, receive: Callable[[list[str]], None]) -> None:
        self._receive = receive
        self._messages = Messages()
        self._lock = Lock()
        self._read_end, self.write_end = os.pipe()
        os.set_blocking(self._read_end, False)

    def start(self) -> None:
        """Call this once the process has its copy of the write end."""
        os.close(self.write_end)
        Thread(target=self._watch, daemon=True).start()

    def drain(self) -> None:
        """Hands on all that was written before this call, an unfinished line too."""
        with self._lock:
            self._read()
            self._hand_on(self._messages.rest())

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self._read_end, select.POLLIN)
        while True:
            poll.poll()
            with self._lock:
                if not self._read():
                    self._hand_on(self._messages.rest())
                    os.close(self._read_end)
                    self._read_end = -1
                    return

    def _read(self) -> bool:
        """Reads until the pipe is empty. False when all copies of the write end are closed."""
        while self._read_end >= 0:
            try:
                data = os.read(self._read_end, _CHUNK)
            except BlockingIOError:
                return True
            if not data:
                return False
            self._hand_on(self._messages.feed(data))
        return False

    def _hand_on(self, messages: list[str]) -> None:
        if messages:
            self._receive(messages)
