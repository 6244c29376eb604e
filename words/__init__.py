"""Every word that people read, in one table of two languages; what reports say is never in it.

The table's sections are the TOML files beside this one, each read when its first word is asked for: a search at the
command line needs none of the page's. An entry has a name and its text in each language, with the same `{fields}`:

    [NothingIndexedError]
    vi = "Chưa có báo cáo nào trong kho “{data}”. …"
    en = "There are no reports in “{data}” yet. …"

The key of an entry is "section.name"; errors are found by the names of their classes.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Literal, get_args

Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in both languages, to be said when it is known who reads it."""

    vi: str
    en: str

    def to(self, language: Language) -> str:
        """The text for a person who reads `language`."""
        return self.en if language == "en" else self.vi


@cache
def _section(name: str) -> dict[str, Bilingual]:
    try:
        text = Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyError(f"{name}: no section of the words") from None
    return {name: Bilingual(**entry) for name, entry in tomllib.loads(text).items()}


def said(key: str) -> bool:
    """Whether the table has an entry `key`."""
    section, _, name = key.partition(".")
    return name in _section(section)


def table(section: str, language: Language) -> dict[str, str]:
    """The texts of a whole section by their names, their fields not filled in; KeyError if there is no such section."""
    return {name: text.to(language) for name, text in _section(section).items()}


def say(key: str, language: Language, /, **values: object) -> str:
    """The text `key` for a person who reads `language`, its fields filled with `values`.

    Args:
        key: "section.name".
        language: the reader's.
        values: by the fields' names; one that is `Bilingual` is said in the reader's language too. None is ever taken
            for a pattern, whatever braces a file's name or a question has.

    Raises:
        KeyError: the table has no such entry, or the entry a field that `values` lacks. A fault of ours.
    """
    section, _, name = key.partition(".")
    text = _section(section).get(name)
    if text is None:
        raise KeyError(f"{key}: not in the words")
    filled = {field: value.to(language) if isinstance(value, Bilingual) else value for field, value in values.items()}
    return text.to(language).format_map(filled)


def said_again(section: str, text: str, language: Language) -> str:
    """A text of a section, its fields filled in, that is known in Vietnamese alone, for who reads `language`.

    What its fields hold is said again likewise where it is of the section, or a list of what is; a text that is not of
    it stays as it is.
    """
    if language == "vi":
        return text
    for form, entry in _forms(section):
        if match := form.fullmatch(text):
            fields = {name: _fields_again(section, value, language) for name, value in match.groupdict().items()}
            parts = Formatter().parse(entry.to(language))
            return "".join(f"{before}{fields[name] if name else ''}" for before, name, *_ in parts)
    return text


def _fields_again(section: str, value: str, language: Language) -> str:
    known = {entry.vi: entry.to(language) for entry in _section(section).values()}
    parts, told = value.split(", "), []
    while parts:  # one of them may have a comma of its own: "số, ký hiệu"
        size = next((n for n in range(len(parts), 0, -1) if ", ".join(parts[:n]) in known), 1)
        one = ", ".join(parts[:size])
        told.append(known.get(one, one))
        parts = parts[size:]
    return ", ".join(told)


@cache
def _forms(section: str) -> list[tuple[re.Pattern[str], Bilingual]]:
    """How the texts of a section are known again in Vietnamese; those that have most words of their own first."""
    forms = []
    for entry in _section(section).values():
        named: set[str] = set()
        form = ""
        for before, name, *_ in Formatter().parse(entry.vi):
            form += re.escape(before)
            if name:
                form += f"(?P={name})" if name in named else f"(?P<{name}>.+?)"
                named.add(name)
        forms.append((re.compile(form, re.DOTALL), entry))
    return sorted(forms, key=lambda one: -len(one[1].vi))


def both(key: str, /, **values: object) -> Bilingual:
    """The text `key` in both languages, as `say` has it in each; raises what `say` does."""
    return Bilingual(say(key, "vi", **values), say(key, "en", **values))
