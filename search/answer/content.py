"""Answers from what reports say: the fewest sentences that answer, word for word, each with its passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...corpus.vietnamese import TOKEN, fold, has_accents, tokens
from ...index.records import Filter, ReportRecord
from ...index.scope import Scope
from ...index.store import View
from ...words import Language, say
from ..claims.clauses import compared, line
from ..constants import (
    AMBIGUOUS_AGENCIES,
    AMBIGUOUS_CONFIDENCE,
    AMBIGUOUS_WORDS,
    ANSWER_PASSAGES,
    CHOICES_SHOWN,
    CITING_PASSAGES,
    CLOSE_LISTED,
    CLOSE_PLURAL,
    CLOSE_SAME_REPORT,
    CLOSE_SEVERAL,
    CLOSE_SINGLE,
    DECLINED_CONFIDENCE,
    FILLING_COVERED,
    FOUND,
    HOW_CONFIDENCE,
    LIST_PASSAGE,
    LISTED_PASSAGES,
    NEAREST_SHOWN,
    PASTED_WORDS,
    SENTENCES_PLURAL,
    SENTENCES_SEVERAL,
    SENTENCES_SINGLE,
    TERM_PASSAGES,
    TERM_WORDS,
    UNDECIDED_CONFIDENCE,
)
from ..engine import SearchEngine, citation_of
from ..repetition import first_same, gist
from ..results import Hit, SearchResult
from ..understanding import Understood
from .beside import is_beside, lacks, leaves_nothing_out
from .composition import Answer, Choice, Point, composed, declined
from .differing import asks_difference, says_difference
from .header import label_of
from .lacking import asks_lack, says_lack, says_none
from .meant_reports import Meant
from .own_figures import behind_its_place, figures_of_place, says, told_by
from .parts import ADDS
from .questions import HOW, Question
from .requests import all_requested
from .sentences import FACTS, STRICT, Candidate, Scorer
from .sifting import of_meant, of_others, sifted, told
from .standing import REQUEST, Standing
from .under_heading import under_heading
from .yes_no import Replied, Supposed, place_first, replied, reply, supposed

ASKED_OF = re.compile(
    r"\b(?:(?:cac|nhung|moi|tung) (?:dia phuong|xa|huyen|tinh|don vi|co quan|noi|bao cao)"
    r"|(?:nhung |nhu )?(?:gi|nao|the nao)|ra sao|(?:vi|tai) sao|(?:duoc|da|la) bao nhieu|la gi)\b|\?"
)
"""What a question says of itself and not of its matter, folded."""

ADDED = re.compile(r"\b(\w+ \w+) va (\w+ \w+)\b")
"""The two words on either side of what is added up, folded."""

FOR_SURE = re.compile(r"\b(?:tong cong|cong lai|gop lai)\b")
A_TOTAL = re.compile(r"\b(?:tổng|cộng|tất cả|toàn bộ|cả)\b", re.IGNORECASE)
"""What asks for a sum, folded, and what says that a figure is one."""

DEFINES = re.compile(r"\b(?:la gi|nghia la gi|la mo hinh gi|la the nao)\b|^what is\b")


def from_passages(
    engine: SearchEngine, view: View, asked: Understood, question: Question, meant: Meant, language: Language
) -> Answer:
    """The fewest sentences that answer; the nearest passages if none does."""
    asked = with_term_quoted(asked, view.within(asked.scope))
    results = _searches(engine, view, asked, question, meant)
    general = results[0]
    sure = max(result.confidence for result in results)
    standing = Standing(view)
    scorer = Scorer(view, asked.words, question, meant, standing)
    candidates = _candidates(engine, view, asked, results, scorer)
    whether = whether_asked(asked)
    if whether and (replies := _replies(whether, results, candidates, question, meant, standing)):
        given = replied(question.raw, replies, max(sure, FOUND), meant.placed or bool(question.names), language)
        return replace(given, calibrated=general.calibrated)
    strict = question.form in STRICT or whether is not None
    fit = sifted(candidates, asked, question, meant, view, strict or bool(question.document))
    fit_at_all = fit
    on_it, answering = bool(fit), told(fit, question, strict)
    if fit and not answering and not question.wants and not _nowhere(view, question, meant):
        points = [labelled(one, question, language, several=True) for one in fit[:NEAREST_SHOWN]]
        return _none(general, question, say("answers.only_asked_for", language), points, sure, language)
    fit = answering
    listed = under_heading(asked, question, meant, scorer, standing, fit[0].score if fit else 1.0)
    several = _ambiguous(asked, question, meant, fit)
    if several:
        return _which(question, several, language)
    only_asked_for = bool(fit) and not (question.wants or any(one.force in FACTS for one in fit))
    unwanted = bool(question.wants and question.form in STRICT) and all(one.force not in question.wants for one in fit)
    of_lack = asks_lack(question.folded) and question.form in STRICT
    none_there = [one for one in fit[:1] if question.form == "number" and says_none(one.text, question.folded)]
    counted = None if of_lack or none_there else figures_of_place(asked, question, meant, view, standing)
    of_figure = [one for one in fit if counted and says(one, counted)]
    own = none_there or of_figure or told_by(counted or (), scorer, fit)
    of_just_that = bool(own) and not general.absent  # what stands nowhere is counted nowhere
    given_so = (
        bool(question.document) or of_just_that or _defined(asked, question) or behind_its_place(fit, question, meant)
    ) or (_says_all(fit, question, meant) and not general.absent)
    found = any(result.found for result in results) or given_so or bool(listed)
    if not (on_it or listed) and (not_so := of_others(candidates, asked, question, meant, view, strict)):
        points = [labelled(one, question, language, several=True) for one in not_so.others[:NEAREST_SHOWN]]
        return _none(general, question, not_so.why.to(language), points, sure, language)
    if not (fit or listed) or not found or (_nowhere(view, question, meant) and not _defined(asked, question)):
        why, near = say("answers.no_answer", language), nearest(general.hits, standing)
        return _none(general, question, why, near, min(general.confidence, sure), language, "answers.nearest")
    chosen = (
        listed
        or all_requested(asked, question, meant, scorer, standing, fit[0].score)
        or selected(own or fit, question, meant)
    )
    if why := lacks(chosen, asked, question, counted):
        return _none(
            general, question, say(why, language), _points(chosen, question, standing, language), sure, language
        )
    sure = max(sure, FOUND) if given_so or listed else sure
    sure = min(sure, FOUND) if only_asked_for else sure
    sure = min(sure, HOW_CONFIDENCE) if question.form is None and HOW.search(question.folded) else sure
    other_figure = counted is not None and not any(says(one, counted) for one in chosen)
    other_figure = other_figure or not _is_as_asked(question, chosen[0].text)
    beside = not (own or listed) and is_beside(fit_at_all, chosen, asked, question, meant)
    beside = beside or leaves_nothing_out(chosen, question)
    undecided = whether or unwanted or other_figure or beside or not _adds_up(question, chosen[0])
    sure = min(sure, UNDECIDED_CONFIDENCE) if undecided else sure
    lead = say("answers.says_neither", language) if whether else ""
    lead = say("answers.says_no_such_figure", language) if other_figure else lead
    given = composed(question.raw, _points(chosen, question, standing, language), "extractive", sure, lead)
    return replace(given, calibrated=general.calibrated)


def _none(
    general: SearchResult,
    question: Question,
    why: str,
    points: Sequence[Point],
    sure: float,
    language: Language,
    as_what: str = "",
) -> Answer:
    """No answer, and why; as calibrated as the search of all was."""
    sure = min(sure, DECLINED_CONFIDENCE)
    none = declined(question.raw, why, points, "extractive", sure, language, as_what)
    return replace(none, calibrated=general.calibrated)


def whether_asked(asked: Understood) -> Supposed | None:
    """What a question for yes or no supposes, with its accents; None where it is none."""
    accented = has_accents(asked.query.text)
    text = asked.query.text if accented else asked.words.text
    spans = [match.span() for match in TOKEN.finditer(text)]
    names = [one for one in asked.said.named if one.kind != "signer" and one.end <= len(spans)]
    named = frozenset(
        compared(line(" ".join(text[slice(*spans[at])] for one in names for at in range(one.start, one.end))))
    )
    if not names:
        return supposed(text, 0, named)
    if names[0].start == 0:
        return supposed(text, spans[names[0].end - 1][1], named)
    return supposed(*place_first(text, spans[names[-1].start][0], spans[names[-1].end - 1][1]), named)


def _replies(
    whether: Supposed,
    results: Sequence[SearchResult],
    candidates: Sequence[Candidate],
    question: Question,
    meant: Meant,
    standing: Standing,
) -> list[Replied]:
    """The sentences found that say yes or no, a report each."""
    of_report: dict[str, Replied] = {}
    hits = {hit.passage.key: hit for result in results for hit in result.hits}
    ranks = {key: at for at, key in enumerate(dict.fromkeys(one.passage.key for one in candidates))}
    for hit in sorted(hits.values(), key=lambda hit: ranks.get(hit.passage.key, len(ranks))):
        passage = hit.passage
        if passage.report.id in of_report:
            continue
        for span in passage.sentences:
            if not of_meant(passage, question, meant, passage.text[slice(*span)]):
                continue
            if said := reply(whether, passage, span, meant.placed and passage.report in meant.reports):
                point = standing.point(passage, span, hit.citation, whether.words)
                of_report[passage.report.id] = Replied(said, label_of(passage.report), point)
                break
    return list(of_report.values())


def _defined(asked: Understood, question: Question) -> bool:
    """Whether it is asked what something is that stands in quotation marks, which all that is found has."""
    return bool(asked.query.phrases) and not asked.loosened and DEFINES.search(question.folded) is not None


def _says_all(fit: Sequence[Candidate], question: Question, meant: Meant) -> bool:
    """Whether the best sentence is the place's own, has all words that are asked, and a figure of just that measure."""
    measured = question.form in ("share", "money", "duration", "distance")
    return bool(fit) and measured and meant.placed and fit[0].covers == 1 and fit[0].passage.report in meant.reports


