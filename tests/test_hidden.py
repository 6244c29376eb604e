"""A hidden report never shows: a store with it answers, through every door, exactly as a store without it."""

from __future__ import annotations

import importlib
import inspect
import io
import itertools
import pkgutil
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile, is_zipfile

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

import tracuu.cli  # registers every command
import tracuu.service
from bench.disturbed import HashEncoder
from bench.stores import Kind
from tests.conftest import SAMPLES
from tests.stores import kind_of
from tracuu.commands.application import app
from tracuu.corpus.citation import cite
from tracuu.corpus.errors import TracuuError
from tracuu.corpus.vietnamese import fold, tokens
from tracuu.index.local.catalog import Catalog
from tracuu.index.local.keeping.publishing import publish
from tracuu.index.local.paths import CATALOG_FILE
from tracuu.index.models.encoder import Encoder
from tracuu.index.opening import open_store
from tracuu.index.records import Filter, Passage
from tracuu.index.scope import COMMON
from tracuu.page.downloads import CITED_IN, routes
from tracuu.page.offers import routes as offering
from tracuu.page.plain import routes as plain_page
from tracuu.page.tabs.desk import Desk
from tracuu.search.understanding import Words, understand
from tracuu.service import asking, checking, holdings, overview, reports, suggesting, upkeep
from tracuu.service import collections as collecting
from tracuu.service.asking import Request
from tracuu.service.changes import Changes
from tracuu.service.engines import Engines
from tracuu.service.house import House
from tracuu.service.readers import Reader
from tracuu.service.several import Edit
from tracuu.ui import build_page

HIDDEN_SAMPLE = "2023-bc-cchc-xa-tan-lap.docx"
MADE = "bc-bao-mat-2024-xa-tham-kin.txt"
SECRET_WORDS = "quỷnh quạu"
TEXT = """ỦY BAN NHÂN DÂN
XÃ TÂN LẬP THƯỢNG
Số: 99/BC-UBND
Tân Lập Thượng, ngày 7 tháng 7 năm 2024

BÁO CÁO
Kết quả công tác nuôi tằm quỷnh quạu năm 2024

I. Kết quả
1. {copied}
2. Xã đã chi 77 triệu đồng cho việc nuôi tằm quỷnh quạu ở bản Lưng Trời theo Kết luận số 16-KL/TW ngày 5/3/2020.

II. Tồn tại, hạn chế
1. Việc nuôi tằm quỷnh quạu còn gặp khó khăn do thiếu kinh phí, đường vào bản bị sạt lở.
"""
"""What is hidden besides a sample: it says a passage of another report again, cites what others cite, has words of its
own, and is of an agency whose name holds another's."""

READER = Reader("chị Lan", "reader", frozenset({COMMON}))
EDITOR = Reader("anh Bình", "editor", frozenset({COMMON}))
ADMIN = Reader("chị Hoa", "admin", frozenset({COMMON}))
READERS = pytest.mark.parametrize("reader", [READER, EDITOR, ADMIN], ids=["reader", "editor", "admin"])


Ask = Callable[[House], Any]
"""Something that a door asks."""


@dataclass(frozen=True)
class Pair:
    """A store with reports that the reader may not see, and one without them; what is hidden, and what it says."""

    whole: House
    without: House
    hidden: tuple[str, ...]
    passages: tuple[str, ...]
    seen: tuple[str, ...]
    words: tuple[str, ...]

    def houses(self) -> tuple[House, House]:
        return self.whole, self.without


@pytest.fixture(scope="module", params=["local", "milvus"])
def kind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kind]:
    """Each kind of store: nothing shows through either."""
    with kind_of(request.param, tmp_path_factory) as kind:
        yield kind


@pytest.fixture(scope="module")
def pair(kind: Kind, tmp_path_factory: pytest.TempPathFactory, sample_store: Path, encoder: Encoder) -> Pair:
    base = tmp_path_factory.mktemp("ẩn")
    shutil.copytree(sample_store, base / "đủ")
    with open_store(base / "đủ").view() as view:
        copied = next(p.text for p in view.passages_of(view.reports()[0].id) if 80 < len(p.text) < 400)
    made = base / "tệp"
    made.mkdir()
    (made / MADE).write_text(TEXT.format(copied=copied), encoding="utf-8")
    open_store(base / "đủ").sync([made], encoder)
    with Catalog.open(base / "đủ" / CATALOG_FILE) as catalog:
        hidden = [record for record in catalog.reports.all() if record.file in (HIDDEN_SAMPLE, MADE)]
        assert len(hidden) == 2
        texts = [passage.text for one in hidden for passage in catalog.reports.passages_of(one.id)]
        keys = [passage.key for one in hidden for passage in catalog.reports.passages_of(one.id)]
        for one in hidden:
            catalog.collections.put(one.id, ["kín"])
        publish(base / "đủ", catalog, encoder)
    shutil.copytree(base / "đủ", base / "thiếu")
    with Catalog.open(base / "thiếu" / CATALOG_FILE) as catalog:
        gone = {one.id for one in hidden}
        catalog.files.remove([file.path for file in catalog.files.all() if file.report in gone])
        publish(base / "thiếu", catalog, encoder)
        seen = [passage.key for record in catalog.reports.all() for passage in catalog.reports.passages_of(record.id)]
    houses = []
    for name in ("đủ", "thiếu"):
        store = kind.copy(base / name, base / f"{name} ở nơi khác")
        engines = Engines(store)
        engines._encoder.set_result(encoder)
        houses.append(House(store, engines))
    words = sorted({word for text in texts for word in tokens(text)})
    return Pair(houses[0], houses[1], tuple(one.id for one in hidden), tuple(keys), tuple(seen), tuple(words))


