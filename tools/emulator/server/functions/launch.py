"""`launch.py EMULATOR_PID RUNTIME_DIR HANDLER`: the first lines that run in a function's process.

Run by a Python without site-packages, in the folder of the unzipped package. From then on the process imports
from the package, the runtime's own libraries and Python itself, in Lambda's order, and from nowhere else.
"""

import ctypes
import os
import signal
import site
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    emulator, runtime_dir, handler = sys.argv[1:]
    # However the emulator ends, the kernel ends this process with it, in the middle of a handler too.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(emulator):
        sys.exit("the emulator has ended")
    site.setquit()  # a Python without site-packages lacks `exit` and `quit`
    sys.path[:0] = [os.environ["LAMBDA_TASK_ROOT"], runtime_dir]
    sys.argv = ["bootstrap", handler]

    from awslambdaric.__main__ import main as run

    run(sys.argv)


main()
