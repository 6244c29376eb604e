"""Which of the sentences found may answer: of whom and when it is asked, on the matter, with the force asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...corpus.report import Level
from ...corpus.vietnamese import UPPER, bigrams, fold, tokens
from ...index.records import Passage
from ...index.store import View
from ...words import Bilingual, both
from ..abbreviations import letters_in_full
from ..asked_facts import Form
from ..constants import BESIDE_A_NAME, BY_WHOM_COVERED, FACT_COVERED, OWN_MATTER, TOLD_COVERED
from ..english_matter import names_in_english, says_of_names
from ..function_words import NO_MATTER, PhraseList
from ..header_names import OWN
from ..lexicon import is_pair
from ..named_passages import naming, told_by
from ..understanding import Understood
from ..years_told import is_on, is_on_several, years_told
from .lacking import asks_lack, says_lack
from .meant_reports import Meant
from .questions import AHEAD, Question
from .sentences import DEEDS, FACTS, Candidate

CLOSING = re.compile(r"(?i)^trên đây là\b|^(?=.*\bbáo cáo\b).{1,200}/\.$")
"""How the sentence that ends a report looks; it stands under the last heading whatever that is about. The mark "./."
ends whatever stands last, also where that is of some matter."""

COUNTED: frozenset[Form] = frozenset(("number", "share", "money"))
"""Forms of a figure, which is of whom it is said of and of nobody else."""

DENIED = re.compile(r"\b(?:chua|khong|chang|(?<!toi )(?<!giam )thieu(?! so| nhi| nien| nu))\b")

UNITS_OF: dict[Level, str] = {
    "commune": rf"\b(?<!tác )(?i:xã|phường|thị trấn|đặc khu)\s+[{UPPER}]",
    "district": rf"\b(?i:huyện|quận|thị xã|thành phố)\s+[{UPPER}]",
    "province": rf"\b(?i:tỉnh|thành phố)\s+[{UPPER}]",
    "central": rf"\b(?i:bộ)\s+[{UPPER}]",
}
"""How a unit of each level is named in a sentence."""

OF_A_ROLE = NO_MATTER | PhraseList(
    "kiến nghị, đề nghị, đề xuất, yêu cầu, mong muốn, khó khăn, vướng mắc, hạn chế, tồn tại, bất cập, thuận lợi, gặp, "
    "liệt kê, kể tên, địa phương, đơn vị, cơ quan, các nơi, hỗ trợ"
)
"""What a question about a part of reports says that is no part of what this is about."""


@dataclass(frozen=True, slots=True)
class OfOthers:
    """Sentences on what is asked that are of another time or place than is asked, and which of the two it is."""

    why: Bilingual
    others: list[Candidate]


def sifted(
    candidates: Sequence[Candidate], asked: Understood, question: Question, meant: Meant, view: View, strict: bool
) -> list[Candidate]:
    """Those that are on what is asked; `strict` where a sentence has to have most of its words to answer."""
    fit = [one for one in candidates if fits(one, question, meant)]
    in_english = asked.words.script == "foreign" and bool(asked.words.matter_glosses)  # else all that is near would do
    if strict or in_english:
        fit = [one for one in fit if question.document or one.covers >= FACT_COVERED]
    if names := names_in_english(asked):
        fit = [one for one in fit if says_of_names(asked, names, one.passage, view)]
    fit = _of_level(_named_first(fit, question), question, meant)
    if asks_lack(question.folded):  # "803 triệu đồng thu được" is not what lacks
        fit = [one for one in fit if says_lack(one.text)] or fit
    if not (question.plural and question.asks):
        return fit
    fit = on_the_matter(fit, asked, question, view)
    if not DENIED.search(question.folded):
        return fit
    return [one for one in fit if DENIED.search(fold(one.text))] or fit  # of what lacks only what lacks


def of_others(
    candidates: Sequence[Candidate], asked: Understood, question: Question, meant: Meant, view: View, strict: bool
) -> OfOthers | None:
    """What is on the matter at another time or place, where no sentence found is of those asked; None where none is.

    Where any sentence may answer, all that were found would be on it elsewhere: nothing is said of that.
    """
    if question.years or question.school_years:
        whenever = replace(question, years=(), parts_of_years=(), school_years=())
        others = sifted(candidates, asked, whenever, _of_any_time(meant, candidates), view, strict)
        if others:
            years = [*map(str, question.years), *map(" - ".join, question.school_years)]
            return OfOthers(both("answers.not_of_year", years=", ".join(years)), others)
    agencies = ", ".join(one.value for one in naming(asked))
    if not (strict and meant.placed and agencies):
        return None
    others = sifted(candidates, asked, question, replace(meant, placed=False), view, strict)
    return OfOthers(both("answers.not_of_agency", agency=agencies), others) if others else None


def _of_any_time(meant: Meant, candidates: Sequence[Candidate]) -> Meant:
    """Those meant with the place's own reports, of which the part of a year that is asked may have left none."""
    reports = (one.passage.report for one in candidates)
    own = [one for one in reports if meant.near.get(one.id) == OWN]
    return replace(meant, reports=tuple(dict.fromkeys((*meant.reports, *own))))


