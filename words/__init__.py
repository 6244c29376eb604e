"""Every word that people read, in one table of two languages; what reports say is never in it.

The table's sections are the TOML files beside this one, each read when its first word is asked for: a search at the
command line needs none of the page's. An entry has a name and its text in each language, with the same `{fields}`:

    [NothingIndexedError]
    vi = "Chưa có báo cáo nào trong kho “{data}”. …"
    en = "There are no reports in “{data}” yet. …"

The key of an entry is "section.name"; errors are found by the names of their classes.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
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


def both(key: str, /, **values: object) -> Bilingual:
    """The text `key` in both languages, as `say` has it in each; raises what `say` does."""
    return Bilingual(say(key, "vi", **values), say(key, "en", **values))