def _is_as_asked(question: Question, sentence: str) -> bool:
    """Whether a sentence says how much is lacking, or by how much something differs, where that is asked."""
    if question.form not in STRICT:
        return True
    if asks_lack(question.folded) and not says_lack(sentence):
        return False
    return not asks_difference(question.folded) or says_difference(sentence)


def _adds_up(question: Question, first: Candidate) -> bool:
    """Whether a sentence speaks of both that are to be added where a question adds two of one place."""
    if not ADDS.search(question.folded):
        return True
    if question.plural:
        return False  # what several reports say is added up only where these are named
    if FOR_SURE.search(question.folded) and not A_TOTAL.search(first.text):
        return False
    joined = ADDED.search(question.folded)
    headings = " ".join(section.heading for section in first.passage.sections)
    said = {fold(word) for word in tokens(f"{headings} {first.text}")}
    return joined is None or said.issuperset(" ".join(joined.groups()).split())


def with_term_quoted(asked: Understood, view: View) -> Understood:
    """A question what something is, with what it is asked of as if in quotation marks: "Ngày không viết là gì".

    Where few passages have those words together they are a name, and no others tell what it is.
    """
    terms = asked.words.terms
    end = next((at for at in range(len(terms) - 1) if [fold(one) for one in terms[at : at + 2]] == ["la", "gi"]), 0)
    if asked.query.phrases or len(terms) != len(tokens(asked.query.text)):
        return asked
    first = max((one.end for one in asked.said.named), default=0)  # what is said of a place is no name
    for start in range(first, end - TERM_WORDS + 1):
        if 0 < len(view.holding(terms[start:end], asked.words.accents)) <= TERM_PASSAGES:
            return replace(asked, query=replace(asked.query, phrases=(terms[start:end],)))
    return asked


