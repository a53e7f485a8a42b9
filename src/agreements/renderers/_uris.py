"""Names of files as URI references: forward slashes, everything else that a URI gives a meaning percent-encoded."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

__all__ = ["uri"]


def uri(name: str) -> str:
    """Return a file's name as a URI reference: relative for a relative name, a `file:` URI for an absolute one.

    A backslash is a separator only where the system says so. A colon in the first step is encoded, because what stands
    before it would be taken for a scheme. A name that isn't UTF-8 keeps its bytes.

    Source: RFC 3986, sections 2.1, 3.3 and 4.2; RFC 8089.
    """
    path = PurePath(name)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix(), safe="/!$&'()*+,;=@~", errors="surrogateescape")