def plain(value: Any) -> Any:
    """A value as it is compared: numbers of passages are a store's own, and so is the time it took."""
    if isinstance(value, Passage):
        return value.key, value.text, value.page, plain(value.report)
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, np.ndarray):
        return [plain(one) for one in value.tolist()] if value.dtype.kind == "f" else len(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in OWN}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


OWN = frozenset(["took_ms", "representatives", "position", "token"])


def outcome(ask: Callable[[], Any]) -> Any:
    """What comes of asking, or the sentences that say why nothing does."""
    try:
        value = ask()
        return plain(list(value) if inspect.isgenerator(value) else value)
    except TracuuError as error:
        return type(error).__name__, error.vi, error.en


def same(pair: Pair, ask: Callable[[House], Any]) -> Any:
    """What both stores say, which must be the same."""
    first, second = (outcome(partial(ask, house)) for house in pair.houses())
    assert first == second
    return first


QUESTIONS = (
    "kinh phí hạn chế", "kinh phi han che", SECRET_WORDS, fold(SECRET_WORDS), "nuoi tam", "nuôi tàm quỷnh quạo",
    "cải cách hành chính xã Tân Lập", "Xã Tân Lập đạt bao nhiêu?", "Tân Lập Thượng", "16-KL/TW",
    '"nuôi tằm quỷnh quạu"', '"nuôi tằm" kinh phí', 'viện_dẫn:"16-KL/TW"', 'viện_dẫn:"16-KL/TW" kinh phí',
    "kinh phí -tập huấn", 'kinh phí -"nuôi tằm"', "how much funding", 'cơ quan:"xã tân lập" kinh phí',
    'mục:"hạn chế" kinh phí', "kinh phí năm:2023", "99/BC-UBND", "214/BC-UBND", "77 triệu đồng", "đường vào bản sạt lở",
)  # fmt: skip
TYPED = (
    "kinh ph", "nuôi t", "nuoi tam ", "quỷnh q", "tân lập th", "99", "214/bc", "xã t", "công tác nu", "đường vào b",
)  # fmt: skip
ASKED = (
    "Bao nhiêu báo cáo nêu thiếu kinh phí?", "Có bao nhiêu báo cáo cấp xã năm 2023?", "Ai ký báo cáo của xã Tân Lập?",
    "Báo cáo nào viện dẫn 16-KL/TW?", "Các xã kiến nghị gì về tập huấn?", "Báo cáo của xã Tân Lập Thượng số bao nhiêu?",
    "Xã Tân Lập viện dẫn văn bản nào?", 'Xã Tân Lập viện dẫn văn bản nào? mục:"hạn chế"', "Vì sao giải ngân chậm?",
    "Nuôi tằm quỷnh quạu gặp khó khăn gì?", "Liệt kê các báo cáo năm 2024", "Liệt kê các báo cáo nói về nuôi tằm",
    "Thời gian chờ bình quân ở xã Tân Lập năm 2023 và năm 2025 khác nhau thế nào?", "Có mấy báo cáo không ghi số?",
    "Tổng số hộ của xã Tân Lập Thượng và xã Vân Sơn?", "Xã Tân Lập có nuôi tằm quỷnh quạu không?",
    "Ngày không viết là gì?", "Cơ quan nào có nhiều báo cáo nhất?",
    "Báo cáo nào gửi UBND huyện Thạch Khê?", "Có bao nhiêu báo cáo ký thay mặt?", "Xã Tân Lập Thượng đề xuất những gì?",
)  # fmt: skip
FILTERS = (Filter(), Filter(levels=("commune",)), Filter(roles=("limitations",), years=(2023, 2024)))


