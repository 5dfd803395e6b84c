"""Thousands of random events over all pages: no fault, and the office is sound afterwards (docs/resilience.md)."""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
from pathlib import Path

EVENTS = os.environ.get("MONKEY_EVENTS", "1500")
SEED = os.environ.get("MONKEY_SEED", "1")


def test_a_monkey_does_no_harm(tmp_path: Path) -> None:
    faulthandler.cancel_dump_traceback_later()  # it may be asked for an hour's work, and watches each act itself
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.day.monkey",
            str(tmp_path / "office"),
            "--events",
            EVENTS,
            "--seed",
            SEED,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-6000:]
