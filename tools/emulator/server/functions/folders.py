"""Folders a function imports from: its unzipped package, and the libraries of Lambda's Python runtime."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
import zipfile
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path
from threading import Lock

_RUNTIME = ("awslambdaric", "boto3")
"""Distributions in AWS's Python runtime; the folder also has all that they require.

https://docs.aws.amazon.com/lambda/latest/dg/python-package.html#python-package-dependencies
"""

_lock = Lock()


@cache
def _home() -> Path:
    """A folder of this process alone, among the files of moto; it goes with the process."""
    home = Path(tempfile.mkdtemp(prefix="functions-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def runtime_folder() -> Path:
    """The runtime's libraries: links into the emulator's own Python, so that its rest stays out of reach.

    Raises `NotImplementedError` where AWS's runtime client cannot be installed.
    """
    with _lock:
        folder = _home() / "runtime"
        if not folder.exists():
            _link_libraries(folder)
        return folder


def task_folder(code: bytes, digest: str) -> Path:
    """The unzipped package; `digest` is the hash of `code` in hexadecimal, and names the folder."""
    with _lock:
        folder = _home() / "task" / digest
        if not folder.exists():
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            _unzip(code, partial)
            partial.rename(folder)
        return folder


def _link_libraries(folder: Path) -> None:
    try:
        targets = {
            path.parts[0]: Path(str(distribution.locate_file(path.parts[0])))
            for distribution in _closure()
            for path in distribution.files or ()
        }
    except metadata.PackageNotFoundError as error:
        raise NotImplementedError(
            f"invoking functions needs the Python package {error.name}. AWS publishes its runtime client, "
            "awslambdaric, for Linux only: run the emulator on Linux to invoke functions"
        ) from error
    folder.mkdir(parents=True)
    for name, target in targets.items():
        if name not in ("..", "__pycache__"):
            (folder / name).symlink_to(target)


def _closure() -> list[metadata.Distribution]:
    """The distributions of the runtime and, without their extras, all that they require."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(_RUNTIME)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = metadata.distribution(name)
            requirements = (each for each in found[name].requires or () if "extra ==" not in each)
            waiting += (re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in requirements)
    return list(found.values())


def _unzip(code: bytes, folder: Path) -> None:
    with zipfile.ZipFile(BytesIO(code)) as archive:
        for entry in archive.infolist():
            path = Path(archive.extract(entry, folder))
            mode = entry.external_attr >> 16 & 0o777
            if mode and not entry.is_dir():
                path.chmod(mode | 0o400)
    folder.mkdir(parents=True, exist_ok=True)