def questions(pair: Pair, count: int, seed: int) -> Iterator[str]:
    """Questions in words of the hidden reports, some without accents, some with a letter wrong."""
    draw = random.Random(seed)
    for _ in range(count):
        words = draw.choices(pair.words, k=draw.randint(1, 4))
        text = " ".join(words)
        if draw.random() < 0.4:
            text = fold(text)
        if draw.random() < 0.3 and len(text) > 4:
            place = draw.randrange(len(text) - 1)
            text = text[:place] + draw.choice("aeioustrmn") + text[place + 1 :]
        yield text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_search_is_the_same(kind: Kind, pair: Pair, question: str) -> None:
    if kind.server and question not in QUESTIONS[::4]:
        pytest.skip("the others are asked of a local store")
    for given in FILTERS:
        for ask in (*each(_found, (Request(question, given),)), *each(asking.facets, (Request(question, given),))):
            same(pair, ask)


NOW = {"took_ms": 0}


def test_a_question_in_words_of_the_hidden_reports_is_the_same(kind: Kind, pair: Pair) -> None:
    for question in questions(pair, 6 if kind.server else 60, seed=12):
        for ask in each(_found, (Request(question),)):
            same(pair, ask)


def test_the_hidden_report_is_there_for_those_who_may_see_it(pair: Pair) -> None:
    found = asking.search(pair.whole, Reader(), Request(SECRET_WORDS))
    assert found.found
    assert found.hits[0].passage.report.file == MADE
    kin = Reader("", "reader", frozenset({"kín"}))
    assert {hit.passage.report.id for hit in asking.search(pair.whole, kin, Request("kinh phí")).hits} <= {*pair.hidden}
    nobody = Reader("", "reader", frozenset({"không có"}))
    assert asking.search(pair.whole, nobody, Request("kinh phí")).hits == ()


def each(function: Callable[..., Any], *given: tuple[Any, ...]) -> list[Ask]:
    """`function` asked with each of these arguments, by the reader."""
    return by(READER, function, *given)


def by(reader: Reader, function: Callable[..., Any], *given: tuple[Any, ...]) -> list[Ask]:
    """The same, asked by another one."""
    return [partial(_ask, function, (reader, *arguments)) for arguments in given]


def _ask(function: Callable[..., Any], arguments: tuple[Any, ...], house: House) -> Any:
    return function(house, *arguments)


def _report(key: str) -> str:
    return key.rpartition("-")[0]


INQUIRIES = ("kinh phí", SECRET_WORDS, "kinh phi", "99/BC-UBND")

