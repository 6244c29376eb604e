"""The table of words is whole, all of it is used, and nobody says anything past it."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from tracuu.corpus.errors import FileUnreadableError, TracuuError
from tracuu.corpus.report import LEVELS
from tracuu.index.changes import Doing, Part
from tracuu.index.errors import CurrentUnreadableError, StoreBusyError
from tracuu.search.answer.header import PARTS
from tracuu.search.errors import FilterValueError
from tracuu.words import LANGUAGES, Bilingual, both, say, table

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "index", "search", "service", "commands", "door", "page", "api", "words")
PRODUCT = sorted([*(path for room in ROOMS for path in (ROOT / room).rglob("*.py")), *ROOT.glob("*.py")])
SECTIONS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "words").glob("*.toml")}
KEYS = {f"{section}.{name}" for section, entries in SECTIONS.items() for name in entries}

COMPOSED = (
    "api.", "api.metric_", "api.route_",
    "answers.force_", "answers.level_", "answers.part_", "answers.reply_", "answers.struck_",
    "conditions.",
    "commands.column_", "commands.did_", "commands.remove_", "commands.role_", "commands.stage_",
    "documents.column_", "documents.sheet_",
    "errors.filter_", "errors.reply_",
    "keeping.doing_", "keeping.fix_", "keeping.sandbox_",
    "usage.",
    "warnings.encoding_",
)  # fmt: skip
"""Keys that are put together where they are used begin with one of these."""

PAGE_COMPOSED = re.compile(
    r"(?:blank|chart|did|draft|field|key|kin|method|refused|sign_in|sort|stage|tab)_\w+|(?:ask|search|wording)_(?:label|placeholder|button)"
)
"""The same of the page's words, which its cards ask for by name alone."""

MARKUP = re.compile(r"\[/?[a-z ]*\]|(?<=\w)\.\w+|--[a-z-]+")
"""Rich's marks, keys of the table, and options of the command line: no words."""

VIETNAMESE = re.compile("[ăâđêôơưàảãạáằẳẵặắầẩẫậấèẻẽẹéềểễệếìỉĩịíòỏõọóồổỗộốờởỡợớùủũụúừửữựứỳỷỹỵý]", re.IGNORECASE)

DATA = (
    "api/asked.py", "api/told.py",
    "corpus/bibliography.py", "corpus/citation/", "corpus/dates.py", "corpus/formats/charset.py",
    "corpus/formats/formulas.py", "corpus/formats/legacy_letters.py", "corpus/formats/viqr.py:BARRED",
    "corpus/formats/viqr.py:_TONED", "corpus/header/",
    "corpus/outline/",
    "corpus/references/", "corpus/vietnamese.py", "index/local/catalog/reports.py:TOPICAL", "index/models/export.py",
    "page/cards/wordings.py:BLANKS", "page/cards/wordings.py:blank_meant", "search/answer/beside.py:names_somebody",
    "search/answer/beside.py:OF_A_PLACE", "search/answer/each_asked.py:HOW_MANY",
    "page/tabs/asking.py", "page/tabs/search.py", "page/tabs/wordings.py", "search/answer/count.py:LACK",
    "search/answer/content.py:_which", "search/check/citations.py",
    "search/check/names.py", "search/check/places.py", "search/check/quoted.py", "search/claims/",
    "search/answer/meant_reports.py:OF_HEADERS", "search/answer/__init__.py:OF_A_LIST",
    "search/answer/questions.py:SPELLED", "search/answer/questions.py:SIGNING", "search/answer/questions.py:SIGN",
    "search/conditions/addressed.py",
    "search/answer/questions.py:OF_A_PERIOD", "search/times_asked.py:SAID_WITH", "search/abbreviations.py",
    "search/conditions/excluding.py", "search/conditions/reading.py",
    "search/conditions/role_asked.py", "search/frames.py", "search/function_words.py",
    "search/filter_values.py", "search/typed_filters.py", "search/typed_names.py",
    "search/answer/__init__.py:_instead_of", "search/answer/header.py:_named", "search/answer/header.py:numbered_label",
    "service/condition_lines.py:as_typed_filter",
    "service/condition_lines.py:TYPED", "search/typed_keys.py", "search/courtesy.py",
    "search/spellings.py:TWO_SPELLINGS", "corpus/syllables.py",
    "search/answer/figure_asked.py", "search/answer/forces_wanted.py",
    "search/answer/sentences.py:CAUSE", "search/answer/sentences.py:OF_WHOM", "search/answer/sifting.py",
    "search/answer/standing.py:ONE_SYLLABLE",
    "search/answer/bounded.py", "search/answer/greatest.py:UNITS", "search/answer/under_heading.py",
    "search/answer/yes_no.py", "search/asked_facts.py", "search/overview/", "search/query.py:citing",
    "search/wording/blanks.py", "search/wording/forms.py:TURNING",
    "search/wording/forms.py:TOPICS", "search/wording/polarity.py",
    "search/wording/sameness.py", "search/wording/topics.py", "search/wording/wanted.py",
)  # fmt: skip
"""Where Vietnamese is what is read or written of reports, or a question to try: patterns, word lists, citations.

Files and folders, or what a file calls by a name. The blanks of a wording ("tên xã") are a part of its sentence.
"""

