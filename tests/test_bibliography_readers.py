"""The records for reference managers as the programs read them for which they are written."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests.headers import HOSTILE
from tests.test_bibliography import ANOTHER, HEADER, LAW, SOURCE
from tracuu.corpus.bibliography import CslItem, bibtex, csl_json, ris
from tracuu.corpus.report import Section

CITED = [SOURCE, LAW, ANOTHER, SOURCE]
AGENCY = "Sở Văn hóa, Thể thao và Du lịch tỉnh An Giao"
TITLE = "Kết quả công tác gia đình 6 tháng đầu năm 2021"
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="vi-VN">
  <info><title>Thử</title><id>http://example.org/thu</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout delimiter="; "><group delimiter=", "><names variable="author"/><text variable="number"/>
    <group delimiter=" "><label variable="locator"/><text variable="locator"/></group></group></layout></citation>
  <bibliography><layout suffix="."><group delimiter=". "><names variable="author"/><text variable="title"/>
    <group delimiter=" "><text variable="genre"/><text variable="number"/></group><text variable="publisher-place"/>
    <text variable="archive_location"/></group></layout></bibliography>
</style>"""
"""Whatever a manager may print of a record, in Vietnamese."""
PRINTED = [
    f"{AGENCY}. {TITLE}. Báo cáo 88/BC-SVHTTDL. An Giao.",
    f"{AGENCY}. {TITLE}. Nghị định 30/2020/NĐ-CP. An Giao.",
]


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def output(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8-sig", timeout=60).stdout


@needs("pandoc")
@pytest.mark.parametrize(("write", "name"), [(csl_json, "a.json"), (bibtex, "a.bib")])
def test_pandoc_prints_each_report_once_with_the_place_of_issue(
    write: Callable[[list[CslItem]], str], name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(write(CITED), encoding="utf-8")
    (tmp_path / "style.csl").write_text(STYLE, encoding="utf-8")
    (tmp_path / "a.md").write_text("[@0123abcd; @4567cdef]", encoding="utf-8")
    printed = output(
        "pandoc", "--citeproc", "--csl", tmp_path / "style.csl", "--bibliography", tmp_path / name, "--to", "plain",
        "--wrap", "none", tmp_path / "a.md",
    )  # fmt: skip
    assert [line for line in printed.splitlines() if TITLE in line] == PRINTED


@needs("biber")
def test_biber_finds_nothing_to_complain_of(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(bibtex(CITED), encoding="utf-8")
    command = ("biber", "--tool", "--validate-datamodel", "--output-file", tmp_path / "out.bib", tmp_path / "a.bib")
    said = output(*command, "--logfile", tmp_path / "log")
    assert not [line for line in said.splitlines() if line.startswith(("WARN", "ERROR"))]
    entries = (tmp_path / "out.bib").read_text(encoding="utf-8").split("@")[1:]
    assert len(entries) == 2
    for entry in entries:
        assert "LOCATION = {An Giao}," in entry
        assert f"AUTHOR = {{{{{AGENCY}}}}}," in entry
        assert f"TITLE = {{{TITLE}}}," in entry
        assert "DATE = {2021-06}," in entry


@needs("biber")
@needs("pandoc")
def test_nothing_that_a_report_says_makes_an_entry_of_its_own(tmp_path: Path) -> None:
    cited = []
    for number, text in enumerate(HOSTILE):
        header = replace(HEADER, title=text, agency=f"Sở {text}", number=text, place=text)
        above = (Section(None, text, 1, "other", text),)
        cited.append(CslItem(f"{number:08}-7", header, above, 1, None, text))
    (tmp_path / "a.bib").write_text(bibtex(cited), encoding="utf-8")
    ids = [source.report for source in cited]
    output("biber", "--tool", "--output-file", tmp_path / "out.bib", "--logfile", tmp_path / "log", tmp_path / "a.bib")
    read = re.findall(r"^@(\w+)\{(\w+),$", (tmp_path / "out.bib").read_text(encoding="utf-8"), re.MULTILINE)
    assert read == [("REPORT", report) for report in ids]
    assert [
        item["id"] for item in json.loads(output("pandoc", "-f", "bibtex", "-t", "csljson", tmp_path / "a.bib"))
    ] == ids


@needs("bib2xml")
def test_bibutils_keeps_names_whole_and_takes_no_file_for_a_place(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(bibtex(CITED), encoding="utf-8")
    (tmp_path / "a.ris").write_text(ris(CITED), encoding="utf-8")
    from_bibtex = output("bib2xml", "-i", "utf8", "-o", "utf8", tmp_path / "a.bib")
    from_ris = output("ris2xml", "-i", "utf8", "-o", "utf8", tmp_path / "a.ris")
    for xml in (from_bibtex, from_ris):
        root = etree.fromstring(xml.encode())
        for tag, value in (("title", TITLE), ("publisher", AGENCY), ("placeTerm", "An Giao")):
            assert ["".join(node.itertext()) for node in root.iter(f"{{*}}{tag}")] == [value] * 2
    assert from_bibtex.count(f"<namePart>{AGENCY}</namePart>") == 2
    (tmp_path / "a.xml").write_text(from_ris, encoding="utf-8")
    again = output("xml2bib", "-i", "utf8", "-o", "utf8", "-nl", tmp_path / "a.xml")  # RIS has persons alone
    assert again.count(f'author="{AGENCY}"') == 2


def test_citeproc_prints_each_passage_as_a_locator(tmp_path: Path) -> None:
    citeproc = pytest.importorskip("citeproc")
    source = pytest.importorskip("citeproc.source.json")
    (tmp_path / "style.csl").write_text(STYLE, encoding="utf-8")
    items = json.loads(csl_json(CITED))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it has no `custom`, and says so
        records = source.CiteProcJSON(items)
    style = citeproc.CitationStylesStyle(str(tmp_path / "style.csl"), validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, records, citeproc.formatter.plain)
    cited = []
    for item in items:
        for passage in item["custom"]["passages"]:
            where = citeproc.Locator(passage["label"], passage["locator"])
            citation = citeproc.Citation([citeproc.CitationItem(item["id"], locator=where)])
            bibliography.register(citation)
            cited.append(str(bibliography.cite(citation, lambda missing: pytest.fail(str(missing)))))
    assert cited == [
        f"{AGENCY}, 88/BC-SVHTTDL, mục II.3.2, đoạn 4 (trang 2)",
        f"{AGENCY}, 88/BC-SVHTTDL, mục II, khoản 3.2, điểm a (đoạn 5, trang 2)",
        f"{AGENCY}, 30/2020/NĐ-CP, mục II.3.2, đoạn 4 (trang 2)",
    ]
    assert [str(entry) for entry in bibliography.bibliography()] == PRINTED