SERVICE: dict[str, Callable[[Pair], list[Ask]]] = {
    "asking.search": lambda pair: each(_found, *((Request(q),) for q in QUESTIONS)),
    "asking.ask": lambda pair: each(asking.ask, *((Request(q),) for q in ASKED)),
    "asking.answered": lambda pair: each(asking.answered, *((Request(q),) for q in ASKED[::4])),
    "asking.word": lambda pair: each(
        asking.word, *((Request(q),) for q in ("kinh phí hạn chế", "nuôi tằm", SECRET_WORDS))
    ),
    "asking.facets": lambda pair: each(asking.facets, *((Request("", f),) for f in FILTERS)),
    "asking.inquiry": lambda pair: each(
        _inquired, *((Request(q),) for q in ("kinh phí", SECRET_WORDS, "kinh phi", "99/BC-UBND"))
    ),
    "checking.check": lambda pair: each(checking.check, (_draft(pair),)),
    "checking.check_steps": lambda pair: each(checking.check_steps, (_draft(pair)[-3:],)),
    "checking.supported": lambda pair: each(
        checking.supported, *((CLAIM, [key]) for key in (pair.passages[0], pair.seen[0])), (CLAIM, [])
    ),
    "reports.counts": lambda pair: each(reports.counts, ()),
    "reports.listed": lambda pair: each(
        reports.listed,
        (None,),
        (Request(SECRET_WORDS),),
        (Request("", FILTERS[1]),),
        (Request('"kinh phí"', FILTERS[2]),),
    ),
    "reports.removed": lambda pair: [*each(reports.removed, ()), *by(EDITOR, reports.removed, ())],
    "reports.report": lambda pair: each(reports.report, *((i,) for i in (*pair.hidden, _report(pair.seen[0])))),
    "reports.opened": lambda pair: each(
        reports.opened, *((k,) for k in (*pair.hidden, *pair.passages[:3], *pair.seen[::60]))
    ),
    "reports.side_by_side": lambda pair: each(
        reports.side_by_side,
        *(
            (one, other)
            for one in (*pair.hidden, _report(pair.seen[0]))
            for other in (pair.hidden[0], _report(pair.seen[-1]))
        ),
    ),
    "reports.read_from": lambda pair: each(
        reports.read_from, *((k, at, 3) for k in (pair.hidden[0], pair.passages[1], pair.seen[0]) for at in (0, 2, 999))
    ),
    "reports.cited": lambda pair: each(reports.cited, ([pair.passages[0]],), ([pair.seen[0]],)),
    "reports.cited_as": lambda pair: each(_cited_as, *((Request(q),) for q in ("kinh phí", "nuôi tằm"))),
    "reports.picked": lambda pair: each(reports.picked, *(([f"{k}:0:20"],) for k in (pair.passages[0], pair.seen[0]))),
    "reports.original": lambda pair: each(reports.original, *((i,) for i in (*pair.hidden, _report(pair.seen[0])))),
    "reports.original_page": lambda pair: each(
        reports.original_page, *((i, 1) for i in (*pair.hidden, *map(_report, pair.seen[::40])))
    ),
    "reports.files_there": lambda pair: each(
        lambda house, reader: {one: Path(file).name for one, file in reports.files_there(house, reader).items()}, ()
    ),
    "reports.references": lambda pair: each(reports.references, (None,), ("16-KL/TW",), ("99/BC-UBND",)),
    "overview.statistics": lambda pair: each(overview.statistics, ()),
    "overview.series": lambda pair: each(overview.series, ()),
    "overview.themes": lambda pair: each(overview.themes, ()),
    "overview.theme_passages": lambda pair: each(
        overview.theme_passages, *((title, Filter(), 5) for title in _titles(pair))
    ),
    "holdings.contents": lambda pair: [
        *each(_contents, ("",), ("tân lập",), ("thầm kín",)),
        *by(EDITOR, _contents, ("",), ("thầm kín",)),
    ],
    "suggesting.suggested": lambda pair: each(
        suggesting.suggested,
        *((typed, names) for typed in TYPED for names in (True, False)),
        *((" ".join(pair.words[at : at + 2])[:-1], True) for at in range(0, len(pair.words), 40)),
    ),
    "collections.collections": lambda pair: by(ADMIN, collecting.collections, ()),
    "collections.put": lambda pair: by(ADMIN, collecting.put, ([pair.hidden[0]], "kín")),
    "collections.move": lambda pair: by(ADMIN, collecting.move, ([pair.hidden[0]], "kín")),
    "collections.take": lambda pair: by(ADMIN, collecting.take, ([pair.hidden[0]], "kín")),
    "upkeep.sync": lambda pair: by(ADMIN, upkeep.sync, ([SAMPLES],), ([],)),
    "upkeep.watch": lambda pair: by(ADMIN, upkeep.watch, ([SAMPLES], print)),
    "upkeep.status": lambda pair: by(ADMIN, upkeep.status, ()),
    "upkeep.verify": lambda pair: by(ADMIN, upkeep.verify, ()),
    "upkeep.repair": lambda pair: by(ADMIN, upkeep.repair, ()),
    "upkeep.backup": lambda pair: by(ADMIN, upkeep.backup, (Path("bản sao"),)),
    "upkeep.restore": lambda pair: by(ADMIN, upkeep.restore, (Path("bản sao"),)),
}
"""Every function that a door may ask, and how it is asked here."""


CLAIM = "Xã đã chi 77 triệu đồng cho việc nuôi tằm quỷnh quạu"


def _draft(pair: Pair) -> list[str]:
    """What cites, quotes and says what hidden reports say, and what others do."""
    with pair.whole.seen_by(Reader()) as view:
        said = [view.passage(key) for key in (*pair.passages[:8], *pair.seen[:4])]
    texts = [passage.text for passage in said if passage]
    cited = [cite(p.report.header, p.sections, p.n, p.page, p.report.file) for p in said if p]
    return [
        *texts,
        *(f"{text} ({citation})." for text, citation in zip(texts, cited, strict=True)),
        f"{CLAIM} (Báo cáo số 99/BC-UBND ngày 7/7/2024 của UBND xã Tân Lập Thượng).",
        f"{CLAIM}. Theo Báo cáo số 214/BC-UBND, xã được cấp 12 triệu đồng.",
    ]


def _found(house: House, reader: Reader, request: Request) -> Any:
    return asking.search(house, reader, request).to_json() | NOW


def _cited_as(house: House, reader: Reader, request: Request) -> Any:
    return reports.cited_as(house, reader, (hit.passage for hit in asking.search(house, reader, request).hits))


def _inquired(house: House, reader: Reader, request: Request) -> Any:
    with asking.inquiry(house, reader, request) as asked:
        return asked.asked, asked.answer(), asked.facets("agency"), asked.named()


def _titles(pair: Pair) -> list[str]:
    known = [overview.themes(house, who) for house in pair.houses() for who in (READER, Reader())]
    return sorted({theme.title for one in known if one for theme in one.themes})


