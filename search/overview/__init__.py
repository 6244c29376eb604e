"""What the whole store says: its themes, the years that are missing, the reports that are alike."""

from .circles import circles
from .missing_years import Agency, Series, coverage
from .similar import ReportVectors, SimilarReport, report_vectors, similar_reports
from .themes import Theme, Themes, find_themes

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
