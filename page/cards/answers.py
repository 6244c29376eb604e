"""The answer to a question: its sentences, each with the number of its source, and the sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from tracuu.page.cards.controls import Words, copy_button, notice, open_button, pick_button
from tracuu.search.answer import Answer, Source
from tracuu.search.answer.model_text import CheckedSentence
from tracuu.words import Language

AT_THE_END = re.compile(r" \[(\d+)\]$")
"""The number behind a quote; numbers in brackets inside one are the report's own."""

ANYWHERE = re.compile(r"\[(\d+(?:, \d+)*)\]")
"""The numbers in a model's sentences, which have no other brackets."""


def answer_card(
    given: Answer,
    words: Words,
    language: Language,
    picks: Mapping[int, str],
    struck: tuple[CheckedSentence, ...] = (),
    aside: str = "",
    writing: bool = False,
) -> str:
    """An answer as HTML.

    Args:
        given: the answer, or that there is none and the nearest passages.
        words: of the interface.
        language: of the reasons why something was struck.
        picks: by number of source, what takes its quote into the basket; none for a value of a header.
        struck: what a language model wrote that its passages do not bear out.
        aside: a sentence about how the answer came to be, or did not.
        writing: whether a language model is still at it.
    """
    said = notice(aside) if aside else ""
    status = f'<p class="writing" role="status">{escape(words["writing"])}</p>' if writing else ""
    kind = words[f"method_{given.method}"] if given.found else ""
    whole = "\n".join([given.answer, "", *(f"[{source.n}] {source.citation}" for source in given.sources)])
    actions = f'<div class="actions">{copy_button(whole, words["copy_answer"], words)}</div>' if given.found else ""
    return f"""{said}<section class="answer{"" if given.found else " far"}" lang="vi">
{f'<p class="counted">{escape(kind)}</p>' if kind else ""}
<div class="said">{sentences(given, words)}</div>{status}{struck_out(struck, words, language)}{actions}</section>
{sources(given, words, picks)}"""


def sentences(given: Answer, words: Words) -> str:
    """What the answer says, as HTML: each quote with a button that opens its source."""
    by_number = {source.n: source for source in given.sources}
    if given.method == "model":
        pieces = ANYWHERE.split(given.answer)
        text = "".join(
            "".join(reference(int(n), by_number, words) for n in piece.split(", ")) if i % 2 else escape(piece)
            for i, piece in enumerate(pieces)
        )
        return f'<p class="quote">{text}</p>'
    shown, quotes = [], []
    for line in given.answer.split("\n"):
        number = AT_THE_END.search(line)
        if number is None:
            shown.append(f"<p>{escape(line)}</p>" if given.found else notice(line))
        else:
            quotes.append(f"{escape(line[: number.start()])} {reference(int(number[1]), by_number, words)}")
    listed = "".join(f'<li class="quote">{quote}</li>' for quote in quotes)
    return "".join(shown) + (f'<p class="quote">{quotes[0]}</p>' if len(quotes) == 1 else f"<ul>{listed}</ul>")


def reference(n: int, by_number: Mapping[int, Source], words: Words) -> str:
    """The number of a source, as a button that opens the passage."""
    source = by_number.get(n)
    if source is None:
        return escape(f"[{n}]")
    label = words["open_source"].format(n=n)
    return (
        f'<button type="button" class="open ref" data-passage="{escape(source.passage_id)}"'
        f' title="{escape(source.citation)}" aria-label="{escape(label)}">[{n}]</button>'
    )


def struck_out(struck: tuple[CheckedSentence, ...], words: Words, language: Language) -> str:
    """What a language model wrote and its passages do not bear out, as HTML: struck, with the reason."""
    reasons = [(one.reason_en if language == "en" else one.reason) or "" for one in struck]
    items = "".join(
        f"<li><s>{escape(one.text)}</s> <span>{escape(why)}</span></li>"
        for one, why in zip(struck, reasons, strict=True)
    )
    return f'<div class="struck"><p>{escape(words["struck"])}</p><ul>{items}</ul></div>' if items else ""


def sources(given: Answer, words: Words, picks: Mapping[int, str]) -> str:
    """The sources as HTML: each with its citation, and for a model's sentence with what it stands on."""
    items = []
    for source in given.sources:
        quote = f'<blockquote class="passage">{escape(source.quote)}</blockquote>' if given.method == "model" else ""
        pick = pick_button(picks[source.n], words) if source.n in picks else ""
        quoted = f"“{source.quote}” ({source.citation})"
        items.append(f"""<li><article class="card source" lang="vi" tabindex="-1"
 aria-label="[{source.n}] {escape(source.citation)}"><span class="rank" aria-hidden="true">[{source.n}]</span>
{quote}<footer><cite>{escape(source.citation)}</cite><div class="actions">
{open_button(source.passage_id, words["open"])}
{copy_button(source.citation, words["copy"], words, "citation")}
{copy_button(quoted, words["copy_quote"], words)}{pick}</div></footer></article></li>""")
    if not items:
        return ""
    return f'<h2 class="unseen">{escape(words["sources"])}</h2><ol class="cards sources">{"".join(items)}</ol>'
