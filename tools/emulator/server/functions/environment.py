"""An execution environment: a process that handles one invocation at a time, as long as it is kept warm."""

from __future__ import annotations

import time
from threading import Lock
from uuid import uuid4

from .deployment import Deployment
from .folders import runtime_folder, task_folder
from .invocation import Invocation
from .log_stream import LogStream
from .output import OutputPipe
from .platform_log import PlatformLog, Usage
from .runtime_api import RuntimeApi
from .runtime_process import RuntimeProcess
from .variables import variables

_INIT_SECONDS = 10
"""Seconds that a function has to import itself before the first event; its timeout comes on top."""
_CHECK_SECONDS = 0.02
_TAIL_BYTES = 4096


class EnvironmentEndedError(Exception):
    """The environment was ended from outside in the middle of an invocation."""

    def __init__(self) -> None:
        super().__init__("the function was deleted in the middle of it")


class ExecutionEnvironment:
    """Starts with its first invocation. Whoever borrows it has it alone; `end` may come at any time."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self._id = uuid4().hex
        self._lock = Lock()
        self._ended = False
        self._process: RuntimeProcess | None = None
        self._platform = PlatformLog(deployment)
        self._tail: list[str] = []
        self._cold = True
        self._init_ms: float | None = None
        self._peak_mib = 0

    @property
    def usable(self) -> bool:
        """Tells whether the environment can take another invocation."""
        return not self._ended and (self._process is None or not self._process.ended)

    def end(self) -> None:
        with self._lock:
            # First, since an invocation that sees its process gone asks who ended it.
            already, self._ended = self._ended, True
            if self._process is not None and not already:
                self._process.kill()
                self._api.close()

    def invoke(self, invocation: Invocation) -> str:
        """Has the function handle the event. Returns the end of its log, as `LogType=Tail` shows it.

        Raises `EnvironmentEndedError`; whatever else goes wrong is the outcome of the invocation.
        """
        self._invocation = invocation
        self._offered = time.monotonic()
        self._init_ms = None
        if self._cold:
            self._start()
        self._api.offer(invocation)
        while not invocation.answered.wait(_CHECK_SECONDS):
            self._check(invocation)
        if self._ended:
            raise EnvironmentEndedError
        usage = Usage(self._duration_ms(invocation), self._peak_mib, self._init_ms)
        self._write(self._platform.report(invocation, usage))
        if invocation.outcome is None or invocation.outcome.status in ("timeout", "failure"):
            self.end()
        return _tail(self._tail)

    def _start(self) -> None:
        deployment = self.deployment
        runtime_dir = runtime_folder()
        task_root = task_folder(deployment.code, deployment.digest)
        group, version = deployment.logging.group, deployment.version
        self._log = LogStream(deployment.account, deployment.region, group, version, self._id)
        self._output = OutputPipe(self._write)
        with self._lock:
            if self._ended:
                raise EnvironmentEndedError
            self._api = RuntimeApi(begin=self._begin, settle=self._settle)
            environment = variables(
                deployment,
                task_root=task_root,
                runtime_dir=runtime_dir,
                runtime_api=self._api.address,
                log_stream=self._log.name,
            )
            write_end = self._output.write_end
            self._process = RuntimeProcess(deployment.handler, runtime_dir, environment, write_end)
        self._output.start()

    def _begin(self, invocation: Invocation) -> None:
        """Takes note that the runtime asks for the event: earlier output belongs to before the invocation."""
        self._output.drain()
        self._tail.clear()
        self._write(self._platform.start(invocation))
        if self._cold:
            self._cold = False
            self._init_ms = (time.monotonic() - self._offered) * 1000
        invocation.begin()

    def _settle(self) -> None:
        """Takes the runtime's answer: its log comes first, and it counts only if the memory sufficed."""
        self._output.drain()
        self._check_memory(self._invocation)

    def _check(self, invocation: Invocation) -> None:
        """Ends the invocation if its process has ended, or takes too long or too much memory."""
        assert self._process is not None
        began = invocation.began or self._offered + (_INIT_SECONDS if self._cold else 0)
        if self._process.ended:
            self._fail(invocation)
        elif time.monotonic() > began + invocation.timeout_seconds:
            self._process.kill()
            self._output.drain()
            self._write([invocation.time_out()])
        else:
            self._check_memory(invocation)

    def _check_memory(self, invocation: Invocation) -> None:
        assert self._process is not None
        self._peak_mib = max(self._peak_mib, self._process.peak_memory_mib())
        if self._peak_mib > self.deployment.memory_mib:
            self._process.kill()
            self._fail(invocation)

    def _fail(self, invocation: Invocation) -> None:
        assert self._process is not None
        self._output.drain()
        line = invocation.exit(self._process.exit_reason())
        if line is not None:
            self._write([line])

    def _duration_ms(self, invocation: Invocation) -> float:
        return (time.monotonic() - (invocation.began or self._offered)) * 1000

    def _write(self, messages: list[str]) -> None:
        if messages:
            self._tail += messages
            self._log.write(messages)


def _tail(messages: list[str]) -> str:
    """The last 4 KiB of the messages, each on a line."""
    text = "".join(f"{message}\n" for message in messages).encode()
    return text[-_TAIL_BYTES:].decode("utf-8", "ignore")
