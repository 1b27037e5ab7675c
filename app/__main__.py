"""`python -m app`: the same as `sigmavault`; without arguments, and with a display, the window."""

import sys


def main() -> int:
    """Run what was asked for."""
    if not sys.argv[1:]:
        from app.gui.main import can_show_window
        from app.gui.main import main as run_window

        if can_show_window():
            return run_window()
    from app.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
