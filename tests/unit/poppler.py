"""Read a PDF with poppler's programs, as a reader would; outside CI the test is skipped where they are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def poppler(program: str, pdf: Path, *args: str) -> str:
    """Return what ``pdftotext``, ``pdfinfo`` or ``pdffonts`` says of a file; it must complain of nothing."""
    if shutil.which(program) is None and not os.environ.get("CI"):
        pytest.skip(f"{program} is not installed: it comes with poppler-utils")
    out = ["-"] if program == "pdftotext" else []
    done = subprocess.run([program, *args, pdf, *out], capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode()
