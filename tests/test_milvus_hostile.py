"""Whatever stands in a report, or is asked for, a store on Milvus reads as a local one does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bench.disturbed import HashEncoder
from bench.stores import Kind, milvus_server
from tests.test_view import told, universe
from tracuu.corpus.report import Header, Paragraph, Reference, Report, Section
from tracuu.index.opening import open_store
from tracuu.index.records import Filter
from tracuu.index.scope import EVERYTHING, Scope
from tracuu.index.store import Store, View

ENCODER = HashEncoder()
WORDS = ("kinh", "phí", "or", "1", "xã", "null")

SAID = (
    'Ủy ban "nhân dân"',
    "xã l'Hòa",
    "C:\\xã\\n\\",
    'a\\"b',
    "dòng một\ndòng hai\r\n\tcột",
    "100% kinh phí_%",
    "rỗng\x00giữa",
    '" or 1 == 1 or agency == "',
    "' or id >= 0 or ''='",
    'x") or (born >= 0',
    "{param} ${x} {{y}} [1, 2] ~ null true",
    "👍🏽 xã 𝔘𝔅𝔑𝔇 \u202e\u200b",
    "\u2028kinh phí\u2029\x85\x0b\x0c\x7f",
    "đ" * 40_000,
    "đ" * 40_000 + "a",
)
"""Values of headers; the last two are longer than a row may hold, and begin alike."""

TEXTS = (
    "Kinh phí " + "đường liên thôn " * 6_000,
    "a" + "Ữ" * 30_000 + " kinh phí",
    "ab" + "👍" * 40_000 + " xã",
    'Kinh phí "or 1 == 1" \\ \x00 %\n\t\'--',
    "kinh phí",
    " ",
)
"""Paragraphs; the first three are cut where a row ends, at each place of a letter of two, three and four bytes."""

LONELY = ("\ud800", "xã \udfff", "\ud83d")
"""Halves of letters, which no text may hold, and which a request can."""


def reports() -> Iterator[Report]:
    """One report for each value, in all its fields; one of long paragraphs; one that cites 5,000; empty ones."""
    for number, said in enumerate(SAID):
        header = Header(
            agency=said, level="commune", province=said, district=said, number=said, issued="2021-06-01",
            issued_precision="day", place=said, doc_type=said, title=said, signer=said, signer_role=said,
        )  # fmt: skip
        sections = (Section("I", said, 1, "limitations", f"I. {said}"),)
        cited = (
            Reference("Quyết định", f"{number}/QĐ-UBND", None, said, None),
            Reference("Luật", None, None, None, said),
        )
        paragraphs = (Paragraph(1, f"kinh phí {said[:50]}", "paragraph", (0,)), Paragraph(2, said, "paragraph", (0,)))
        yield Report(f"giá trị {number}.txt", header, sections, paragraphs, cited)
    long = tuple(Paragraph(number, text, "paragraph", ()) for number, text in enumerate(TEXTS, 1))
    yield Report("dài.txt", Header(agency="UBND xã Dài", issued="2022"), (), long)
    many = tuple(Reference("Công văn", f"{number}/CV-{number}X") for number in range(5_000))
    yield Report(
        "viện dẫn.txt", Header(agency="UBND xã Dẫn"), (), (Paragraph(1, "xã viện dẫn", "paragraph", ()),), many
    )
    yield Report("rỗng.txt", Header())
    yield Report("chỉ có tên.txt", Header(agency="UBND xã Rỗng", title="kinh phí"))


COLLECTIONS = ('tập "một"', "tập\\", "or 1 == 1", "tập\n%", "\x00")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The same reports in a local store and in one on Milvus, some of them in collections."""
    with milvus_server(tmp_path_factory.mktemp("milvus")) as (address, _):
        both = (
            open_store(tmp_path_factory.mktemp("kho") / "store"),
            Kind(address).open(tmp_path_factory.mktemp("kho") / "store"),
        )
        for store in both:
            assert store.take_in(reports(), ENCODER).failures == []
            with store.view() as view:
                ids = sorted(record.id for record in view.reports())
            for report, name in zip(ids, COLLECTIONS, strict=False):
                store.collect(report, [name, COLLECTIONS[0]])
            store.sync([], ENCODER)
        yield both


