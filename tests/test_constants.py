"""Every number that steers the search has a row that says what it rests on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from bench.constants import INDEX, document
from tests.conftest import ROOT
from tracuu.search import constants as table
from tracuu.search.constants import FOUND, constants

SEARCH = ROOT / "search"

FACTS = {
    "answer/beside.py: PREDICATE": "words of what is said of something, at the end of a question",
    "check/citations.py: LONGEST_AGENCY": "longer than any name of an agency",
    "check/names.py: SHORTEST": "a type and a name: “Báo cáo của …”",
    "check/places.py: RANK": "the levels of a document, in their order",
    "check/places.py: REACH": "longer than any place is written out",
    "wording/sayings.py: RUN_IN_LONGEST": "longer than any run-in heading",
    "claims/abbreviated.py: OF_INITIALS": "letters of an abbreviation that two words seldom have by chance",
    "claims/order.py: ADVERBIAL": "two words: a noun and what it is of",
    "claims/reckoning.py: PART_NAMED": "two syllables: a word",
    "claims/figures.py: AFTER": "longer than any unit",
    "claims/figures.py: BEFORE": "longer than any phrase before a number",
    "claims/figures.py: ORDINAL_DIGITS": "numbers of storms, groups, classes",
    "claims/figures.py: PRECISION": "ISO 8601: parts of a date by the length of its form",
    "claims/numerals.py: DIGITS": "arithmetic: the digits",
    "claims/numerals.py: SCALES": "arithmetic: powers of ten",
    "claims/numerals.py: TENS": "arithmetic: tens",
    "claims/restated.py: SAME_MEASURE": "arithmetic: square metres of a hectare, kilograms of a tonne",
    "claims/verdict.py: RESTATED_TWICE": "two ways of saying it otherwise that go together",
    "conditions/reading.py: LONGEST_NUMBER": "words of a document's number",
    "conditions/reading.py: LONGEST_UNKNOWN": "words of a place's name",
    "header_names.py: OWN, ABOVE, PROVINCE": "an order, no amounts",
    "header_names.py: LONGEST_NAME": "words of the longest name of an agency",
    "header_names.py: FEWEST_OF_HEAD": "words of a department's name: “sở văn hóa”",
    "times_asked.py: MONTHS": "the calendar",
    "times_asked.py: PARTS": "the calendar",
    "times_asked.py: NUMERALS": "numerals",
    "times_asked.py: UNIT_WORDS": "numerals",
    "times_asked.py: QUARTERS": "the calendar",
    "times_asked.py: WIDE": "Unicode: full-width forms",
    "times_asked.py: REACH": "longer than any phrase before a time",
    "filter_values.py: EARLIEST_YEAR, LATEST_YEAR": "years that there are reports of",
    "typed_names.py: PLACE_WORDS, PERSON_WORDS": "words that most names of places and persons have",
    "typed_names.py: LONGEST_NAME": "words of the longest name of an agency",
    "typed_names.py: LONGEST_PLACE": "words of the longest name of a place",
    "typed_filters.py: REACH": "longer than any name of a filter",
    "typed_keys.py: SELDOM": "passages of a slip",
    "export/sheets.py: CELL_LIMIT": "Excel's",
    "export/sheets.py: WIDTHS": "layout of a sheet",
    "export/quotations.py: FIRST_LINE": "layout, Nghị định 30/2020/NĐ-CP",
    "export/quotations.py: MARGINS": "layout, Nghị định 30/2020/NĐ-CP",
    "export/quotations.py: NOTE_SIZE": "layout, Nghị định 30/2020/NĐ-CP",
    "export/quotations.py: SIZE": "layout, Nghị định 30/2020/NĐ-CP",
    "comparison.py: AT_ONCE": "a bound on memory: whatever it is, the same is found",
    "evaluation.py: MEASURES": "the measures that are given",
    "overview/circles.py: GOLDEN_ANGLE": "geometry",
    "overview/missing_years.py: MERGED": "the law's year",
}
"""Numbers at the top of other modules, and what they are facts of."""


def test_a_number_is_taken_from_the_table_and_the_table_says_what_it_rests_on() -> None:
    (row,) = (row for row in constants() if row.name == "FOUND")
    assert row.value == FOUND == 0.4
    assert row.steers == "Confidence"
    assert row.model == table.E5
    assert "bench.calibrate" in row.rests_on


def test_every_row_says_all_there_is_to_say() -> None:
    rows = constants()
    assert all(getattr(table, row.name) is row.value for row in rows)
    for row in rows:
        assert row.unit and row.rests_on and row.model in (table.ANY, table.E5), row.name
        if row.measured:
            assert re.search(r"`(?:bench\.\w+|tests/test_\w+\.py)", row.rests_on), f"{row.name}: by which command?"
    for file in re.findall(r"`(bench\.\w+|tests/\w+\.py)", " ".join(row.rests_on for row in (*rows, *INDEX))):
        path = file if file.endswith(".py") else file.replace(".", "/") + ".py"
        assert (ROOT / path).is_file(), file


def test_every_number_is_used() -> None:
    used = set()
    for path in SEARCH.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == "constants":
                used |= {alias.name for alias in node.names}
    assert {row.name for row in constants()} <= used


def test_no_other_module_of_the_search_keeps_numbers_of_its_own() -> None:
    found = {
        f"{path.relative_to(SEARCH).as_posix()}: {names}"
        for path in SEARCH.rglob("*.py")
        if path.name != "constants.py"
        for names in numbers_in(path.read_text(encoding="utf-8"))
    }
    assert found == set(FACTS)


def test_numbers_are_seen_in_whatever_form_they_stand() -> None:
    numbers = ("A = 1", "B, C = 0.5, -2", "D: int = 4 * 2**20", "E = {'x': (1, 2)}", "F = {0.5: 'x'}")
    others = ("G = 'text'", "h = 1", "I = J | K", "L = True", "M = re.compile('1')")
    assert list(numbers_in("\n".join((*numbers, *others)))) == ["A", "B, C", "D", "E", "F"]


def test_the_document_is_fresh() -> None:
    written = (ROOT / "docs" / "constants.md").read_text(encoding="utf-8")
    assert written == document([*constants(), *INDEX]), "python -m bench.constants > docs/constants.md"


def numbers_in(source: str) -> Iterator[str]:
    """Names in capitals at the top of a module that are numbers, or hold some."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            (target,) = node.targets if isinstance(node, ast.Assign) else (node.target,)
            names = ast.unparse(target).strip("()")
            if names.isupper() and is_number(node.value):
                yield names


def is_number(value: ast.expr) -> bool:
    """Whether an expression is a number, is reckoned with numbers, or holds some."""
    match value:
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float()):
            return True
        case ast.UnaryOp(operand=operand):
            return is_number(operand)
        case ast.BinOp(left=left, right=right):
            return is_number(left) or is_number(right)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return any(map(is_number, parts))
        case ast.Dict(keys=keys, values=values):
            return any(is_number(part) for part in (*keys, *values) if part is not None)
    return False
