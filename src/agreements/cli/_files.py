"""Files written so that nobody ever finds half of one."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["create_file", "replace_file"]


def replace_file(path: Path, data: bytes) -> None:
    """Put new bytes in a file's place in one step, keeping its permissions and, where that is allowed, its owner.

    A symbolic link stays one: the file it leads to is replaced. Another hard link to the file keeps the old bytes. What
    is no file, a device or a pipe, is written into: a file in its place would take it away from everybody.

    Raises:
        OSError: The file isn't there, is marked as not to be written, or its folder takes no new file. Then it is
            as it was before. The error names it.
    """
    with _named(path):
        if stat.S_ISREG(path.stat().st_mode):
            _replace(path.resolve(strict=True), path, data)
        else:
            with path.open("wb") as stream:
                stream.write(data)


def _replace(target: Path, path: Path, data: bytes) -> None:
    before = target.stat()
    if not before.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        # Its folder would let us replace it, but whoever marked it so meant the file.
        raise PermissionError(13, "it is marked as not to be written", str(path))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if hasattr(os, "chown"):
            with contextlib.suppress(PermissionError):
                os.chown(temporary, before.st_uid, before.st_gid)
        shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def create_file(path: Path, data: bytes) -> None:
    """Write a new file.

    Raises:
        FileExistsError: Something is there already, be it a link that leads nowhere.
        OSError: The folder isn't there, or takes no new file. The error names it.
    """
    with _named(path), path.open("xb") as stream:
        stream.write(data)


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let an error that comes while a file is written say which: the system only names what it can't open."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise
