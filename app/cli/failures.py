"""From an error to a line on standard error and an exit code: the frame around every command."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from app.cli.output import note, prepare_streams, say_json
from app.cli.root import sigmavault
from app.text.errors import ExitCode, Explanation, explain

TRACEBACK_VARIABLE = "SIGMAVAULT_TRACEBACK"
"""Environment variable that asks for the traceback of an error, for reports of mistakes."""


class CommandFailed(Exception):  # noqa: N818 - an outcome, already explained, and no error of ours
    """A command that has already said what went wrong; carries its exit code alone."""

    def __init__(self, exit_code: ExitCode) -> None:
        super().__init__(exit_code.name)
        self.exit_code = exit_code


class ExplainedFailure(Exception):  # noqa: N818 - as above
    """A failure that another process has explained already; still to be said."""

    def __init__(self, explanation: Explanation) -> None:
        super().__init__(explanation.sentence)
        self.explanation = explanation


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and turn whatever comes out of it into an exit code."""
    prepare_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = sigmavault.main(given, prog_name="sigmavault", standalone_mode=False)
        sys.stdout.flush()
    except CommandFailed as failed:
        return int(failed.exit_code)
    except ExplainedFailure as failed:
        return _failed(failed.explanation, given)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        return _usage(error, given)
    except click.ClickException as error:
        return _failed(Explanation("failed", error.format_message(), ExitCode.FAILED), given)
    except BrokenPipeError:
        return _broken_pipe()
    except (KeyboardInterrupt, click.Abort):
        cancelled = Explanation("cancelled", "Cancelled.", ExitCode.FAILED)
        return _failed(cancelled, given)
    except Exception as error:  # noqa: BLE001 - the frame: everything becomes a sentence and a code
        if os.environ.get(TRACEBACK_VARIABLE):
            import traceback

            traceback.print_exc()
        return _failed(explain(error), given)
    return result if isinstance(result, int) else int(ExitCode.DONE)


def _failed(explanation: Explanation, arguments: Sequence[str]) -> int:
    note(f"sigmavault: {explanation.sentence}")
    if _wants_json(arguments):
        say_json(error_object(explanation))
    return int(explanation.exit_code)


def error_object(explanation: Explanation) -> dict[str, object]:
    """The object that a failing command prints under `--json`."""
    return {
        "error": {
            "code": explanation.code,
            "message": explanation.sentence,
            "exit_code": int(explanation.exit_code),
        }
    }


def _usage(error: click.UsageError, arguments: Sequence[str]) -> int:
    if not isinstance(error, click.exceptions.NoArgsIsHelpError):
        note(f"sigmavault: {error.format_message()}")
        if error.ctx is not None:
            note(error.ctx.get_usage())
            note(f"Try '{error.ctx.command_path} --help' for help.")
    else:
        note(error.format_message())
    if _wants_json(arguments):
        usage = Explanation("usage", error.format_message(), ExitCode.USAGE)
        say_json(error_object(usage))
    return int(ExitCode.USAGE)


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether `--json` was asked for; looked up here, because parsing may be what failed."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in options


def _broken_pipe() -> int:
    """Whoever read our output has seen enough; nothing to complain about.

    Standard output is pointed elsewhere, or the interpreter would flush into the closed pipe at
    its end and complain after all.
    """
    void = os.open(os.devnull, os.O_WRONLY)
    os.dup2(void, sys.stdout.fileno())
    os.close(void)
    return int(ExitCode.FAILED)
