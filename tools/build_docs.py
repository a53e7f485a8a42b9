"""Build the documentation's site: the pages of docs/ and those generated from the code, by zensical, strictly.

Usage: build_docs.py [FOLDER]

FOLDER (build/docs by default) is emptied; in it come `mkdocs.yml`, `docs/` with every page, and the site in `site/`.
Exit 0 when the site is built, 1 when a link leads nowhere or a page is missing, 2 when zensical isn't installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from reference import pages

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = "mkdocs.yml"


def lay_out(folder: Path) -> None:
    """Put the configuration and every page of the site into an empty folder."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / CONFIGURATION, folder)
    for path, text in pages().items():
        page = folder / "docs" / path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8", newline="\n")


def faults_of_navigation(folder: Path) -> list[str]:
    """Return the pages that the navigation names and that aren't there, and those that are there and not named."""
    configuration = yaml.safe_load((folder / CONFIGURATION).read_text(encoding="utf-8"))
    named = list(_paths(configuration["nav"]))
    there = {path.relative_to(folder / "docs").as_posix() for path in (folder / "docs").rglob("*.md")}
    return [
        *(f"{CONFIGURATION} names {path}, which isn't there" for path in named if path not in there),
        *(f"{CONFIGURATION} names {path} twice" for path in sorted(set(named)) if named.count(path) > 1),
        *(f"{CONFIGURATION} doesn't name {path}" for path in sorted(there - set(named))),
    ]


def _paths(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        for inner in entry.values():
            yield from _paths(inner)
    else:
        for inner in entry:
            yield from _paths(inner)


def build(folder: Path) -> int:
    """Lay the site out in a folder and build it there; return the exit code."""
    if importlib.util.find_spec("zensical") is None:
        print("zensical isn't installed; it is in the extra 'dev'", file=sys.stderr)
        return 2
    lay_out(folder)
    faults = faults_of_navigation(folder)
    for fault in faults:
        print(fault, file=sys.stderr)
    done = subprocess.run([sys.executable, "-m", "zensical", "build", "--clean", "--strict"], cwd=folder, check=False)
    return 1 if faults or done.returncode else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site; return the exit code."""
    parser = argparse.ArgumentParser(description="Build the documentation's site.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "docs", metavar="FOLDER")
    folder = parser.parse_args(arguments).folder.absolute()
    code = build(folder)
    if code == 0:
        print(f"built {folder / 'site' / 'index.html'}")
    return code


if __name__ == "__main__":
    sys.exit(main())
