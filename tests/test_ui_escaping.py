"""Whatever a report, a file's name or a reader says is text on the page: by how it is written, and by trying it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from tracuu.corpus.report import Header, Paragraph, Reference, Report, Section
from tracuu.index.changes import Failure
from tracuu.index.corrections import Correction
from tracuu.index.records import CitedDocument, FileRecord, Filter, Passage, RemovedReport, ReportRecord
from tracuu.index.statistics import Statistics
from tracuu.page import charts
from tracuu.page.address import Address
from tracuu.page.cards.answers import answer_card
from tracuu.page.cards.basket import basket
from tracuu.page.cards.controls import marked, notice
from tracuu.page.cards.correcting import correction_dialog, erase_dialog
from tracuu.page.cards.frame import box, facets, masthead
from tracuu.page.cards.hits import LONG, by_words, excerpt, results
from tracuu.page.cards.holdings import contents, filter_box, outcome_card
from tracuu.page.cards.incoming import drop_zone, incoming_list, step_bar
from tracuu.page.cards.listing import listing
from tracuu.page.cards.overview import overview, theme_gone, theme_passages
from tracuu.page.cards.report import nothing_to_read, reading_pane
from tracuu.page.cards.wordings import wordings
from tracuu.search import Hit, SearchResult
from tracuu.search.answer import Answer, Source
from tracuu.search.answer.model_text import CheckedSentence
from tracuu.search.overview import Series, SimilarReport, Theme, Themes
from tracuu.search.overview.missing_years import Agency
from tracuu.search.overview.phrases import Name
from tracuu.search.wording import Variant, Wording
from tracuu.search.wording.blanks import Blank
from tracuu.search.wording.forms import Edit
from tracuu.search.wording.sayings import Use
from tracuu.service.basket import Chosen, Pick
from tracuu.service.changes import Outcome
from tracuu.service.header_fields import EDITED
from tracuu.service.holdings import Contents, Folder, Held
from tracuu.service.incoming import Incoming
from tracuu.service.jobs import Step
from tracuu.service.versions import Kin
from tracuu.words import WORDS

VI = WORDS["vi"]

HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover=x',
    "' autofocus onfocus=x '",
    "&",
    "&lt;b&gt; &#60;i&#62;",
    "</style></title></textarea></option></svg><b>",
    "`<i>`",
    "<!-- -->",
    "{{x}} ${x} {0} %s %(x)s",
    "😀<u>",
    "\u202e<u>\u2066\u200f",
)


def renderings(said: str) -> Iterator[tuple[str, str]]:
    """Every card and chart by its name, with `said` in whatever a report, a file or a reader fills."""
    header = Header(
        agency=said, parent_agency=said, level="commune", province=said, district=said, number=said,
        issued="2023-08-17", issued_precision="day", place=said, doc_type=said, title=said,
        period=("2023-01", "2023-06"), addressees=(said, said), recipients=(said,), signer=said, signer_role=said,
        signing_form=said, secrecy=said, urgency=said,
    )  # fmt: skip
    sections = (Section(said, said, 1, "results", said), Section(None, f"{said} 2", 2, "limitations", f"{said} 2"))
    record = ReportRecord(said, said, header, sections, 2023, 3)
    text = f"{said} {said}. {said}"
    passage = Passage(1, 1, record, sections, 1, "paragraph", "limitations", 2, text)
    paragraphs = (
        Paragraph(1, text, "paragraph", (0,), 1),
        Paragraph(2, text, "bullet", (0, 1), 2),
        Paragraph(3, text, "row", (), None),
    )
    cited = Reference(said, said, "2023-09-05", said, said)
    report = Report(said, header, sections, paragraphs, (cited,), (said,))
    hit = Hit(1, 0.9, passage, ((0, len(said)),), said, ((said, said),))
    found = SearchResult(said, said, 0.95, True, 40.0, (hit,))
    address = Address("search", said, Filter(agencies=(said,), provinces=(said,), doc_types=(said,)), True, 1)

    yield "masthead", str(masthead(VI))
    yield "box", str(box("search", [said], VI))
    counted = {name: Counter({said: 1}) for name in ("agency", "province", "doc_type")}
    yield "facets", str(facets(counted, address, "search-form", VI))
    yield "marked", str(marked(text, [(0, len(said))]))
    yield "notice", str(notice(said))
    yield "results", str(results(found, address, VI))
    yield "results, none near", str(results(replace(found, found=False), address, VI))
    yield "results, none", str(results(replace(found, hits=()), address, VI))
    yield "results by words", str(by_words(found, VI))
    yield "a long passage", str(excerpt(f"{text} " * LONG, ((len(text) * 1500, len(text) * 1500 + len(said)),)))
    yield "listing", str(listing([(record, 3)], 2, address, VI))
    yield "report", str(reading_pane(report, passage, VI, [SimilarReport(record, 0.9, "other_year")]))
    long = replace(report, paragraphs=paragraphs * 100)
    yield "long report", str(reading_pane(long, replace(passage, ordinal=150), VI, (), whole_report=True))
    yield "no report", str(nothing_to_read(said, VI))

    sources = (Source(1, said, said, said), Source(2, said, said, said))
    struck = (CheckedSentence(said, (), False, said, said),)
    quoted = Answer(said, True, 0.9, f"{said}\n{said} [1]\n{said} [2]", sources, "extractive")
    yield "answer", str(answer_card(quoted, VI, "vi", {1: said}, aside=said))
    yield "answer, none", str(answer_card(replace(quoted, found=False), VI, "vi", {}))
    written = replace(quoted, answer=f"{said} [1, 9]. {said} [2]", method="model")
    yield "answer of a model", str(answer_card(written, VI, "en", {2: said}, struck, writing=True))
    use = Use(passage, 0, len(said), (Edit(0, 1, said), Edit(1, 2, ""), Edit(2, 2, said)))
    other = Use(passage, len(said) + 1, 2 * len(said) + 2)
    variant = Variant(said, said, (Blank(0, 1, said),), (use, other), holds=True, covered=1.0, score=0.9)
    yield "wordings", str(wordings(Wording(said, said, (variant,)), VI))
    yield "wordings, none", str(wordings(Wording(said, said, ()), VI))
    yield "basket", str(basket([Chosen(Pick(said, 0, 3), passage), Chosen(Pick(said, 0, 3), None)], VI))

    corrections = [Correction(name, said, header.to_json()[name], said) for name in EDITED if name != "level"]
    corrections.append(Correction("level", "province", "commune", said))
    typed = {name: (said, said) if name == "period" else (said,) for name in EDITED}
    yield "correction", str(correction_dialog(said, header.to_json(), corrections, VI))
    yield "correction, wrong", str(correction_dialog(said, header.to_json(), corrections, VI, EDITED, typed))
    yield "erase", str(erase_dialog(said, said, VI))

    kin = (Kin(record, "same_number", "older"), Kin(record, "same_file", None))
    held = Held(record, (said,), (said,), tuple(c for c in corrections if c.field not in ("issued", "period")))
    files = [FileRecord(said, said, 1, 1, said, 1, None, said, said)]
    gone = [RemovedReport(said, said, said), RemovedReport(said, None, None)]
    folders = [Folder(Path(said), 3, 1, True), Folder(Path(said), 3, 1, False)]
    counts = {"reports": 9, "passages": 99, "failures": 1}
    shown = Contents(((held, kin),), 9, counts, files, gone, folders, local=True)
    yield "filter", str(filter_box(VI))
    yield "holdings", str(contents(shown, address, VI, "vi"))
    yield "holdings, none", str(contents(replace(shown, counts={"reports": 0}), address, VI, "en"))
    outcome = Outcome("kept", (said,), (Failure(said, said, said),), (said,), said, 3, 9, waits=True)
    yield "outcome", str(outcome_card(outcome, VI, "vi"))
    yield "drop zone", str(drop_zone([said], 1 << 20, True, VI))
    waiting = [
        (Incoming(said, said, said, report, 5, 9), kin),
        (Incoming(said, said, said, fault=(said, said)), ()),
    ]
    yield "incoming", str(incoming_list(waiting, [(said, "kind"), (said, said)], 0, None, VI, "vi"))
    yield "incoming, one", str(incoming_list(waiting[:1], [], 1, 9.0, VI, "en"))
    yield "step", str(step_bar(Step("read", 3, 9, 125.0), VI))

    many = [f"{said} {n}" for n in range(3)]
    counted_whole = Statistics(
        9,
        99,
        Counter({(2021, "commune"): 3, (2023, None): 2, (None, "province"): 1}),
        Counter(dict.fromkeys(many, 2) | {None: 1}),
        Counter(dict.fromkeys(many, 2) | {None: 1}),
        Counter({(2021, "results"): 4, (2023, "funding"): 1}),
        tuple(CitedDocument(replace(cited, number=name, title=None), (said,)) for name in many),
    )
    names = (Name(said, 3), Name(f"{said} 2", 2))
    theme = Theme(1, names, np.arange(5), (1,), (said,), Counter({2023: 5}), Counter({2023: 1}), (0.0, 0.0))
    themes = Themes((theme, replace(theme, number=2, position=(0.5, 0.5))), 5, Counter({2023: 5}), Counter({2023: 2}))
    subject = Series(Agency(said, said, said, "commune", False), said, {2019: (said,), 2022: (said,)}, (2020, 2021))
    yield "overview", str(overview(counted_whole, [subject], themes, VI))
    yield "overview, no themes yet", str(overview(counted_whole, [], None, VI))
    for draw in (charts.reports_by_year, charts.reports_by_province, charts.reports_by_agency, charts.documents_cited):
        yield draw.__name__, str(draw(counted_whole, VI))
    yield "theme", str(theme_passages(theme, [hit], 9, address, VI))
    yield "theme, gone", str(theme_gone(said, VI))