def fits(candidate: Candidate, question: Question, meant: Meant) -> bool:
    """Whether a sentence closes no report, and its report or its passage is of the place and the year asked for."""
    if CLOSING.search(candidate.text) and not CLOSING.search(question.raw):
        return False
    if question.form in {*COUNTED, "date"} and not _is_of_the_names(candidate, question, meant):
        return False
    return of_meant(candidate.passage, question, meant, candidate.text)


def _is_of_the_names(candidate: Candidate, question: Question, meant: Meant) -> bool:
    """Whether a figure's sentence has the names asked of, but for those of its report's header: of a commune nothing is
    told by what its district has."""
    headings = (section.heading for section in candidate.passage.sections)
    said = " ".join(_folded(candidate.text, candidate.lead_in, *headings, _header(candidate)))
    names = [*(" ".join(name) for name in question.names), *filter(None, [meant.unknown])]
    return all(name in said for name in names)


def is_of_its_matter(one: Candidate, asked: Understood, question: Question, meant: Meant) -> bool:
    """Whether a sentence with a figure itself says some of what is asked, and not only what stands above it; and beside
    a name that its report's header has not, most of it."""
    terms = _folded(*asked.said.matter)
    idle = OF_A_ROLE.marks(terms, accented=False)
    names = {*_folded(*meant.places, meant.unknown), *(word for name in question.names for word in name)}
    matter = {word for word, passed in zip(terms, idle, strict=True) if not passed} - names
    if one.passage.kind == "row" or not matter or asked.words.script == "foreign":
        return True
    if len(matter.intersection(_folded(one.lead_in, one.text))) < OWN_MATTER * len(matter):
        return False
    known = " ".join(_folded(_header(one)))
    parts = [_folded(part) for part in re.split(r"[;,]", one.text)]
    for name in (said for said in map(" ".join, question.names) if said not in known):
        beside = next((part for part in parts if name in " ".join(part)), [])
        if len(matter.intersection(beside)) < BESIDE_A_NAME * len(matter):
            return False
    return True


def is_of_another_kind(one: Candidate, asked: Understood) -> bool:
    """Whether a sentence has the head of a word that is asked only as that of another: "đội trưởng" of "đội viên"."""
    if asked.words.accents != "accented":
        return False
    said = [*tokens(one.lead_in.lower()), *tokens(one.text.lower())]
    for head, rest in pairwise(asked.words.terms):
        if rest in said or head not in said or not is_pair(head, rest):
            continue
        behind = {after for before, after in pairwise(said) if before == head}
        if behind and all(is_pair(head, after) for after in behind):
            return True
    return False


def _folded(*texts: str) -> list[str]:
    """The words of `texts`, folded, abbreviations in full."""
    return [*letters_in_full(fold(word) for text in texts for word in tokens(text))]


def _header(candidate: Candidate) -> str:
    """What the report's header calls whom it is of and what it is about."""
    header = candidate.passage.report.header
    return " ; ".join(filter(None, (header.agency, header.district, header.province, header.title)))


def of_meant(passage: Passage, question: Question, meant: Meant, sentence: str) -> bool:
    """Whether the passage, or its report, is of the place asked for, and the sentence or its report of the year."""
    said = " ".join(map(fold, tokens(passage.text)))
    if meant.placed and passage.report not in meant.reports and not any(place in said for place in meant.places):
        return False
    if meant.unknown and meant.unknown not in said:
        return False
    if not question.may_be_told_by(passage.report.header) and passage.role not in AHEAD:
        return False
    return all(of_year(year, passage, sentence) for year in question.years)