NOT_FOR_READERS = (
    "search/answer/model_text.py:NOTHING", "search/answer/model_text.py:INSTRUCTIONS",
    "search/answer/model_text.py:prompt", "search/answer/model_text.py:_where",
    "search/constants.py",
)  # fmt: skip
"""What a language model is told, in the language of the reports; and examples in what developers read of constants."""

PASSED_OVER = DATA + NOT_FOR_READERS


def errors() -> dict[str, tuple[str, ...]]:
    """Each class of TracuuError in the product with those above it, nearest first."""
    above = {
        node.name: ast.unparse(node.bases[0]) if node.bases else ""
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }

    def line(name: str) -> tuple[str, ...]:
        return (name, *line(above[name])) if name in above else ()

    return {name: line(name)[1:] for name in above if "TracuuError" in line(name)}


def under(path: Path, places: tuple[str, ...]) -> bool:
    return path.relative_to(ROOT).as_posix().startswith(places)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def trees(without: tuple[str, ...] = ()) -> Iterator[tuple[Path, ast.Module]]:
    """Each file's tree, without what is named in it."""
    for path in PRODUCT:
        if not under(path, without):
            file = path.relative_to(ROOT).as_posix()
            kept = [node for node in parsed(path).body if f"{file}:{named(node)}" not in without]
            yield path, ast.Module(kept, [])


