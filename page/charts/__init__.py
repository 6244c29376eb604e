"""Pictures of the store as HTML: what a person would rather look at than read. `page/drawing.py` frames them."""

from .counts import (
    documents_cited,
    reports_by_agency,
    reports_by_province,
    reports_by_year,
    roles_by_year,
)
from .missing_years import coverage_gaps
from .themes import theme_address, themes_by_year, themes_map

__all__ = [
    "coverage_gaps",
    "documents_cited",
    "reports_by_agency",
    "reports_by_province",
    "reports_by_year",
    "roles_by_year",
    "theme_address",
    "themes_by_year",
    "themes_map",
]
