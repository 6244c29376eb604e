"""What one asker sees: of one moment, whatever is done meanwhile, and of its scope alone in every single read."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.disturbed import HashEncoder, report_text, write_reports
from bench.stores import Kind
from tests.asking import answered, passages_seen, worded
from tests.conftest import SAMPLES
from tests.stores import kind_of
from tracuu.corpus.references import reference_key
from tracuu.corpus.vietnamese import bigrams, fold, tokens
from tracuu.index.local.lock import writer
from tracuu.index.opening import open_store
from tracuu.index.records import Accents, Filter, Passage, ReportRecord
from tracuu.index.scope import COMMON, EVERYTHING, Run, Scope
from tracuu.index.store import Store, View
from tracuu.search import SearchEngine
from tracuu.search.understanding import understand

ENCODER = HashEncoder()
QUESTIONS = ("kinh phí còn hạn chế", "tap huan can bo", "thu gom rác", "an toàn thực phẩm")
SAID = ("kinh", "phí", "kinh_phí", "hạn_chế", "xã", "tập_huấn", "rác", "ong")
PHRASES: tuple[Run, ...] = (("kinh", "phí"), ("hạn", "chế"), ("xã",))
EVERY = 10_000

Keeps = Callable[[Passage], bool]


@pytest.fixture(scope="module", params=["local", "milvus"])
def kind(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kind]:
    """Each kind of store: all that is said here holds of both."""
    with kind_of(request.param, tmp_path_factory) as kind:
        yield kind


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A local store of the samples, of invented reports of which two say the same, and of a file that is broken."""
    folder = tmp_path_factory.mktemp("reports")
    for sample in SAMPLES.glob("*.[tm][xd]*"):
        shutil.copy(sample, folder)
    write_reports(folder, range(3))
    (folder / "cũng thế.txt").write_text(report_text(1).replace("/BC-UBND", "a/BC-UBND"), encoding="utf-8")
    (folder / "hỏng.docx").write_bytes(b"PK")
    data = tmp_path_factory.mktemp("view") / "store"
    open_store(data).sync([folder], ENCODER)
    return data


