"""`launch.py EMULATOR_PID RUNTIME_DIR HOSTS HANDLER`: the first lines that run in a function's process.

Run by a Python without site-packages, in the folder of the unzipped package. From then on the process imports
from the package, the runtime's own libraries and Python itself, in Lambda's order, and from nowhere else.
"""

import ctypes
import os
import signal
import site
import socket
import sys
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1


def main() -> None:
    emulator, runtime_dir, hosts, handler = sys.argv[1:]
    # However the emulator ends, the kernel ends this process with it, in the middle of a handler too.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(emulator):
        sys.exit("the emulator has ended")
    site.setquit()  # a Python without site-packages lacks `exit` and `quit`
    sys.path[:0] = [os.environ["LAMBDA_TASK_ROOT"], runtime_dir]
    resolve_by(hosts)
    sys.argv = ["bootstrap", handler]

    from awslambdaric.__main__ import main as run

    run(sys.argv)


def resolve_by(hosts: str) -> None:
    """Finds names in the file `hosts` first, as a machine in a VPC asks the VPC's resolver.

    A file of the function's own, where there is one, has the same names behind the rules of the VPC.
    """
    ask_system = socket.getaddrinfo
    own = Path(f"{hosts}-function-{os.environ['AWS_LAMBDA_FUNCTION_NAME']}")

    def getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        file = own if own.exists() else Path(hosts)
        lines = file.read_text().splitlines() if file.exists() else []
        known = {name: address for address, *names in map(str.split, lines) for name in names}
        return ask_system(known.get(host, host), *arguments, **named)

    socket.getaddrinfo = getaddrinfo


main()
