"""A passage becomes the citation (trích dẫn nguồn) that an office accepts; docs/trich-dan.md has the rules."""

from .forms import (
    SPELT_OUT,
    cite,
    cite_again,
    cite_in_full,
    cite_report,
    cite_report_in_full,
    doubt,
    in_prose,
    is_in_capitals,
    reference_line,
    title_in_sentence,
)
from .namesakes import NO_NAMESAKES, Namesakes, namesakes
from .place import locator, place_in_report, section_in_report
from .prose_dates import prose_date, prose_period
from .sentence_case import Evidence, evidence_of
from .source_list import alphabetical, sources

__all__ = [
    "NO_NAMESAKES",
    "SPELT_OUT",
    "Evidence",
    "Namesakes",
    "alphabetical",
    "cite",
    "cite_again",
    "cite_in_full",
    "cite_report",
    "cite_report_in_full",
    "doubt",
    "evidence_of",
    "in_prose",
    "is_in_capitals",
    "locator",
    "namesakes",
    "place_in_report",
    "prose_date",
    "prose_period",
    "reference_line",
    "section_in_report",
    "sources",
    "title_in_sentence",
]
