"""What the whole store says: its themes, the years that are missing, the reports that are alike."""

from search.overview.coverage import Agency, Series, coverage
from search.overview.layout import circles
from search.overview.similar import ReportVectors, SimilarReport, report_vectors, similar_reports
from search.overview.themes import Theme, Themes, find_themes

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
