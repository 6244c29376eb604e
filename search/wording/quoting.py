"""Wordings become quotations for a document: each template with how many have it, and under it who has put it how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...words import say
from ..export import LANGUAGE, Quotation, also_in
from .variants import Variant


def quotations_of(variants: Iterable[Variant]) -> Iterator[Quotation]:
    """Every form of every variant, verbatim, with all its sources; the first under the template and its count."""
    for number, variant in enumerate(variants, 1):
        heading = say("documents.template", LANGUAGE, n=number, template=variant.template, reports=variant.count)
        for text, uses in variant.forms.items():
            secrecy = next((mark for use in uses if (mark := use.passage.report.header.secrecy)), None)
            yield Quotation(text, also_in(dict.fromkeys(use.citation for use in uses)), secrecy, heading)
            heading = ""