def of_year(year: int, passage: Passage, sentence: str) -> bool:
    """Whether a sentence tells of `year`: its report is of it, or it or what stands about it names the year and it
    no other. Of a report on several years it may itself name another one."""
    told = years_told(sentence)
    if year in told:
        return True
    if not told and passage.role in AHEAD and is_on(passage.report, year - 1):
        return True
    if is_on(passage.report, year):
        return not told or not is_on_several(passage.report)
    return not told and year in told_by(passage)


def told(candidates: list[Candidate], question: Question, strict: bool) -> list[Candidate]:
    """Those said with the force asked for: what is, unless requests, targets or conditions are asked for.

    Where there is none all are left, but for a `strict` question: only what is answers what is asked of it, and only a
    request what is asked of requests. So too where what is says much less of the matter than what is aimed at or asked
    for: who is to do something is told by that as well.
    """
    if not question.asks:
        return candidates
    if question.how and question.role is None and candidates and candidates[0].passage.role in DEEDS:
        return [one for one in candidates if one.passage.role in DEEDS]
    if question.wants:
        wanted = [one for one in candidates if one.force in question.wants]
        return wanted if wanted or (strict and question.wants == {"request"}) else candidates
    facts = [one for one in candidates if one.force in FACTS]
    if question.form == "document":
        return candidates  # which document a task rests on is so, whatever comes of the task
    if strict:
        return facts
    share = BY_WHOM_COVERED if question.by_whom else TOLD_COVERED
    covered = max((one.covers for one in candidates), default=0.0)
    of_it = {one.passage.key for one in facts if one.covers >= share * covered}
    beside = question.form == "reason"  # the cause told beside what is asked about need not say it again
    kept = [
        one
        for one in facts
        if one.covers >= share * covered or (beside and one.tells_cause and one.passage.key in of_it)
    ]
    return kept or candidates


def on_the_matter(candidates: list[Candidate], asked: Understood, question: Question, view: View) -> list[Candidate]:
    """Those that have neighbouring words of the matter together, with what leads them in; all where none has.

    Where no requests or targets are asked for, one with no more than a third as many such pairs as another
    speaks of something else.
    """
    accented = asked.words.accents == "accented"
    words = [word if accented else fold(word) for word in asked.words.terms]
    idle = OF_A_ROLE.marks(words, accented)
    pairs = {
        pair
        for at, pair in enumerate(bigrams(words))
        if not (idle[at] or idle[at + 1]) and view.words.frequency(pair, asked.words.accents)
    }

    def said(one: Candidate) -> int:
        words = tokens(f"{one.lead_in} {one.text}")
        return len(pairs.intersection(bigrams(words if accented else [fold(word) for word in words])))

    counts = [said(one) for one in candidates]
    most = max(counts, default=0) if not question.wants else min(max(counts, default=0), 1)
    return [one for one, n in zip(candidates, counts, strict=True) if 3 * n > most] or candidates


def _named_first(candidates: list[Candidate], question: Question) -> list[Candidate]:
    """Those of which the passage or the report's header has every name in the question; all if none has."""

    def names_all(candidate: Candidate) -> bool:
        said = " ".join(_folded(candidate.passage.text, _header(candidate)))
        return all(" ".join(name) in said for name in question.names)

    return list(filter(names_all, candidates)) or candidates


def _of_level(candidates: list[Candidate], question: Question, meant: Meant) -> list[Candidate]:
    """Those of reports of the level, or the kind of agency, asked for ("các xã nào"); all if there are none.

    Of the units within a place that is named ("xã nào ở Sơn Bằng") its own reports tell as well, where they name one.
    """
    own = meant.own
    if meant.placed and own and question.levels and not any(question.is_of_those(report.header) for report in own):
        units = re.compile("|".join(UNITS_OF[level] for level in question.levels))
        return [
            one for one in candidates if units.search(one.text) or question.is_of_those(one.passage.report.header)
        ] or candidates
    return [one for one in candidates if question.is_of_those(one.passage.report.header)] or candidates