@pytest.fixture(scope="module")
def kept(kind: Kind, made: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store, which no test changes."""
    return kind.copy(made, tmp_path_factory.mktemp("kept") / "store")


@pytest.fixture
def store(kind: Kind, made: Path, tmp_path: Path) -> Store:
    """A copy of it, to be changed."""
    return kind.copy(made, tmp_path / "store")


@pytest.fixture
def local(made: Path, tmp_path: Path) -> Store:
    """A copy of it in a folder, to be changed."""
    return Kind().copy(made, tmp_path / "store")


def told(view: View, ids: Collection[int], reports: Collection[str]) -> dict[str, Any]:
    """All that a view says, asked for each of these passages and reports, whether it shows them or not."""
    array = np.array(sorted(ids), np.int64)
    where = view.places()
    return {
        "is_empty": view.is_empty(),
        "counts": view.counts(),
        "reports": view.reports(),
        "report": {one: view.report(one) for one in reports},
        "full_report": {one: view.full_report(one) for one in reports},
        "passages": view.passages(ids),
        "passage": {one: view.passage(f"{one}-{n}") for one in reports for n in (1, 2, 9)},
        "passages_of": {one: view.passages_of(one) for one in reports},
        "passages_by_report": view.passages_by_report(),
        "report_of": view.report_of(ids),
        "same_text": view.same_text(array.tolist()),
        "citations": cited(view),
        "facets": view.facets(),
        "statistics": counted(view),
        "places": [(int(number), where.report_ids[one]) for number, one in zip(where.ids, where.reports, strict=True)],
        "years": dict(zip(where.report_ids, where.years, strict=True)),
        "titled_texts": view.titled_texts(array),
        "files": [file.path for file in view.files() if file.report],
        "holding": [view.holding(phrase, "accented").tolist() for phrase in PHRASES],
        "corrections": {one: view.corrections(one) for one in reports},
    }


def cited(view: View) -> dict[str, frozenset[str]]:
    """The reports that cite each document, by what all its spellings have in common."""
    found: dict[str, frozenset[str]] = {}
    for document in view.citations():
        said = document.reference
        key = reference_key(said.type, said.number, said.title, said.date)
        found[key] = found.get(key, frozenset()) | frozenset(document.reports)
    return found


def counted(view: View) -> dict[str, Any]:
    statistics = view.statistics()
    assert list(statistics.cited) == view.citations()
    return {
        name: getattr(statistics, name) for name in ("reports", "passages", "levels", "provinces", "agencies", "roles")
    }


def expected(whole: View, keeps: Keeps, also: Iterable[str] = ()) -> dict[str, Any]:
    """What the part of `whole` that `keeps` admits must say, worked out passage by passage.

    Args:
        whole: the view of everything.
        keeps: whether a passage may be seen.
        also: reports that may be seen though they have no such passage.
    """
    every = passages_seen(whole)
    left = [passage for passage in every if keeps(passage)]
    ids = {passage.id for passage in left}
    shown = {passage.report.id for passage in left} | set(also)
    records = [record for record in whole.reports() if record.id in shown]
    universe = [record.id for record in whole.reports()]
    where = whole.places()
    places = [(n, where.report_ids[one]) for n, one in zip(where.ids.tolist(), where.reports, strict=True) if n in ids]
    references = [
        (reference_key(said.type, said.number, said.title, said.date), record.id)
        for record in records
        for said in whole.full_report(record.id).references  # type: ignore[union-attr]
    ]
    return {
        "is_empty": not left,
        "counts": {
            "reports": len(records),
            "passages": len(left),
            "sentences": sum(len(passage.sentences) for passage in left),
            "failures": 0,
        },
        "reports": records,
        "report": {one: next((record for record in records if record.id == one), None) for one in universe},
        "full_report": {one: whole.full_report(one) if one in shown else None for one in universe},
        "passages": {passage.id: passage for passage in left},
        "passage": {one: next((p for p in left if p.key == f"{one}-{n}"), None) for one in universe for n in (1, 2, 9)},
        "passages_of": {one: [p for p in left if p.report.id == one] for one in universe},
        "passages_by_report": dict(Counter(passage.report.id for passage in left)),
        "report_of": {passage.id: passage.report.id for passage in left},
        "same_text": {p.id: [q for q in left if q.text == p.text and q.id != p.id] for p in left},
        "citations": {key: frozenset(one for said, one in references if said == key) for key, _ in references},
        "facets": {
            "agency": tally(p.report.header.agency for p in left),
            "level": tally(p.report.header.level for p in left),
            "province": tally(p.report.header.province for p in left),
            "year": tally(p.report.year for p in left),
            "doc_type": tally(p.report.header.doc_type for p in left),
            "role": tally(p.role for p in left),
        },
        "statistics": {
            "reports": len(records),
            "passages": len(left),
            "levels": Counter((record.year, record.header.level) for record in records),
            "provinces": Counter(record.header.province for record in records),
            "agencies": Counter(record.header.agency for record in records),
            "roles": Counter((passage.report.year, passage.role) for passage in left),
        },
        "places": places,
        "years": {
            one: year
            for one, year in zip(where.report_ids, where.years, strict=True)
            if one in {report for _, report in places}
        },
        "titled_texts": {p.id: (p.sections[-1].title if p.sections else "", p.text) for p in left},
        "files": [file.path for file in whole.files() if file.report in shown],
        "holding": [[p.id for p in left if stands(phrase, p.text, "accented")] for phrase in PHRASES],
        "corrections": {one: whole.corrections(one) if one in shown else [] for one in universe},
    }


def tally(values: Iterable[object]) -> Counter[str]:
    return Counter(str(value) for value in values if value is not None)


def stands(phrase: Run, text: str, accents: Accents) -> bool:
    """Whether the tokens of `phrase` follow one another in a text."""
    said = [fold(word) if accents == "folded" else word for word in tokens(text)]
    return any(tuple(said[start : start + len(phrase)]) == phrase for start in range(len(said)))


def universe(view: View) -> tuple[list[int], list[str]]:
    return [passage.id for passage in passages_seen(view)], [record.id for record in view.reports()]


def holds(field: str, *values: object) -> Keeps:
    return lambda passage: getattr(passage.report.header, field) in values


def cites(key: str) -> Callable[[View], Keeps]:
    def of(view: View) -> Keeps:
        citing = cited(view)[key]
        return lambda passage: passage.report.id in citing

    return of


CASES: dict[str, tuple[Scope, Keeps]] = {
    "level": (Scope(filter=Filter(levels=("commune",))), holds("level", "commune")),
    "two levels": (Scope(filter=Filter(levels=("district", "province"))), holds("level", "district", "province")),
    "year": (Scope(filter=Filter(years=(2021, 2024))), lambda p: p.report.year in (2021, 2024)),
    "role": (Scope(filter=Filter(roles=("limitations",))), lambda p: p.role == "limitations"),
    "agency": (Scope(filter=Filter(agencies=("tan lap",))), lambda p: "tan lap" in fold(p.report.header.agency or "")),
    "province": (Scope(filter=Filter(provinces=("hai lam",))), holds("province", "Hải Lâm")),
    "type": (Scope(filter=Filter(doc_types=("bao cao",))), lambda p: p.report.header.doc_type == "Báo cáo"),
    "level and role": (
        Scope(filter=Filter(levels=("commune",), roles=("results", "proposals"))),
        lambda p: p.report.header.level == "commune" and p.role in ("results", "proposals"),
    ),
    "nothing": (Scope(filter=Filter(years=(1901,))), lambda _: False),
    "hostile": (Scope(filter=Filter(agencies=("' OR 1=1 --",), without=("x'); DROP TABLE a",))), lambda _: False),
    "phrase": (Scope(phrases=(("kinh", "phí"),)), lambda p: stands(("kinh", "phí"), p.text, "accented")),
    "two phrases": (
        Scope(phrases=(("xã",), ("kinh", "phí"))),
        lambda p: stands(("xã",), p.text, "accented") and stands(("kinh", "phí"), p.text, "accented"),
    ),
    "folded": (
        Scope(phrases=(("han", "che"),), accents="folded"),
        lambda p: stands(("han", "che"), p.text, "folded"),
    ),
    "excluded": (Scope(excluded=(("kinh", "phí"), ("xã",))), lambda p: not (
        stands(("kinh", "phí"), p.text, "accented") or stands(("xã",), p.text, "accented")
    )),
    "all together": (
        Scope(frozenset({COMMON}), Filter(levels=("commune",)), (("xã",),), (("kinh", "phí"),)),
        lambda p: p.report.header.level == "commune"
        and stands(("xã",), p.text, "accented")
        and not stands(("kinh", "phí"), p.text, "accented"),
    ),
    "another collection": (Scope(frozenset({"không có"})), lambda _: False),
}  # fmt: skip


def assert_reads(part: View, whole: View, keeps: Keeps) -> None:
    """Every read of `part` is what is left of `whole`."""
    ids, reports = universe(whole)
    said, wanted = told(part, ids, reports), expected(whole, keeps)
    assert list(said) == list(wanted)
    for read, value in wanted.items():
        assert said[read] == value, read
    assert part.removed() == []


def assert_shows(part: View, whole: View, keeps: Keeps) -> None:
    """The same, and both sides ask what is left alone, which weighs as it does in `whole`."""
    assert_reads(part, whole, keeps)
    left = np.array([p.id for p in passages_seen(whole) if keeps(p)], np.int64)
    for question in QUESTIONS:
        vector = ENCODER.encode_queries([question])[0]
        accents: Accents = "folded" if fold(question) == question else "accented"
        words = tokens(question)
        everything = whole.both_sides(vector, words, accents, EVERY, EVERY)
        found = part.both_sides(vector, words, accents, EVERY, EVERY)
        at = np.searchsorted(everything.ids, left)
        assert found.ids.tolist() == left.tolist()
        np.testing.assert_allclose(found.dense, everything.dense[at], atol=1e-6)
        np.testing.assert_allclose(found.lexical, everything.lexical[at], rtol=1e-5, atol=1e-6)
        assert [len(scores) for scores in found.sentences] == [len(everything.sentences[place]) for place in at]
        few = part.both_sides(vector, words, accents, 4, 2)
        assert set(few.ids.tolist()) <= set(left.tolist())
        for shown, depth in ((few.ids, 4), (few.ids[few.core], 2)):  # by their cosines, for some say the same
            nearest, best = (np.sort(whole.passage_vectors(ids) @ vector)[-depth:] for ids in (shown, left))
            np.testing.assert_allclose(nearest, best, atol=1e-5)


@pytest.mark.parametrize("case", CASES)
def test_a_part_shows_in_every_read_what_is_left_of_the_whole(kept: Store, case: str) -> None:
    scope, keeps = CASES[case]
    with kept.view() as whole:
        part = whole.within(scope)
        assert_shows(part, whole, keeps)
        assert case in ("nothing", "hostile", "another collection") or 0 < part.counts()["passages"] < 300
        vector = ENCODER.encode_queries(["kinh phí"])[0]
        assert part.mean_cosine(vector) == whole.mean_cosine(vector), "what words and nearness weigh stays"
        assert (len(part.words), part.words.frequency("xã")) == (len(whole.words), whole.words.frequency("xã"))


def test_a_report_a_document_cited_and_single_passages_narrow_too(kept: Store) -> None:
    with kept.view() as whole:
        one, other, *_ = whole.reports()
        part = whole.within(Scope(filter=Filter(reports=(one.id, other.id))))
        assert_shows(part, whole, lambda p: p.report.id in (one.id, other.id))
        without = tuple(p.key for p in whole.passages_of(one.id)[::2])
        assert_shows(whole.within(Scope(filter=Filter(without=without))), whole, lambda p: p.key not in without)
        documents = [document for document in whole.citations() if document.reference.number]
        assert len(documents) > 3
        for document in documents[:3]:
            number = document.reference.number or ""
            citing = set().union(*(found.reports for found in whole.citations([number])))
            part = whole.within(Scope(filter=Filter(references=(number,))))
            assert_shows(part, whole, lambda p, citing=citing: p.report.id in citing)  # type: ignore[misc]
            assert set(document.reports) <= citing


def test_a_part_of_a_part_is_what_both_admit(kept: Store) -> None:
    pairs = (
        ("level", "role"),
        ("phrase", "year"),
        ("excluded", "level"),
        ("level", "two levels"),
        ("folded", "phrase"),
    )
    with kept.view() as whole:
        assert whole.within(EVERYTHING) is whole
        for first, second in pairs:
            (one, keeps_one), (other, keeps_other) = CASES[first], CASES[second]
            both = whole.within(one).within(other)
            assert_shows(both, whole, lambda p, a=keeps_one, b=keeps_other: a(p) and b(p))  # type: ignore[misc]
            assert len({whole.moment, whole.within(one).moment, whole.within(other).moment, both.moment}) == 4
            assert whole.within(one).within(one).counts() == whole.within(one).counts()


@pytest.fixture(scope="module")
def shared(kind: Kind, made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, frozenset[str]]:
    """A store of which every third report stands in the collection "riêng"; and the ids of these."""
    store = kind.copy(made, tmp_path_factory.mktemp("shared") / "store")
    with store.view() as view:
        own = frozenset(record.id for record in view.reports()[::3])
    for report_id in own:
        store.collect(report_id, ["riêng"])
    store.sync([], ENCODER)
    return store, own


def test_one_who_may_see_a_collection_sees_a_store_of_it_alone(
    kind: Kind, shared: tuple[Store, frozenset[str]], tmp_path: Path
) -> None:
    store, own = shared
    alone = kind.open(tmp_path / "alone")
    with store.view() as whole:
        alone.take_in(
            (report for one in universe(whole)[1] if one in own and (report := whole.full_report(one))), ENCODER
        )
    engines = [SearchEngine.open_with(one, ENCODER) for one in (store, alone)]
    with store.view() as whole, engines[0].view(Scope(frozenset({"riêng"}))) as seen, engines[1].view() as only:
        assert_reads(seen, whole, lambda p: p.report.id in own)
        assert_shows(seen.within(CASES["level"][0]), seen, holds("level", "commune"))
        assert_reads(
            seen.within(CASES["level"][0]), whole, lambda p: p.report.id in own and p.report.header.level == "commune"
        )
        assert len(seen.words) == len(only.words) == seen.counts()["passages"]
        for word in SAID:
            assert seen.words.frequency(word) == only.words.frequency(word)
            assert seen.words.frequency(fold(word), "folded") == only.words.frequency(fold(word), "folded")
        assert seen.words.forms("han") == only.words.forms("han")
        for question in QUESTIONS:
            vector = ENCODER.encode_queries([question])[0]
            assert seen.mean_cosine(vector) == pytest.approx(only.mean_cosine(vector), abs=1e-5)
            (hits, *rest), (hits_alone, *rest_alone) = (
                findings(engines[0], seen, question),
                findings(engines[1], only, question),
            )
            assert len(hits) == len(hits_alone) > 0
            assert rest == rest_alone
            assert sorted(hit[1:] for hit in hits) == sorted(hit[1:] for hit in hits_alone)


def findings(engine: SearchEngine, view: View, question: str) -> tuple[list[tuple[Any, ...]], float, str | None]:
    """What a question finds, its confidence, and how it was understood."""
    result = engine.find(view, understand(view, question), 50)
    hits = [
        (hit.passage.key, round(hit.score, 4), hit.passage.text, hit.highlights, len(hit.also_in))
        for hit in result.hits
    ]
    return hits, round(result.confidence, 4), result.understood_as


def seen_by(engine: SearchEngine, view: View, ids: Collection[int], reports: Collection[str]) -> dict[str, Any]:
    """All that a view says and finds, with the words that it has."""
    return {
        **told(view, ids, reports),
        "removed": [gone.id for gone in view.removed()],
        "words": (
            len(view.words),
            [view.words.frequency(word) for word in SAID],
            view.words.forms("han"),
            view.words.forms("hạn"),
        ),
        "found": [findings(engine, view, question) for question in QUESTIONS],
        "mean": [round(view.mean_cosine(ENCODER.encode_queries([question])[0]), 4) for question in QUESTIONS],
    }


def a_commune(view: View) -> ReportRecord:
    """A report that shares a paragraph with another, so that much changes when it goes."""
    same = view.same_text([passage.id for passage in passages_seen(view)])
    return next(p.report for p in passages_seen(view) if same[p.id] and same[p.id][0].report.id != p.report.id)


def removed(store: Store, report: ReportRecord) -> None:
    assert store.remove(report.id).published


def corrected(store: Store, report: ReportRecord) -> None:
    assert store.correct(report.id, {"agency": "UBND phường Hoa Sen", "issued": "2011-02-03"})
    store.sync([], ENCODER)


def published(store: Store, report: ReportRecord) -> None:
    with store.view() as view:
        whole = view.full_report(report.id)
    assert whole
    store.take_in([type(whole)("mới.txt", whole.header, whole.sections, whole.paragraphs[:3])], ENCODER)


def collected(store: Store, report: ReportRecord) -> None:
    store.collect(report.id, ["riêng"])


CHANGES: dict[str, tuple[Callable[[Store, ReportRecord], None], tuple[str, ...]]] = {
    "removed": (removed, ("reports", "counts", "facets", "passages", "same_text", "found", "words", "removed")),
    "corrected": (corrected, ("reports", "facets", "passages", "full_report", "statistics", "corrections", "found")),
    "published": (published, ("reports", "counts", "facets", "statistics", "words", "found")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_view_shows_the_store_as_it_was_whatever_is_done_to_it(store: Store, change: str) -> None:
    engine = SearchEngine.open_with(store, ENCODER)
    do, differing = CHANGES[change]
    with engine.view() as view:
        ids, reports = universe(view)
        chosen = a_commune(view)
        first = seen_by(engine, view, ids, reports)
    with engine.view() as old:
        do(store, chosen)
        late = old.within(Scope(filter=Filter(levels=("commune",))))
        assert_shows(late, old, holds("level", "commune"))
        assert seen_by(engine, old, ids, reports) == first, "though nothing of it was read before"
        with engine.view() as new:
            now = seen_by(engine, new, *universe(new))
            assert new.moment != old.moment
        for read in differing:
            assert now[read] != first[read], read
        assert seen_by(engine, old, ids, reports) == first
    engine.close()


def test_a_corrected_header_is_read_at_once_and_found_by_when_it_is_encoded(store: Store) -> None:
    with store.view() as view:
        chosen = a_commune(view)
        numbers = np.array([passage.id for passage in view.passages_of(chosen.id)], np.int64)
        before = view.passage_vectors(numbers)
    assert store.correct(chosen.id, {"agency": "UBND phường Hoa Sen"})
    with store.view() as view:
        report = view.report(chosen.id)
        assert report
        assert report.header.agency == "UBND phường Hoa Sen"
        assert {passage.report.header.agency for passage in view.passages_of(chosen.id)} == {"UBND phường Hoa Sen"}
        assert np.allclose(view.passage_vectors(numbers), before, atol=1e-3)
        assert [correction.field for correction in view.corrections(chosen.id)] == ["agency"]
    store.sync([], ENCODER)
    with store.view() as view:
        assert not np.allclose(view.passage_vectors(numbers), before, atol=1e-2)


def test_a_collection_changed_shows_in_the_next_view_alone(store: Store) -> None:
    with store.view(Scope(frozenset({COMMON}))) as old:
        before = old.counts()
        collected(store, a_commune(old))
        assert old.counts() == before
        with store.view(Scope(frozenset({COMMON}))) as new, store.view(Scope(frozenset({"riêng"}))) as own:
            assert own.counts()["reports"] == 1
            assert new.counts()["reports"] == before["reports"] - 1
            assert new.moment != old.moment


def test_a_removed_report_shapes_nothing_though_no_generation_shows_that_yet(made: Path, tmp_path: Path) -> None:
    stores = [open_store(shutil.copytree(made, tmp_path / name)) for name in ("behind", "published")]
    behind, whole = (SearchEngine.open_with(store, ENCODER) for store in stores)
    with whole.view() as view:
        ids, reports = universe(view)
        gone = a_commune(view)
        before = seen_by(whole, view, ids, reports)
    with writer(tmp_path / "behind", "index"):
        assert not stores[0].remove(gone.id).published
    assert stores[1].remove(gone.id).published
    for scope in (EVERYTHING, Scope(frozenset({COMMON}))):
        with behind.view(scope) as seen, whole.view(scope) as wanted:
            assert seen.made_with == wanted.made_with
            said, right = seen_by(behind, seen, ids, reports), seen_by(whole, wanted, ids, reports)
            for read, value in right.items():
                assert said[read] == value, read
            assert right["found"] != before["found"]
            for narrower, _ in CASES.values():
                assert told(seen.within(narrower), ids, reports) == told(wanted.within(narrower), ids, reports)
    for question in QUESTIONS:
        assert answered(behind, question) == answered(whole, question)
        assert worded(behind, question) == worded(whole, question)
    behind.close()
    whole.close()


@pytest.mark.parametrize("also_removed", [False, True])
@pytest.mark.parametrize("scope", [EVERYTHING, Scope(frozenset({COMMON}))])
def test_a_restored_report_is_read_at_once_and_found_when_a_generation_shows_it(
    local: Store, scope: Scope, also_removed: bool
) -> None:
    store = local
    engine = SearchEngine.open_with(store, ENCODER)
    with store.view() as view:
        back = max(passages_seen(view), key=lambda passage: passage.id).report
        ids, reports = universe(view)
        before = {question: findings(engine, view, question) for question in QUESTIONS}
        read = view.full_report(back.id)
        other = a_commune(view)
    assert store.remove(back.id).published
    with writer(store.folder, "index"):
        assert not store.restore(back.id).published
        assert not (also_removed and store.remove(other.id).published)
    with engine.view(scope) as view:
        assert view.full_report(back.id) == read
        assert back.id in {record.id for record in view.reports()}
        assert len(view.passages_of(back.id)) == back.passages
        told(view, ids, reports)
        for question in QUESTIONS:
            hits, _, _ = findings(engine, view, question)
            assert hits
            assert back.id not in {hit[0].rpartition("-")[0] for hit in hits}
            alone = view.within(Scope(filter=Filter(reports=(back.id,))))
            assert findings(engine, alone, question)[0] == []
    store.restore(other.id)
    store.sync([], ENCODER)
    with engine.view(scope) as view:
        assert {question: findings(engine, view, question) for question in QUESTIONS} == before
    engine.close()


def test_while_generations_are_published_a_view_is_of_one_moment(kind: Kind, store: Store) -> None:
    """What is listed is what is found, in every view that is taken meanwhile."""
    views = 120 if kind.server is None else 12
    with store.view() as view:
        gone = a_commune(view)
    stop = threading.Event()
    done = Counter[str]()
    failed: list[BaseException] = []

    def publish() -> None:
        try:
            while not stop.is_set():
                for change in (store.remove, store.restore):
                    done[change(gone.id).state] += 1
        except BaseException as error:  # noqa: BLE001  (the test says it)
            failed.append(error)

    thread = threading.Thread(target=publish)
    thread.start()
    moments = set()
    vector = ENCODER.encode_queries(["kinh phí"])[0]
    try:
        for _ in range(views):
            with store.view() as view:
                listed = {passage.id for passage in passages_seen(view)}
                found = set(view.both_sides(vector, ["kinh", "phí"], "accented", EVERY, 10).ids.tolist())
                assert found <= listed
                assert listed - found <= {passage.id for passage in view.passages_of(gone.id)}
                assert view.counts()["passages"] == len(listed)
                moments.add(view.moment)
    finally:
        stop.set()
        thread.join(60)
    assert failed == []
    assert len(moments) > views // 40 + 1
    assert done["removed"] > 1


def test_what_is_published_while_a_view_is_taken_is_what_it_shows(
    local: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = local
    with store.view() as view:
        gone = a_commune(view)
    take = type(store)._take  # type: ignore[attr-defined]
    monkeypatch.setattr(store, "_take", lambda: (store.remove(gone.id), take(store))[1])
    with store.view() as view:
        monkeypatch.undo()
        with store.view() as later:
            assert view.moment == later.moment
            assert view.words.frequency("xã") == later.words.frequency("xã")
            assert view.report(gone.id) is None


def test_pairs_are_words_of_a_view_too(kept: Store) -> None:
    with kept.view() as view:
        texts = [tokens(passage.text) for passage in passages_seen(view)]
        for word in SAID:
            assert view.words.frequency(word) == sum(word in (*said, *bigrams(said)) for said in texts), word
