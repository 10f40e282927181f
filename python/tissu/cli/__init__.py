"""The command line: ``tissu COMMAND …``. Exit codes: 0, 1 (data or store at fault), 2 (wrong use), 130 (Ctrl-C)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tissu._core import Error

from .parser import parser

__all__ = ["main"]

_failed, _interrupted, _closed_pipe = 1, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; says what went wrong in one line on stderr."""
    chosen = parser().parse_args(arguments)
    try:
        code = chosen.run(chosen)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _complain("stopped", _interrupted)
    except BrokenPipeError:
        # Whoever read our output has seen enough. Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _closed_pipe
    except (Error, OSError) as error:
        return _complain(_one_line(error), _failed)


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror and not isinstance(error, Error):
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return " ".join(str(error).split())


def _complain(message: str, code: int) -> int:
    print(f"tissu: {message}", file=sys.stderr)
    return code
