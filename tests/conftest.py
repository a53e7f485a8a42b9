"""Settings for every test: machines are slow at times, so no test has a deadline; timings belong in `make bench`."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("agreements", deadline=None)
settings.load_profile("agreements")
