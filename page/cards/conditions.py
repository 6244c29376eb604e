"""How a question was understood: what it is narrowed to, each to be taken off, and what it is not narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import htpy as h

from ...search.absent import AbsentWords
from ...search.conditions import Condition
from ...service.condition_lines import as_typed_filter, condition_line
from ...words import Language, say
from ..address import Address
from .controls import Words, notice


def conditions_card(
    conditions: Sequence[Condition],
    not_understood: Sequence[str],
    address: Address,
    words: Words,
    language: Language,
    say_missing: bool = True,
    absent: Sequence[AbsentWords] = (),
) -> h.Fragment:
    """What of a question's words are conditions, as HTML; nothing where none are.

    A condition that is applied leads to the same question without it, one that is only mentioned to the same question
    narrowed to it, and one that is put forward to both. An answer says itself what is missing.
    """
    said = [one for one in conditions if one.said]
    applied = [one for one in said if one.applied]
    favoured = [one for one in said if one.favoured and not one.applied]
    mentioned = [one for one in said if not (one.applied or one.missing or one.favoured)]
    missing = [one for one in said if one.missing]
    return h.fragment[
        bool(applied)
        and h.p(".understood.conditions")[
            say("conditions.understood", language),
            ": ",
            [[i > 0 and " · ", _taken_off(one, address, words, language)] for i, one in enumerate(applied)],
        ],
        bool(favoured)
        and h.p(".understood.conditions")[
            say("conditions.favoured", language),
            ": ",
            [
                [i > 0 and " · ", _put_on(one, address, words, language), " ", _off(one, address, words, language)]
                for i, one in enumerate(favoured)
            ],
        ],
        bool(mentioned)
        and h.p(".understood.conditions")[
            say("conditions.not_applied", language),
            ": ",
            [[i > 0 and " · ", _put_on(one, address, words, language)] for i, one in enumerate(mentioned)],
        ],
        bool(missing and say_missing)
        and notice(f"{say('conditions.missing', language)}: {_listed(missing, language)}."),
        bool(not_understood)
        and notice(f"{say('conditions.not_understood', language)}: {', '.join(f'“{one}”' for one in not_understood)}."),
        [
            there and notice(f"{say(key, language)}: {', '.join(f'“{text}”' for text in there)}.")
            for key, there in (
                ("conditions.absent", [one.text for one in absent if not one.elsewhere]),
                ("conditions.absent_there", [one.text for one in absent if one.elsewhere]),
            )
        ],
    ]


def choices_card(choices: Sequence[tuple[str, Address]]) -> h.Element | None:
    """What may be meant instead, as HTML, each to be asked."""
    if not choices:
        return None
    return h.ul(".choices")[[h.li[h.a(".go.button", href=f"/?{address}")[label]] for label, address in choices]]


def _taken_off(one: Condition, address: Address, words: Words, language: Language) -> h.Fragment:
    return h.fragment[h.strong[condition_line(one, language)], " ", _off(one, address, words, language)]


def _off(one: Condition, address: Address, words: Words, language: Language) -> h.Element:
    without = replace(address, ignored=(*address.ignored, one.key))
    label = words["condition_off"].format(condition=condition_line(one, language))
    return h.a(".go.off", href=f"/?{without}", title=label, aria_label=label)["✕"]


def _put_on(one: Condition, address: Address, words: Words, language: Language) -> h.Fragment | str:
    line = condition_line(one, language)
    typed = as_typed_filter(one)
    if one.key in address.ignored:
        narrowed = replace(address, ignored=tuple(key for key in address.ignored if key != one.key))
    elif typed:
        narrowed = replace(address, question=f"{address.question} {typed}")
    else:
        return line
    label = words["condition_on"].format(condition=line)
    return h.fragment[h.a(".go", href=f"/?{narrowed}", title=label)[line]]


def _listed(conditions: Sequence[Condition], language: Language) -> str:
    return ", ".join(condition_line(one, language) for one in conditions)
