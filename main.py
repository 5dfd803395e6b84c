"""安监台账: the window, or one of the commands (import, dispatch, export, backup, demo …)."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Run a command, or open the window where none is named."""
    from app.arguments import parse

    request = parse(arguments)
    if request.command in ("window", "demo", "screenshots"):
        from ui.commands import run
    else:
        from app.cli import run
    return run(request)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