def read(view: View, whole: View) -> dict[str, Any]:
    """All that is read and found."""
    said = told(view, *universe(whole))
    # SQLite's own functions on texts end at a NUL, so that the local store shows such a title short
    said["titled_texts"] = {one: text for one, (title, text) in said["titled_texts"].items() if "rỗng" not in title}
    said["holding"] = [
        view.holding(phrase, accents).tolist()
        for accents in ("accented", "folded")
        for phrase in (("kinh", "phí"), ("or", "1"), ("xã",), ("Ữ",))
    ]
    vector = ENCODER.encode_queries(["kinh phí or 1 == 1"])[0]
    sides = view.both_sides(vector, WORDS, "accented", 1000, 10)
    said["found"] = sides.ids.tolist()
    said["dense"] = pytest.approx(sides.dense.tolist(), abs=1e-3)
    # Tantivy keeps no word of more than 65,530 bytes, of which two stand here: its mean length is less by so much
    said["lexical"] = pytest.approx(sides.lexical.tolist(), rel=1e-2)
    said["words"] = [view.words.frequency(word) for word in (*WORDS, "kinh_phí", "", "\x00", '"', "\\")]
    said["forms"] = [sorted(view.words.forms(word)) for word in ("xa", "kinh", "or", "", '"', "\\", "\x00")]
    return said


def assert_same(one: View, other: View, wholes: tuple[View, View]) -> None:
    here, there = read(one, wholes[0]), read(other, wholes[1])
    assert list(here) == list(there)
    for name, value in here.items():
        said = there[name].expected if name in ("dense", "lexical") else there[name]
        assert said == value, name


FILTERS: dict[str, Filter] = {
    **{f"agency {n}": Filter(agencies=(said,)) for n, said in enumerate(SAID)},
    **{f"type {n}": Filter(doc_types=(said,)) for n, said in enumerate(SAID)},
    **{f"number {n}": Filter(numbers=(said,)) for n, said in enumerate(SAID[:-2])},
    **{f"signer {n}": Filter(signers=(said,), provinces=(said,)) for n, said in enumerate(SAID)},
    **{f"report {n}": Filter(reports=(said,)) for n, said in enumerate(SAID[:-2])},
    **{f"without {n}": Filter(without=(said, f"{said}-1")) for n, said in enumerate(SAID[:-2])},
    **{f"excluded {n}": Filter(excluded=(Filter(agencies=(said,)),)) for n, said in enumerate(SAID)},
    **{f"lonely {n}": Filter(agencies=(said,), references=(said,)) for n, said in enumerate(LONELY)},
    "nobody": Filter(agencies=("không có",), excluded=(Filter(provinces=("cũng không",)),)),
    "a document": Filter(references=("3/QĐ-UBND",)),
    "one of the first of many": Filter(references=("5/CV-5X",)),
    "one of the last of many": Filter(references=("4999/CV-4999X",)),
    "a long title": Filter(references=(f"Luật {SAID[-1]}",)),
}


def test_all_that_is_read_is_the_same(stores: tuple[Store, Store]) -> None:
    with stores[0].view() as here, stores[1].view() as there:
        assert_same(here, there, (here, there))
    assert stores[1].verify().faults == []


@pytest.mark.parametrize(
    "of", ["agency", "type", "number", "signer", "report", "without", "excluded", "lonely", "a ", "one"]
)
def test_filters_admit_the_same(stores: tuple[Store, Store], of: str) -> None:
    with stores[0].view() as here, stores[1].view() as there:
        for name, wanted in FILTERS.items():
            if not name.startswith(of):
                continue
            one, other = (sorted(view.within(Scope(filter=wanted)).places().ids.tolist()) for view in (here, there))
            assert one == other, name
            counts = [view.within(Scope(filter=wanted)).counts() for view in (here, there)]
            assert counts[0] == counts[1], name


@pytest.mark.parametrize("name", COLLECTIONS)
def test_collections_show_the_same(stores: tuple[Store, Store], name: str) -> None:
    with stores[0].view() as here, stores[1].view() as there:
        scope = Scope(frozenset({name}))
        with stores[0].view(scope) as one, stores[1].view(scope) as other:
            assert one.counts()["reports"] > 0
            assert_same(one, other, (here, there))


def test_what_no_text_may_hold_is_found_nowhere(stores: tuple[Store, Store]) -> None:
    with stores[1].view(EVERYTHING) as view:
        every = view.places().ids.tolist()
        for said in (*LONELY, '"', "\x00", SAID[7]):
            assert view.passage(f"{said}-1") is None
            assert view.holding([said], "accented").tolist() == []
            assert view.words.frequency(said) == 0
            assert view.words.forms(said) == []
            assert view.within(Scope(filter=Filter(reports=(said,)))).is_empty()
            assert view.within(Scope(filter=Filter(without=(said, f"{said}-1")))).places().ids.tolist() == every
            assert view.within(Scope(phrases=((said,),))).is_empty()
    with stores[1].view(Scope(frozenset({'" or 1 == 1'}))) as view:
        assert view.is_empty()
        assert view.counts()["reports"] == 0