def _points(chosen: Sequence[Candidate], question: Question, standing: Standing, language: Language) -> list[Point]:
    """The sentences as they are shown: with their report where there are several, and the items that they lead in."""
    several = len({one.passage.report.id for one in chosen}) > 1 or (question.plural and question.asks)
    points: list[Point] = []
    for best in chosen:
        whole = question.how and len(best.passage.text) <= LIST_PASSAGE
        one = replace(best, span=(0, len(best.passage.text)), lead_in="") if whole else best
        point = labelled(one, question, language, several)
        listed = standing.items(one.passage, one.span)
        items = [standing.point(item, (0, len(item.text)), citation_of(item), ()) for item in listed]
        points += [point, *(replace(item, label=point.label, led_above=True) for item in items)]
    return list({(point.passage_id, point.quote): point for point in points}.values())


def labelled(one: Candidate, question: Question, language: Language, several: bool) -> Point:
    """A sentence with whose it is, where several reports are quoted, and its force, where that was not asked for."""
    asked_for = one.force in FACTS or one.force in question.wants or not question.asks
    said_itself = bool(one.lead_in or REQUEST.match(one.text)) and one.force == "request"
    force = "" if asked_for or said_itself else say(f"answers.force_{one.force}", language)
    label = label_of(one.passage.report) if several else ""
    return replace(one.point(), label=", ".join(filter(None, (label, force))))


def _ambiguous(asked: Understood, question: Question, meant: Meant, fit: Sequence[Candidate]) -> list[ReportRecord]:
    """The reports each of which answers a question that does not say of which one it is asked; none if it does."""
    said = question.names or question.years or question.document or question.plural or meant.placed
    if question.form not in STRICT or said or len(asked.said.matter) > AMBIGUOUS_WORDS:
        return []
    close = (one.passage.report for one in fit if one.score >= CLOSE_PLURAL * fit[0].score)
    reports = list({report.id: report for report in close}.values())
    return reports if len({report.header.agency for report in reports}) >= AMBIGUOUS_AGENCIES else []


def _which(question: Question, reports: Sequence[ReportRecord], language: Language) -> Answer:
    """Of which of `reports` it is asked, to be chosen."""
    why = say("answers.of_which", language)
    given = declined(question.raw, why, (), "extractive", AMBIGUOUS_CONFIDENCE, language)
    asked = question.raw.rstrip(" ?.")
    choices = (
        Choice(label_of(one), f"{asked} ({one.header.agency}, năm {one.year})?")
        for one in reports
        if one.header.agency and one.year
    )
    return replace(given, choices=tuple(choices)[:CHOICES_SHOWN])


