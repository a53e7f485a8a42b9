"""A report on several agreements: a site of pages, or one file, that needs no server and loads nothing."""

from agreements.report._site import Site, make_report

__all__ = ["Site", "make_report"]
