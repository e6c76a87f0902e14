"""Environment variables that moto reads, some of them while it is imported."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_FIXED = {
    # AWS's own managed policies exist in every account, and stacks attach them.
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
    # Seconds until a certificate is issued; moto's default of 60 would hold up every deployment.
    "MOTO_ACM_VALIDATION_WAIT": "1",
}


def apply(port: int, state_dir: Path | None) -> None:
    """Sets moto's variables; call this before moto is imported. `state_dir` then holds all files of moto."""
    os.environ.update(_FIXED)
    os.environ["MOTO_PORT"] = str(port)
    if state_dir is not None:
        state_dir.mkdir(parents=True, exist_ok=True)
        tempfile.tempdir = str(state_dir)
