"""An execution environment of its own: `python genai_runner.py FOLDER` runs the package unpacked there.

For each line `{"event": …, "seconds": …}` on standard input the handler runs once, with that much time left.
Its answer is a line on standard output. What it logs goes to standard error as lines of JSON, with whatever
`extra` adds, as Lambda's JSON format has it, from DEBUG on.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback

_PLAIN = set(vars(logging.makeLogRecord({})))


class Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        extra = {name: value for name, value in vars(record).items() if name not in _PLAIN}
        text = {"level": record.levelname, "message": record.getMessage()}
        if record.exc_info:
            text["exception"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps({**text, **extra})


class Context:
    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        return int((self._end - time.monotonic()) * 1000)


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    output = logging.StreamHandler(sys.stderr)
    output.setFormatter(Lines())
    logging.basicConfig(level=logging.DEBUG, handlers=[output])
    from genai.handler import handler

    for line in sys.stdin:
        asked = json.loads(line)
        answer = handler(asked["event"], Context(asked["seconds"]))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