def named(node: ast.stmt) -> str:
    """What a file calls a definition of its own; empty for another statement."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.target)
    return node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and the text of each string in a module that is neither documentation nor a pattern."""
    passed_over: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_over.add(id(node.value))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
            passed_over |= {id(inside) for inside in ast.walk(node)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            yield node.lineno, node.value


def called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def sentences(values: list[ast.expr]) -> list[str]:
    """Those of the arguments of a call that are strings, of fields or without, and hold words."""
    parts = [value.values if isinstance(value, ast.JoinedStr) else [value] for value in values]
    said = [" ".join(str(one.value) for one in those if isinstance(one, ast.Constant)) for those in parts]
    return [text for text in said if re.search(r"\w{3}", MARKUP.sub("", text))]


ERRORS = errors()


def test_a_word_in_the_language_of_who_reads_it() -> None:
    assert say("errors.PathMissingError", "vi", path="a.docx") == "Không thấy “a.docx”. Hãy kiểm tra lại đường dẫn."
    assert say("errors.PathMissingError", "en", path="a.docx") == "“a.docx” is not there. Check the path."
    assert both("errors.another_command") == Bilingual("một lệnh khác", "another command")
    assert table("page", "vi")["filters"] == "Bộ lọc"


def test_what_is_put_in_is_never_a_pattern() -> None:
    hostile = "{0.__class__} {path} {} {{"
    assert say("errors.PathMissingError", "en", path=hostile) == f"“{hostile}” is not there. Check the path."
    busy = StoreBusyError(Path("{data}"), Bilingual("{holder}", "{x.y}"))
    assert "“{data}”" in busy.vi and "{holder}" in busy.vi and "{x.y}" in busy.en


@pytest.mark.parametrize("key", ["errors.no_such_entry", "no_such_section.name", "errors"])
def test_an_unknown_key_is_a_fault_that_names_it(key: str) -> None:
    with pytest.raises(KeyError, match=key.split(".")[0]):
        say(key, "vi")


def test_a_field_left_out_is_a_fault() -> None:
    with pytest.raises(KeyError, match="path"):
        say("errors.PathMissingError", "vi")


def test_the_command_line_starts_without_the_words_of_the_page() -> None:
    code = (
        "import sys; opened = []; "
        "sys.addaudithook(lambda event, found: event == 'open' and opened.append(str(found[0]))); "
        "import tracuu.cli; print(*{name.rsplit('/', 1)[-1] for name in opened if name.endswith('.toml')})"
    )
    read = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert read == ["help.toml"]


def test_an_error_says_the_entry_of_its_class_or_of_the_class_above() -> None:
    class StoreVeryBusyError(StoreBusyError):
        pass

    class NoWordsError(TracuuError):
        pass

    assert StoreVeryBusyError(Path("kho")).vi == StoreBusyError(Path("kho")).vi
    assert CurrentUnreadableError(Path("CURRENT"), "EIO").en.startswith("“CURRENT” cannot be read (EIO)")
    with pytest.raises(KeyError, match="NoWordsError"):
        NoWordsError()


def test_an_error_from_another_process_keeps_its_class_and_its_two_texts() -> None:
    remade = StoreBusyError.remade("Đang bận {data}.", "Busy {data}.")
    assert isinstance(remade, StoreBusyError)
    assert (str(remade), remade.message("vi"), remade.message("en")) == (remade.vi, "Đang bận {data}.", "Busy {data}.")
    assert isinstance(FileUnreadableError.remade("a", "b"), FileUnreadableError)


def test_a_filter_that_is_refused_is_named_in_the_readers_language() -> None:
    error = FilterValueError("role", "{xyz}")
    assert error.vi.startswith("Bộ lọc “mục” không nhận giá trị “{xyz}”. Dùng một trong: tình hình, thuận lợi,")
    assert error.en.startswith("The filter “role” does not take “{xyz}”. Use one of: context, advantages,")


def test_every_entry_has_both_languages_with_the_same_fields() -> None:
    for section, entries in SECTIONS.items():
        for name, entry in entries.items():
            where = f"{section}.{name}"
            assert set(entry) == set(LANGUAGES), where
            assert all(text.strip() for text in entry.values()), where
            assert fields(entry["vi"]) == fields(entry["en"]), where
            assert all(re.fullmatch(r"[a-z_]+", field) for field in fields(entry["vi"])), where


def test_every_key_in_the_code_is_in_the_table_and_every_key_of_the_table_in_the_code() -> None:
    key = re.compile(rf"(?:{'|'.join(SECTIONS)})\.(?!(?:py|toml|css|js|json|md)$)[\w-]+")
    said: set[str] = set()
    for _, tree in trees():
        said |= {text for _, text in literals(tree)}
    assert sorted({one for one in said if key.fullmatch(one)} - KEYS - set(COMPOSED)) == []
    said |= {f"errors.{name}" for name in ERRORS}
    page = {one for one in KEYS if one.startswith("page.")}
    on_page = {one for one in page if (name := one.removeprefix("page.")) in said or PAGE_COMPOSED.fullmatch(name)}
    assert sorted(page - on_page) == []
    assert sorted(one for one in KEYS - page - said if not one.startswith(COMPOSED)) == []
    assert all(any(one.startswith(prefix) for one in KEYS) for prefix in COMPOSED)


def test_every_error_has_its_text_in_the_table() -> None:
    """By the name of its class, or of one above; a class without any takes a key, wherever it is made."""
    silent = {name for name, above in ERRORS.items() if not {f"errors.{one}" for one in (name, *above)} & KEYS}
    for path, tree in trees():
        for function, call in called(tree):
            if function in silent:
                assert any(word.arg == "key" for word in call.keywords), f"{path}:{call.lineno} {function}"
        for node in ast.walk(tree):
            assert not (isinstance(node, ast.Raise) and node.exc and ast.unparse(node.exc) in silent), path


def test_no_error_is_made_of_sentences_but_of_the_table() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno} {text}"
        for path, tree in trees()
        for function, call in called(tree)
        if function in ERRORS or function.endswith("__init__")
        for text in sentences(call.args)
        if " " in text
    ]
    assert found == []


def test_no_text_in_vietnamese_bypasses_the_table() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {text}"
        for path, tree in trees(PASSED_OVER)
        for line, text in literals(tree)
        if VIETNAMESE.search(text)
    ]
    assert found == []


def test_the_command_line_prints_no_words_of_its_own() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno} {text}"
        for path, tree in trees()
        if under(path, ("commands/", "cli.py", "console.py"))
        for function, call in called(tree)
        if function in ("out.print", "err.print", "typer.echo", "print")
        for text in sentences(call.args)
    ]
    found += [
        f"{path.relative_to(ROOT)}:{call.lineno} {text}"
        for path, tree in trees()
        for _, call in called(tree)
        for text in sentences([word.value for word in call.keywords if word.arg == "help"])
    ]
    assert found == []


def test_what_is_passed_over_is_there_and_has_something_in_it() -> None:
    for place in PASSED_OVER:
        file, _, name = place.partition(":")
        there = [node for path in PRODUCT if under(path, (file,)) for node in parsed(path).body]
        texts = [text for node in there if not name or named(node) == name for _, text in literals(node)]
        assert any(map(VIETNAMESE.search, texts)), place


def test_each_part_of_a_store_and_each_part_of_a_header_has_its_words() -> None:
    assert {f"keeping.fix_{part}" for part in get_args(Part)} <= KEYS
    assert {f"keeping.doing_{doing}" for doing in get_args(Doing)} <= KEYS
    assert {f"answers.level_{level}" for level in LEVELS} <= KEYS
    assert {f"answers.part_{name}" for name in PARTS} == {one for one in KEYS if one.startswith("answers.part_")}
