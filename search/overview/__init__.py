"""What the whole store says: its themes, the years that are missing, the reports that are alike."""

from tracuu.search.overview.circles import circles
from tracuu.search.overview.missing_years import Agency, Series, coverage
from tracuu.search.overview.similar import ReportVectors, SimilarReport, report_vectors, similar_reports
from tracuu.search.overview.themes import Theme, Themes, find_themes

__all__ = [
    "Agency",
    "ReportVectors",
    "Series",
    "SimilarReport",
    "Theme",
    "Themes",
    "circles",
    "coverage",
    "find_themes",
    "report_vectors",
    "similar_reports",
]