def _nowhere(view: View, question: Question, meant: Meant) -> bool:
    """Whether the question has a name that neither a report nor a header of one has."""
    known = set(meant.places)
    return any(" ".join(name) not in known and not len(view.holding(name, "folded"))
               and not any(place in " ".join(name) or " ".join(name) in place for place in known)
               for name in question.names)  # fmt: skip


def nearest(hits: Iterable[Hit], standing: Standing) -> list[Point]:
    """The best sentence of each of the first hits."""
    return [standing.point(hit.passage, hit.highlights[0], hit.citation) for hit in list(hits)[:NEAREST_SHOWN]]


def _searches(
    engine: SearchEngine, view: View, asked: Understood, question: Question, meant: Meant
) -> list[SearchResult]:
    """The question asked of all, as typed and bare, then of the reports it names, and the sections of its matter."""
    deep = LISTED_PASSAGES if question.plural and question.asks else ANSWER_PASSAGES
    results = [engine.find(view, asked, deep)]
    if question.plural and (matter := _matter(asked.words.typed)):
        results.append(engine.find(view, asked.about(matter, view), deep))
    near = view
    if meant.placed and meant.reports:
        near = view.within(Scope(filter=Filter(reports=tuple(report.id for report in meant.reports))))
        results.append(engine.find(near, asked, ANSWER_PASSAGES))
    if question.role and not asked.scope.filter.roles:
        in_role = engine.find(near.within(Scope(filter=Filter(roles=(question.role,)))), asked, deep)
        results.append(replace(in_role, found=False, confidence=0.0))
    return results


def _matter(typed: str) -> str:
    """A question without the words that only ask; "" if nothing is to be left out, or nothing is left."""
    if len(folded := fold(typed)) != len(typed) or len(tokens(typed)) > PASTED_WORDS:
        return ""
    spans = [match.span() for match in ASKED_OF.finditer(folded)]
    kept = "".join(" " if any(start <= i < end for start, end in spans) else c for i, c in enumerate(typed))
    matter = " ".join(kept.split())
    return matter if tokens(matter) and matter != " ".join(typed.split()) else ""


def _candidates(
    engine: SearchEngine, view: View, asked: Understood, results: Sequence[SearchResult], scorer: Scorer
) -> list[Candidate]:
    """The best sentence of each passage found, and of each that cites the document or type of document asked for."""
    question = scorer.question
    cited = question.document or (question.fact.document_type if question.fact else None)
    if cited:
        of_those = view.within(Scope(filter=Filter(references=(cited,))))
        results = [*results, engine.find(of_those, asked, CITING_PASSAGES)]
    found: dict[str, list[Candidate]] = {}
    for hit, share in ((hit, hit.score / (result.hits[0].score or 1)) for result in results for hit in result.hits):
        best = scorer.best(hit.passage, share, hit.highlights, hit.citation)
        known = found.get(hit.passage.key)
        if best and (known is None or known[0].score < best[0].score):
            found[hit.passage.key] = best
    candidates = [candidate for best in found.values() for candidate in best]
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.passage.id))


def selected(candidates: Sequence[Candidate], question: Question, meant: Meant) -> list[Candidate]:
    """The sentences to show of those that fit, best first: nearly the same ones folded, one a report if many are asked.

    Args:
        candidates: best first, at least one.
        question: what was asked.
        meant: the reports it names.
    """
    one_each = question.plural and not (meant.placed and len(meant.reports) == 1)
    of_one = question.by_whom or bool(question.levels)
    most, close = SENTENCES_SINGLE, CLOSE_SINGLE
    if question.plural:
        most, close = SENTENCES_PLURAL, CLOSE_LISTED if question.asks and question.role else CLOSE_PLURAL
    elif question.several:
        most, close = SENTENCES_SEVERAL, CLOSE_SEVERAL
    chosen: list[Candidate] = []
    for candidate in candidates:
        if chosen and (len(chosen) == most or candidate.score < close * candidates[0].score):
            break
        beside = any(candidate.passage.id == other.passage.id for other in chosen)
        repeats = candidate.passage.report in [other.passage.report for other in chosen]
        if (
            repeats
            and not beside
            and one_each
            and (question.asks or candidate.score < CLOSE_SAME_REPORT * candidates[0].score)
        ):
            continue
        if of_one and candidate.covers < FILLING_COVERED * candidates[0].covers:
            continue  # near, and on something else
        if first_same(gist(candidate.text), [gist(other.text) for other in chosen]) is None:
            chosen.append(candidate)
    return chosen