def _contents(house: House, reader: Reader, named: str) -> Any:
    shown = holdings.contents(house, reader, named, 50, True)
    return [plain(getattr(shown, name)) for name in ("held", "found", "counts", "failures", "removed", "local")]


def asked_by_doors() -> set[str]:
    """Every public function of the service that takes a house and a reader, by module and name."""
    found = set()
    for module in pkgutil.iter_modules(tracuu.service.__path__):
        loaded = importlib.import_module(f"tracuu.service.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            if function.__module__ == loaded.__name__ and parameters[:2] == ["house", "reader"] and name[0] != "_":
                found.add(f"{module.name}.{name}")
    return found


def test_every_function_of_the_service_is_asked_here() -> None:
    assert asked_by_doors() == SERVICE.keys()


@pytest.mark.parametrize("name", SERVICE)
def test_the_service_says_the_same(kind: Kind, pair: Pair, name: str) -> None:
    asked = SERVICE[name](pair)
    said = [same(pair, ask) for ask in (asked[::3] if kind.server else asked)]
    assert said
    assert SECRET_WORDS not in str(said) or name.startswith(("asking", "checking.check", "reports.listed"))


CHANGES: dict[str, Callable[[Changes, Pair], Any]] = {
    "job": lambda changes, _: changes.job(READER),
    "jobs": lambda changes, _: changes.jobs(EDITOR),
    "versions": lambda changes, _: sorted(map(str, changes.versions(READER)._by_key)),
    "header": lambda changes, pair: changes.header(EDITOR, pair.hidden[0]),
    "correct": lambda changes, pair: changes.correct(EDITOR, pair.hidden[0], {"agency": "Khác"}),
    "remove": lambda changes, pair: changes.remove(EDITOR, pair.hidden[0]),
    "restore": lambda changes, pair: changes.restore(EDITOR, pair.hidden[0]),
    "erase": lambda changes, pair: changes.erase(EDITOR, pair.hidden[0]),
    "name": lambda changes, pair: changes.name(EDITOR, pair.hidden[0]),
    "chosen": lambda changes, pair: changes.chosen(EDITOR, [pair.hidden[0]]),
    "edit": lambda changes, pair: [
        outcome(partial(_edited, changes, pair, edit))
        for edit in (Edit("agency", "Khác"), Edit("remove"), Edit("restore"), Edit("move", COMMON))
    ],
    "keep": lambda changes, _: changes.keep(EDITOR, ["x" * 22]),
    "sync_folder": lambda changes, _: changes.sync_folder(EDITOR, "/không/có"),
    "opened": lambda changes, _: changes.opened(EDITOR, []),
    "collections": lambda changes, _: changes.collections(EDITOR),
    "look": lambda changes, _: _looked(changes),
    "waits": lambda changes, _: changes.waits(EDITOR, "x" * 22),
    "waiting_page": lambda changes, _: changes.waiting_page(EDITOR, "x" * 22, 1),
    "begun": lambda changes, _: changes.begun(EDITOR, "0123456789abcdef"),
    "amend": lambda changes, _: changes.amend(EDITOR, "x" * 22, {"agency": "Khác"}),
}


def _edited(changes: Changes, pair: Pair, edit: Edit) -> Any:
    return changes.edit(EDITOR, pair.hidden, edit).outcome()


WHOLE = ("jobs", "sync_folder")
"""For those alone who see all."""


def _looked(changes: Changes) -> Any:
    """What somebody is told who drops the very file that is hidden from them, and one that is not."""
    told = []
    for file in (SAMPLES / HIDDEN_SAMPLE, SAMPLES / "bao-cao-dan-so-2017-xa-nam-lia.txt"):
        copy = changes.house.store.folder / file.name
        shutil.copyfile(file, copy)
        taken = [changes.waiting.take(copy, file.name)]
        told.append(outcome(partial(changes.look, EDITOR, taken, ())))
    return told


def test_every_change_is_tried_here() -> None:
    methods = inspect.getmembers(Changes, inspect.isfunction)
    taking = {name for name, one in methods if "reader" in inspect.signature(one).parameters and name[0] != "_"}
    assert taking == CHANGES.keys()


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_hidden_cannot_be_changed_nor_told_from_what_is_not_there(pair: Pair, name: str) -> None:
    said = same(pair, lambda house: CHANGES[name](Changes(house, local=True), pair))
    if name in WHOLE:
        assert str(said).count("NotAllowedError") == 1
    assert asking.search(pair.whole, Reader(), Request(SECRET_WORDS)).found


def events(house: House, reader: Reader) -> dict[str, Callable[..., Any]]:
    """Every function that the page runs when a browser asks, by what it is of."""
    page = build_page(lambda _: Desk(house, Changes(house, local=True), reader))
    found = {}
    for one in page.fns.values():
        function: Any = one.fn and inspect.unwrap(one.fn)  # without the line before it
        if function is not None:
            inside = inspect.getclosurevars(function).nonlocals
            of = inside.get("what") or inside.get("answer")
            part = of and f"{of.__module__.rpartition('.')[2]}.{of.__name__}"
            found[f"{function.__name__} {part or ''}".strip()] = function
    return found


def _at(*addresses: str) -> list[dict[str, Any]]:
    return [{"address": address, "form": False} for address in addresses]


EVENTS: dict[str, Callable[[Pair], list[dict[str, Any]]]] = {
    "ask search.answer": lambda pair: _at(
        "q=kinh+phí+hạn+chế", f"q={SECRET_WORDS}", "q=quynh quau", "", "level=commune", "q=x&year=2024"
    ),
    "ask asking.answer": lambda pair: _at(*(f"tab=ask&q={question}" for question in ASKED)),
    "ask wordings.answer": lambda pair: _at("tab=wording&q=kinh phí hạn chế", f"tab=wording&q={SECRET_WORDS}"),
    "check": lambda pair: [{"draft": "\n".join(_draft(pair)[-5:]), "form": True}, {"draft": "", "form": False}],
    "ask overview.answer": lambda pair: _at(
        "tab=overview", *(f"tab=overview&q={title}" for title in _titles(pair)[:3])
    ),
    "ask": lambda pair: _at("tab=holdings", "tab=holdings&q=thầm", f"tab=holdings&q={HIDDEN_SAMPLE}"),
    "show_zone": lambda pair: [{}],
    "show_head": lambda pair: [{}],
    "said holdings.look": lambda pair: [{"files": [], "tokens": [], "dropped": [], "refused": []}],
    "said holdings.follow": lambda pair: [{}],
    "said holdings.begin": lambda pair: [
        {"do": "keep", "tokens": []},
        *(
            {"do": "several", "edit": edit, "reports": " ".join(pair.hidden), "agency": "Khác", "collection": COMMON}
            for edit in ("agency", "remove", "restore", "add")
        ),
    ],
    "said holdings.do": lambda pair: [{"do": do, "report": pair.hidden[0]} for do in ("remove", "restore", "erase")],
    "said holdings.show_dialog": lambda pair: [
        *({"dialog": dialog, "report": report} for dialog in ("erase", "correct") for report in pair.hidden),
        {"dialog": "several", "reports": " ".join(pair.hidden)},
        {"dialog": "several", "reports": f"{_report(pair.seen[0])} {pair.hidden[0]}"},
    ],
    "said holdings.correct": lambda pair: [{"report": pair.hidden[0], "values": {"agency": ["Khác"]}}],
    "open_report": lambda pair: [
        {"passage": key}
        for key in (*pair.hidden, pair.passages[0], pair.seen[0], f"{_report(pair.seen[0])}~{pair.hidden[0]}")
    ],
    "show_basket": lambda pair: [{"picks": [f"{pair.passages[0]}:0:10", f"{pair.seen[0]}:0:10"]}],
}
"""Every event of the page, and what a browser sends with it here."""


def test_every_event_of_the_page_is_tried_here(pair: Pair) -> None:
    assert events(pair.whole, READER).keys() == EVENTS.keys()


@pytest.mark.parametrize("name", EVENTS)
@READERS
def test_the_page_says_the_same(kind: Kind, pair: Pair, name: str, reader: Reader) -> None:
    both = [events(house, reader)[name] for house in pair.houses()]
    request = SimpleNamespace(headers={})
    for sent in EVENTS[name](pair)[:: 3 if kind.server else 1]:
        first, second = (
            _said(function, SimpleNamespace(**sent), request) if sent else _said(function, request) for function in both
        )
        assert first == second


def _said(function: Callable[..., Any], *given: Any) -> list[str]:
    parameters = len(inspect.signature(function).parameters)
    value = function(*given) if len(given) == parameters else function(SimpleNamespace(), *given)
    said = list(value) if inspect.isgenerator(value) else [value]
    on_the_way = ("Đang đối chiếu câu", '<div class="progress"')  # said as often as there is time for
    said = [one for one in said if not any(mark in str(one) for mark in on_the_way)]
    return [re.sub(r"/[^\s\"<]*/(đủ|thiếu)|\d+[.,]\d\d giây", "…", str(one)) for one in said]


COMMANDS: dict[str, Callable[[Pair], list[list[str]]]] = {
    "search": lambda pair: [
        *(["search", question] for question in QUESTIONS[::3]),
        ["search", SECRET_WORDS, "--json"],
        ["search", "kinh phí", "--json", "--agency", "tân lập", "-k", "30"],
        ["search", "kinh phí", "--report", pair.hidden[0]],
    ],
    "ask": lambda pair: [["ask", question] for question in ASKED[::3]],
    "wording": lambda pair: [["wording", "nuôi tằm"], ["wording", "kinh phí hạn chế", "--json"]],
    "cite": lambda pair: [
        ["cite", pair.passages[0]],
        ["cite", pair.seen[0], "--json"],
        ["cite", pair.seen[0], "--style", "vi-short"],
    ],
    "check": lambda pair: [["check", str(_file_of(pair))], ["check", str(_file_of(pair)), "--json"]],
    "list": lambda pair: [["list"], ["list", "--json"], ["list", "--removed"]],
    "show": lambda pair: [["show", pair.hidden[0]], ["show", pair.seen[0].rpartition("-")[0], "--json"]],
    "references": lambda pair: [["references"], ["references", "16-KL/TW", "--json"]],
    "remove": lambda pair: [["remove", pair.hidden[0], *how] for how in ([], ["--erase"], ["--undo"])],
    "correct": lambda pair: [["correct", pair.hidden[0]], ["correct", pair.hidden[0], "agency", "Khác"]],
    "index": lambda pair: [["index"], ["index", str(SAMPLES / HIDDEN_SAMPLE)]],
    "watch": lambda pair: [["watch", str(SAMPLES)]],
    "status": lambda pair: [["status"]],
    "verify": lambda pair: [["verify"], ["verify", "--repair"]],
    "backup": lambda pair: [["backup", "bản sao"]],
    "restore": lambda pair: [["restore", "bản sao"]],
}
"""Every command that asks the store, and how it is asked here."""


def _file_of(pair: Pair) -> Path:
    file = pair.whole.store.folder.parent / "dự thảo.txt"
    file.write_text("\n".join(_draft(pair)), encoding="utf-8")
    return file


OF_NO_STORE = {"report", "eval", "serve", "mcp", "audit"}
"""They read a file, measure over a store of their own, print who did what, or open the page, whose events are tried
above, and what `tests/test_hidden_api.py` tries."""


def test_every_command_is_tried_here() -> None:
    names = {command.name or str(getattr(command.callback, "__name__", "")) for command in app.registered_commands}
    assert names - OF_NO_STORE == COMMANDS.keys()


@READERS
@pytest.mark.parametrize("name", COMMANDS)
def test_the_command_line_says_the_same(
    kind: Kind, pair: Pair, name: str, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind.server:
        pytest.skip("commands find a store by its folder, which is the local one again")
    monkeypatch.setattr("tracuu.service.readers.OWNER", reader)
    for arguments in COMMANDS[name](pair):
        first, second = (_run(house, arguments) for house in pair.houses())
        assert first == second


def _run(house: House, arguments: list[str]) -> tuple[int, str, Any]:
    done = CliRunner().invoke(app, ["--data", str(house.store.folder), *arguments])
    fault = done.exception
    said = (fault.vi, fault.en) if isinstance(fault, TracuuError) else repr(fault)
    return done.exit_code, re.sub(r'"took_ms": [\d.]+', "", done.output), said


def reading(_: Any) -> Reader:
    """Who asks, whatever they ask with."""
    return READER


def test_what_is_taken_along_is_the_same(pair: Pair) -> None:
    given = [
        [*routes(house, reading), *offering(house, reading), *plain_page(house, reading)] for house in pair.houses()
    ]
    clients = [TestClient(Starlette(routes=one)) for one in given]
    paths = [f"/export.json?q={question}" for question in ("kinh phí hạn chế", SECRET_WORDS)]
    paths += [f"/suggestions?q={typed}" for typed in TYPED]
    paths += [f"/plain?q={question}" for question in ("", *QUESTIONS[::4])]
    paths += [f"/plain?p={key}" for key in (*pair.hidden, pair.passages[0], pair.seen[0])]
    paths += [f"/found?{asked}" for asked in ("level=commune", *(f"q={question}" for question in QUESTIONS[::5]))]
    paths += [f"/part?p={report}&from=0&to=9" for report in (*pair.hidden, _report(pair.seen[0]))]
    paths += [f"/quote?pick={key}:0:10" for key in (pair.passages[0], pair.seen[0])]
    paths += [f"/facet?name=agency&q=kinh+phí&wanted={wanted}" for wanted in ("", "tân lập", "thượng")]
    paths += [f"/originals/{report}" for report in (*pair.hidden, pair.seen[0].rpartition("-")[0])]
    paths += [f"/originals/{report}/pages/1" for report in (*pair.hidden, *map(_report, pair.seen[::40]))]
    for path in paths:
        first, second = (client.get(path) for client in clients)
        assert first.status_code == second.status_code
        texts = [re.sub(r'"took_ms": [\d.]+', "", one.content.decode("utf-8", "replace")) for one in (first, second)]
        assert texts[0] == texts[1]
    picks = {"pick": [f"{pair.passages[0]}:0:10", f"{pair.seen[0]}:0:10"]}
    for question in ("kinh phí hạn chế", SECRET_WORDS):
        whole, without = (_parts(client.get(f"/wordings.docx?q={question}").content) for client in clients)
        assert whole == without
    drafted = {"draft": "\n".join(_draft(pair)[-5:])}
    for path, data in (("/quotations.docx", picks), ("/checked.docx", drafted)):
        whole, without = (_parts(client.post(path, data=data).content) for client in clients)
        assert whole == without
    for ending in CITED_IN:
        asked = [f"?q={question}" for question in ("kinh phí hạn chế", SECRET_WORDS)]
        asked += [f"?p={key}" for key in (pair.passages[0], pair.seen[0])]
        saved = [[client.get(f"/citations{ending}{query}") for client in clients] for query in asked]
        saved.append([client.post(f"/citations{ending}", data=picks) for client in clients])
        for first, second in saved:
            assert (first.status_code, first.content) == (second.status_code, second.content)
    served = {route.path for route in given[0]}
    assert served == ROUTES, "a new address is to be tried here"


ROUTES = {
    "/checked.docx", "/citations.{ending}", "/export.{ending}", "/originals/{report}", "/quotations.docx",
    "/originals/{report}/pages/{page}", "/suggestions", "/facet", "/found", "/part", "/plain",
    "/quote", "/wordings.docx",
}  # fmt: skip


def _parts(content: bytes) -> dict[str, bytes] | bytes:
    """What a Word file says, part by part; the second it was made in is not of it. Of what is no file, all of it."""
    if not is_zipfile(io.BytesIO(content)):
        return content
    with ZipFile(io.BytesIO(content)) as package:
        return {name: re.sub(rb"\d+T[\d:]+Z", b"", package.read(name)) for name in package.namelist()}


def test_words_are_weighed_by_what_is_seen(pair: Pair) -> None:
    with pair.whole.seen_by(READER) as whole, pair.without.seen_by(READER) as without:
        assert len(whole.words) == len(without.words)
        for word in itertools.chain(pair.words, map(fold, pair.words)):
            assert whole.words.forms(fold(word)) == without.words.forms(fold(word))
            assert whole.words.frequency(word) == without.words.frequency(word)
            assert whole.words.frequency(fold(word), "folded") == without.words.frequency(fold(word), "folded")


def test_a_report_that_is_removed_shows_no_more_though_the_index_has_it(kind: Kind, pair: Pair, tmp_path: Path) -> None:
    if kind.server:
        pytest.skip("what a store on Milvus shows then is in test_milvus_hidden.py")
    shutil.copytree(pair.whole.store.folder, tmp_path / "kho")
    store = open_store(tmp_path / "kho")
    with Catalog.open(tmp_path / "kho" / CATALOG_FILE) as catalog:
        for report in pair.hidden:
            catalog.removals.remove(report)
    left = House(store, pair.whole.engines)
    engine = left.engines.complete()
    for question in (*QUESTIONS, *questions(pair, 20, seed=3)):
        with store.view() as view, pair.without.store.view() as without:
            words = (understand(one, question) for one in (view, without))
            first, second = (engine.find(one, asked) for one, asked in zip((view, without), words, strict=True))
            assert first.to_json() | NOW == second.to_json() | NOW


def test_understanding_is_bound_to_what_is_seen(pair: Pair) -> None:
    """The word stands in the hidden report alone: nobody else is told that it is one."""
    with pair.whole.seen_by(READER) as view:
        asked: Words = understand(view, fold(SECRET_WORDS)).words
    assert SECRET_WORDS not in asked.text


def test_a_hidden_report_stays_hidden_when_its_file_says_something_else(tmp_path: Path) -> None:
    encoder, file = HashEncoder(), tmp_path / "tệp" / MADE
    file.parent.mkdir()
    store = open_store(tmp_path / "kho")
    for copied in ("Như trước.", "Nay đã khác."):
        file.write_text(TEXT.format(copied=copied), encoding="utf-8")
        store.sync([file.parent], encoder)
        with store.view() as view:
            (record,) = view.reports()
            assert any(copied in passage.text for passage in view.passages_of(record.id))
        if copied == "Như trước.":
            store.collect(record.id, ["kín"])
    with store.view(READER.scope) as view:
        assert view.reports() == []
        assert view.report(record.id) is None
        assert view.words.frequency("tằm") == 0
    with store.view(Reader(collections=frozenset({"kín"})).scope) as view:
        assert [one.id for one in view.reports()] == [record.id]
