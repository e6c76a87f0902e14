"""The package that `npm run package` made, unpacked as Lambda has it."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
PACKAGE = PROJECT / "dist" / "lambdas" / "genai.zip"


def _unpack() -> Path:
    if not PACKAGE.exists():
        pytest.exit(f"{PACKAGE} is missing: run `npm run package` first.", returncode=2)
    folder = Path(tempfile.mkdtemp(prefix="genai-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    zipfile.ZipFile(PACKAGE).extractall(folder)
    if _sources(folder / "genai") != _sources(PROJECT / "lambdas" / "genai" / "genai"):
        pytest.exit(f"{PACKAGE} is not made of the sources as they are: run `npm run package`.", returncode=2)
    return folder


def _sources(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.py")}


UNPACKED = _unpack()
# For what is tested without an execution environment of its own.
sys.path.insert(0, str(UNPACKED))
