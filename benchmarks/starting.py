"""What a user waits for at the command line, in elapsed time: starting, and checking one file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _measure import EXAMPLES, interleaved, library, timed, title

from agreements.schema import schema_text

FILE = EXAMPLES / "ukraine" / "usa-2024.yaml"
CLICK = "import click; click.command()(lambda: None)(['--help'], standalone_mode=False)"


def running(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def ours(*arguments: str) -> Callable[[], object]:
    """Return what runs our command as its installed script does."""
    return running("-c", "import sys; from agreements.cli import main; sys.exit(main())", *arguments)


def main() -> None:
    title("--help")
    work = {
        "python with click": running("-c", CLICK),
        "agreements --help": ours("--help"),
        "agreements --version": ours("--version"),
        "python -c pass": running("-c", "pass"),
    }
    timed(interleaved(work, rounds=25, clock=time.perf_counter), "python with click")

    title(f"one file of {FILE.stat().st_size} bytes")
    work = {"agreements validate": ours("validate", str(FILE))}
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder) / "schema.json"
        schema.write_text(schema_text(), encoding="utf-8")
        if library("check_jsonschema", "check-jsonschema") is not None:
            work["check-jsonschema"] = running("-m", "check_jsonschema", "--schemafile", str(schema), str(FILE))
        timed(interleaved(work, rounds=9, clock=time.perf_counter), "agreements validate")


if __name__ == "__main__":
    main()
