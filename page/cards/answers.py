"""The answer to a question: its sentences, each with the number of its source, and the sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import htpy as h

from ...search.answer import Answer, Source
from ...search.answer.model import WrittenSentence
from ...search.answer.model_text import CheckedSentence
from ...words import Language, say
from ..address import Address
from .conditions import choices_card, conditions_card
from .controls import Words, copy_button, notice, open_button, pick_button

AT_THE_END = re.compile(r" \[(\d+)\]$")
"""The number behind a quote; numbers in brackets inside one are the report's own."""

ANYWHERE = re.compile(r"\[(\d+(?:, \d+)*)\]")
"""The numbers in a model's sentences, and in what is reckoned, which have no other brackets."""


def answer_card(
    given: Answer,
    words: Words,
    language: Language,
    picks: Mapping[int, str],
    struck: tuple[CheckedSentence, ...] = (),
    aside: str = "",
    writing: bool = False,
    address: Address = Address(tab="ask"),  # noqa: B008 - frozen
    told: Sequence[WrittenSentence] = (),
) -> h.Fragment:
    """An answer as HTML.

    Args:
        given: the answer, or that there is none and the nearest passages.
        words: of the interface.
        language: the reader's.
        picks: by number of source, what takes its quote into the basket; none for a value of a header.
        struck: what a language model wrote that its passages do not bear out.
        aside: a sentence about how the answer came to be, or did not.
        writing: whether a language model is still at it.
        address: at which it was asked.
        told: what a language model wrote and its sources bear out.
    """
    kind = words[f"method_{given.method}"] if given.found else ""
    by_model = given.found and given.method == "model"
    cited = [f"[{source.n}] {source.citation}" for source in given.sources]
    whole = "\n".join([given.answer, "", *cited, *([f"({kind})"] if by_model else [])])
    return h.fragment[
        conditions_card(given.conditions, given.not_understood, address, words, language, say_missing=False),
        aside and notice(aside),
        None if given.calibrated else notice(words["not_calibrated"]),
        h.section(class_=["answer", not given.found and "far", by_model and "by-model"])[
            kind and h.p(".counted")[kind],
            h.div(".said")[written(given, told, words, language) if told else sentences(given, words)],
            writing and h.p(".writing", role="status")[words["writing"]],
            struck_out(struck, words, language),
            choices_card([(one.label, replace(address, question=one.question, ignored=())) for one in given.choices]),
            given.found and h.div(".actions")[copy_button(whole, words["copy_answer"], words)],
        ],
        sources(given, words, picks),
    ]


def sentences(given: Answer, words: Words) -> h.Fragment:
    """What the answer says, as HTML: each quote with a button that opens its source."""
    by_number = {source.n: source for source in given.sources}
    if given.method == "model":
        return h.fragment[h.p(".quote", lang="vi")[referring(given.answer, by_number, words)]]
    shown: list[h.Element] = []
    quotes: list[h.Fragment] = []
    for line in given.answer.split("\n"):
        number = AT_THE_END.search(line)
        if number is None:
            working = given.method == "computed" and given.found
            said = referring(line, by_number, words) if working else line
            shown.append(h.p[said] if given.found else notice(line))
        else:
            quotes.append(h.fragment[line[: number.start()], " ", reference(int(number[1]), by_number, words)])
    if len(quotes) == 1:
        return h.fragment[shown, h.p(".quote", lang="vi")[quotes[0]]]
    return h.fragment[shown, h.ul[[h.li(".quote", lang="vi")[quote] for quote in quotes]]]


def written(given: Answer, told: Sequence[WrittenSentence], words: Words, language: Language) -> h.Element:
    """What a language model wrote, as HTML: under each sentence those that it stands on, and what is only asked for."""
    by_number = {source.n: source for source in given.sources}
    return h.ol(".written")[
        [
            h.li[
                h.p(".quote", lang="vi")[referring(one.text, by_number, words)],
                [
                    h.blockquote(".stands-on", lang="vi")[
                        backing.force != "fact"
                        and [h.strong(".force")[say(f"answers.force_{backing.force}", language)], ": "],
                        f"[{n}] “{backing.text}”",
                    ]
                    for n, backing in one.backing
                ],
            ]
            for one in told
        ]
    ]


def referring(text: str, by_number: Mapping[int, Source], words: Words) -> h.Fragment:
    """A text with a button for each number of a source in it."""
    pieces = [
        [reference(int(n), by_number, words) for n in piece.split(", ")] if i % 2 else piece
        for i, piece in enumerate(ANYWHERE.split(text))
    ]
    return h.fragment[pieces]


def reference(n: int, by_number: Mapping[int, Source], words: Words) -> h.Element | str:
    """The number of a source, as a button that opens the passage."""
    source = by_number.get(n)
    if source is None:
        return f"[{n}]"
    return h.button(
        ".open.ref",
        type="button",
        data_passage=source.passage_id,
        title=source.citation,
        aria_label=words["open_source"].format(n=n),
    )[f"[{n}]"]


def struck_out(struck: tuple[CheckedSentence, ...], words: Words, language: Language) -> h.Element | None:
    """What a language model wrote and its passages do not bear out, as HTML: struck, with the reason."""
    if not struck:
        return None
    items = [
        h.li[h.s(lang="vi")[one.text], " ", h.span[one.reason.to(language) if one.reason else None]] for one in struck
    ]
    return h.div(".struck")[h.p[words["struck"]], h.ul[items]]


def sources(given: Answer, words: Words, picks: Mapping[int, str]) -> h.Fragment | None:
    """The sources as HTML: each with its citation, and for a model's sentence with what it stands on."""
    items = []
    for source in given.sources:
        label = f"[{source.n}] {source.citation}"
        quoted = f"“{source.quote}” ({source.citation})"
        items.append(
            h.li[
                h.article(".card.source", lang="vi", tabindex="-1", aria_label=label)[
                    h.span(".rank", aria_hidden="true")[f"[{source.n}]"],
                    given.method == "model" and h.blockquote(".passage")[source.quote],
                    h.footer[
                        h.cite[source.citation],
                        h.div(".actions")[
                            open_button(source.passage_id, words["open"]),
                            copy_button(source.citation, words["copy"], words, "citation"),
                            copy_button(quoted, words["copy_quote"], words),
                            source.n in picks and pick_button(picks[source.n], words),
                        ],
                    ],
                ]
            ]
        )
    if not items:
        return None
    return h.fragment[h.h2(".unseen")[words["sources"]], h.ol(".cards.sources")[items]]
