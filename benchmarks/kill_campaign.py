"""The campaign of kills that docs/resilience.md reports: python -m benchmarks.kill_campaign --kills 200."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.resilience.campaign import campaign


def main() -> int:
    """Run it and tell the figures; 1 where anything was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    request = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as room:
        tally = campaign(Path(room), request.kills, request.seed)
    print(f"{request.kills} kills in {time.monotonic() - begun:.0f} s, seed {request.seed}")
    for kind, kills in tally.kills.items():
        print(f"  killed while at {kind}: {kills}")
    for what, times in tally.acknowledged.items():
        print(f"  acknowledged before the kill: {what} {times}")
    for fault in tally.faults:
        print(f"  FAULT {fault}")
    print(f"{len(tally.faults)} faults")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
