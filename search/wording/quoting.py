"""Wordings become quotations for a document: each template with how many have it, and under it who has put it how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...corpus.bibliography import CslItem
from ...words import say
from ..export import LANGUAGE, Quotation, also_in
from ..sources import again, in_full
from .variants import Variant


def quotations_of(variants: Iterable[Variant], cited: Mapping[str, CslItem]) -> Iterator[Quotation]:
    """Every form of every variant, verbatim, with all its sources; the first under the template and its count.

    Args:
        variants: what was found.
        cited: the first passage of each form as citations take it, by its public id.
    """
    for number, variant in enumerate(variants, 1):
        heading = say("documents.template", LANGUAGE, n=number, template=variant.template, reports=variant.count)
        for text, uses in variant.forms.items():
            source = cited[uses[0].passage.key]
            rest = dict.fromkeys(use.citation for use in uses if use.passage.key != uses[0].passage.key)
            secrecy = next((mark for use in uses if (mark := use.passage.report.header.secrecy)), None)
            yield Quotation(
                text,
                also_in([in_full(source), *rest]),
                secrecy,
                also_in([again(source), *rest]),
                source.report,
                heading,
            )
            heading = ""
