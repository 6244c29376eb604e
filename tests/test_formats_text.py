"""Plain text in any encoding, web pages and rich text: the same report, however it was saved."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES
from tracuu.corpus import read_report, report_from_blocks
from tracuu.corpus.blocks import Block, Reading
from tracuu.corpus.errors import FileUnreadableError
from tracuu.corpus.formats.charset import TONES, decode, surface
from tracuu.corpus.formats.html import looks_like_html, read_html
from tracuu.corpus.formats.legacy import shown_symbols, to_unicode
from tracuu.corpus.formats.legacy_letters import LETTERS
from tracuu.corpus.formats.rtf import read_rtf
from tracuu.corpus.formats.text import parse_markdown, read_text
from tracuu.corpus.report import Report
from tracuu.corpus.vietnamese import tokens

WORD_SAMPLE = SAMPLES / "2023-bc-cchc-xa-tan-lap.docx"
TEXT_SAMPLE = SAMPLES / "bc-tiep-cong-dan-kntc-6-thang-2022-tx-luong-giang.md"
LEGACY = ("tcvn3", "vni", "viscii", "vps", "cp1258")
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")

needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def encoded(text: str, encoding: str) -> bytes:
    """`text` as a program of the nineties would have saved it."""
    text = unicodedata.normalize("NFC", text)
    if encoding in UNICODE:
        return text.encode(encoding)
    if encoding == "cp1258":
        return "".join(map(_parted, text)).encode("cp1258")
    table = {letter: code for code, letter in LETTERS[encoding].items()}
    if encoding in ("viscii", "vps"):
        text = text.translate(str.maketrans("“”–", '""-'))
    codes = "".join(table.get(letter, table.get(letter.lower(), letter)) for letter in text)
    return codes.encode("latin-1" if encoding in ("viscii", "vps") else "cp1252")


def _parted(letter: str) -> str:
    """A letter with its tone after it, as Windows-1258 writes most of them."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in marks if mark in TONES)
        return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES)) + tones
    return letter


def in_legacy_fonts(source: Path, encoding: str, path: Path) -> None:
    """Saves the Word file `source` at `path` with every letter in `encoding` and its fonts."""
    document = docx.Document(str(source))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for paragraph in [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]:
        for run in paragraph.runs:
            run.text = surface(encoded(run.text.replace("Ủy", "Uỷ"), encoding)) if encoding == "vni" else run.text
            fonts = {"vni": "VNI-Times"}
            if encoding == "tcvn3":
                capitals = run.text == run.text.upper()
                text = run.text.replace("Ủy", "Uỷ").replace("Ý kiến", "ý kiến")
                run.text = surface(encoded(text.lower() if capitals else text, encoding))
                fonts = {"tcvn3": ".VnTimeH" if capitals else ".VnTime"}
            run.font.name = fonts[encoding]
            for place in ("w:cs", "w:eastAsia"):
                run._r.rPr.rFonts.set(qn(place), fonts[encoding])
    document.save(str(path))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Word sample in Unicode, TCVN3 and VNI, each as LibreOffice saves it in .rtf and .html."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(WORD_SAMPLE, folder / "unicode.docx")
    for encoding in ("tcvn3", "vni"):
        in_legacy_fonts(WORD_SAMPLE, encoding, folder / f"{encoding}.docx")
    documents = [folder / f"{name}.docx" for name in ("unicode", "tcvn3", "vni")]
    for ending in ("rtf", "html"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", folder, *documents]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def facts(report: Report) -> tuple[object, ...]:
    """All that a reader takes from a report, "Uỷ ban" and "Ủy ban" being one."""
    header = repr(report.header).replace("Uỷ", "Ủy")
    sections = [(section.number, section.title, section.depth, section.role) for section in report.sections]
    return header, sections, [paragraph.text.replace("Uỷ", "Ủy") for paragraph in report.paragraphs]


def lines(reading: Reading) -> list[str]:
    return [line for block in reading.blocks for line in block.lines]


def write(folder: Path, source: str | bytes, name: str = "văn bản") -> Path:
    path = folder / name
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return path


@needs_soffice
@pytest.mark.parametrize("ending", ["rtf", "html"])
@pytest.mark.parametrize("letters", ["unicode", "tcvn3", "vni"])
def test_a_report_is_the_same_in_every_format(made: Path, letters: str, ending: str) -> None:
    reading = {"rtf": read_rtf, "html": read_html}[ending](made / f"{letters}.{ending}")
    assert facts(report_from_blocks(reading.blocks, WORD_SAMPLE.name)) == facts(read_report(WORD_SAMPLE))
    assert reading.warnings == ()


@needs_soffice
@pytest.mark.parametrize("letters", ["tcvn3", "vni"])
def test_rich_text_keeps_every_letter(made: Path, letters: str) -> None:
    wanted = Counter(tokens(" ".join(lines(read_rtf(made / "unicode.rtf")))))
    ours = Counter(tokens(" ".join(lines(read_rtf(made / f"{letters}.rtf")))))
    assert not wanted - ours


@pytest.mark.parametrize("encoding", [*UNICODE, *LEGACY])
def test_plain_text_is_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, encoded(TEXT_SAMPLE.read_text("utf-8"), encoding), TEXT_SAMPLE.name)
    assert facts(read_report(path)) == facts(read_report(TEXT_SAMPLE))
    assert bool(read_text(path).warnings) == (encoding in LEGACY)


@pytest.mark.parametrize("encoding", LEGACY)
def test_a_guessed_encoding_is_said(encoding: str) -> None:
    (warning,) = decode(encoded("Kinh phí còn hạn chế, chưa có nguồn.", encoding)).warnings
    assert "đối chiếu với bản gốc" in warning


UNICODE_LINES = ["Báo cáo tình hình kinh tế", "Các xã", "La liga, café", "Đã có 5 m² nhà, 25°C", "Căn cứ Nghị định"]
FOREIGN_LINES = [
    "Le café est situé à côté de la préfecture.",
    "L'été dernier, le maire a été élu à la majorité; «très» bien — coût 25 €",
    "El niño comió piñas en la mañana; ¿qué pasó con el señor Núñez?",
    "Die Straße über München führt schön: Größe, Höhe, Gebühr.",
    "The naïve résumé costs £5 – “fine”. 25°C, 5 m² ±3 ½ ©",
]


@pytest.mark.parametrize("encoding", LEGACY)
def test_legacy_lines_among_unicode_ones_are_found_and_the_others_left(encoding: str) -> None:
    legacy = encoded("\n".join(UNICODE_LINES[:2] + UNICODE_LINES[4:]), encoding)
    unicode = "\n".join(UNICODE_LINES + FOREIGN_LINES)
    wanted = "\n".join([unicode, *UNICODE_LINES[:2], *UNICODE_LINES[4:], unicode])
    for part in (legacy, surface(legacy).encode()):
        assert (
            unicodedata.normalize("NFC", decode(b"\n".join([unicode.encode(), part, unicode.encode()])).text) == wanted
        )


@pytest.mark.parametrize("line", [*UNICODE_LINES, *FOREIGN_LINES])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1252"])
def test_text_of_other_languages_is_not_converted(line: str, encoding: str) -> None:
    try:
        source = line.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("not of this encoding")
    assert decode(source).text == line


def test_utf8_misread_as_latin_is_mended() -> None:
    text = "Báo cáo tình hình kinh tế, xã hội"
    assert decode(surface(text.encode()).encode()).text == text


def test_a_broken_byte_spoils_no_more_than_itself() -> None:
    source = "Tình hình kinh tế của huyện\nKinh phí còn hạn chế".encode()
    decoded = decode(source.replace("ế".encode(), "ế".encode()[:2], 1))
    assert decoded.text == "Tình hình kinh t\ufffd của huyện\nKinh phí còn hạn chế"
    assert "đã hỏng" in decoded.warnings[0]


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("B¸O C¸O", "BÁO CÁO"),
        ("X· T¢N LËP", "XÃ TÂN LẬP"),
        ("UBND X· VÜNH H¦NG      §éc lËp - Tù do", "UBND XÃ VĨNH HƯNG      Độc lập - Tự do"),
        ("UBND x· T©n LËp, §¶ng uû, Hµ Néi, Sè: 12/BC-UBND", "UBND xã Tân Lập, Đảng uỷ, Hà Nội, Số: 12/BC-UBND"),
        ("nh−ng ch−a", "nhưng chưa"),
    ],
)
def test_tcvn3_words_in_capitals_get_capital_letters(shown: str, meant: str) -> None:
    assert to_unicode(shown, "tcvn3") == meant


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps", "cp1258"])
def test_every_letter_of_both_cases_is_converted(encoding: str) -> None:
    letters = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
    text = letters if encoding == "vps" else letters + "ĂÂÊÔƠƯĐ"
    if encoding not in ("tcvn3", "vps"):
        text += letters.upper()
    assert to_unicode(surface(encoded(text, encoding)), encoding) == text


@pytest.mark.parametrize(
    ("codes", "signs"),
    [
        ("\uf0b7 Kinh phí", "• Kinh phí"),
        ("  \uf02d Kinh phí", "  - Kinh phí"),
        ("\uf0fc Có", "✓ Có"),
        ("a \uf0e0 b", "a → b"),
        ("\uf8e7 Kinh\uf8e7 phí", "• Kinh phí"),
    ],
)
def test_codes_of_symbol_fonts_become_their_signs(codes: str, signs: str) -> None:
    assert shown_symbols(codes) == signs


@pytest.mark.parametrize(
    "source", [b"MZ\x00\x01\x02", bytes(range(1, 256)), bytes(range(128, 256)) * 4, b"a\x01\x02b" * 9, b"\xff\xfea"]
)
def test_what_is_no_text_has_its_sentence(tmp_path: Path, source: bytes) -> None:
    with pytest.raises(FileUnreadableError, match="Hãy"):
        read_text(write(tmp_path, source))


RTF = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}" + (
    r"{\f2\fnil\fcharset0 .VnTimeH{\*\falt Arial};}{\f3\fnil\fcharset0 VNI-Times;}{\f4\fnil\fcharset2 Symbol;}"
    r"{\f5\froman\fcharset163 Times New Roman (Vietnamese);}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}"
)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (r"\f1 B\'b8o c\'b8o\par\f2 b\'b8o c\'b8o\par", ["Báo cáo", "BÁO CÁO"]),
        (r"\f1\b Kinh\b0  ph\'dd c\'dfn h\'b9n ch\'d5, ch\-a \'ae\'ad\'eec\par", ["Kinh phí còn hạn chế, chưa được"]),
        (r"\f3 Ba\b\'f9\b0 o ca\'f9o \'f1o\'e0ng\par", ["Báo cáo đồng"]),
        (r"\f5 C\'f4\'f2ng ho\'e0 v\'ec\par", ["Cộng hoà v́"]),
        (r"\uc1 Kinh ph\u237\'ed h\u7841?n ch\u7871?\par", ["Kinh phí hạn chế"]),
        (r"{\uc2 h\u7841 ??n}{\uc0 ch\u7871}\par", ["hạnchế"]),
        (r"\u-3913?\tab Kinh ph\u237?\par", ["• Kinh phí"]),
        (r"{\pntext\f4\'b7\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}Kinh ph\'ed\par", ["• Kinh phí"]),
        (r"{\listtext 1.1.\tab}Kinh ph\'ed\par", ["1.1. Kinh phí"]),
        (r"m\'f4\'f4t\line hai\par ba\page t\'fd", ["môôt", "hai", "ba", "tý"]),
        (
            r"{\header tr\'ean}{\footer d\'fdoi}{\info{\title x}}a{\footnote b}{\*\unknown c}{\v d}\v e\v0  f\par",
            ["a f"],
        ),
        (r"{\pict\wmetafile8 0102}{\object{\*\objdata 01}{\result k\u7871?t qu\u7843?}}\par", ["kết quả"]),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Ngh\u7883? \u273?\u7883?nh}} 30\par", ["Nghị định 30"]),
        (r"\caps b\'e1o c\'e1o\caps0  n\u259?m\par", ["BÁO CÁO năm"]),
        (r"tr\u432?\u7899?c\bin5 {{\}}sau\par", ["trướcsau"]),
        (r"a{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt M\u7852?T\par}}{\shprslt z}}b\par", ["MẬT", "ab"]),
        (r"a{\*\do\dobxpage{\dptxbxtext M\u7852?T\par}}b\par", ["MẬT", "ab"]),
        (r"a {b {c", ["a b c"]),
        (r"16\_KL/TW \ldblquote x\rdblquote\~\endash\par", ["16-KL/TW “x” –"]),
    ],
)
def test_rich_text_shows_what_its_page_shows(tmp_path: Path, body: str, wanted: list[str]) -> None:
    assert lines(read_rtf(write(tmp_path, RTF + body + "}"))) == wanted


def test_rich_text_knows_bold_headings_and_tables(tmp_path: Path) -> None:
    body = (
        r"\pard\b TT\b0\par\pard\outlinelevel0 II. T\u7891?n t\u7841?i\par"
        r"\trowd\trhdr\cellx1000\cellx3000\pard\intbl TT\cell X\u227?\cell\row"
        r"\trowd\cellx1000\cellx3000\pard\intbl 1\cell T\u226?n\par L\u7853?p\cell\row\pard Sau\par}"
    )
    blocks = read_rtf(write(tmp_path, RTF + body)).blocks
    assert blocks[0] == Block(("TT",), bold=True)
    assert blocks[1] == Block(("II. Tồn tại",), "heading", bold=True)
    assert [(block.lines[0], block.kind) for block in blocks[2:]] == [("TT: 1 | Xã: Tân Lập", "row"), ("Sau", "text")]


def test_columns_laid_out_with_tabs_are_read_one_after_the_other(tmp_path: Path) -> None:
    body = (
        r"\f1 UBND X\'b7 V\'dcNH M\'a2Y\tab\tab C\'e9NG HO\'b5 X\'b7 H\'e9I\par "
        r"S\'e8: 12/BC-UBND\tab\tab \'a7\'e9c l\'cbp - T\'f9 do\par \tab\tab\tab Ng\'b5y 5\par "
        r"1.\tab KT - XH\par a)\tab Kinh ph\'dd\par}"
    )
    assert [block.lines for block in read_rtf(write(tmp_path, RTF + body)).blocks] == [
        ("UBND XÃ VĨNH MÂY", "Số: 12/BC-UBND"),
        ("CỘNG HOÀ XÃ HỘI", "Độc lập - Tự do", "Ngày 5"),
        ("1. KT - XH",),
        ("a) Kinh phí",),
    ]


WORD_PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--><style><!-- /* x */ @font-face {font-family:"x";}
p.MsoNormal, li.MsoNormal {margin:0in; font-size:14.0pt; font-family:".VnTime";} .an {display:none}
p.Dam {font-family:".VnTimeH"; font-weight:bold} --></style></head><body lang=EN-US>
<p class=MsoNormal><b>Kinh phÝ</b> cßn
h¹n chÕ<o:p>&nbsp;</o:p></p><p class=Dam>b¸o c¸o</p>
<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;
</span></span><![endif]>Nhµ n­íc <span style='font-family:"Times New Roman"'>Số &#7845;</span></p>
<p class=an>x</p>
<p class=MsoNormal><span style='font-family:Symbol'>·</span> <span style='mso-hide:all'>y</span>ngµy</p>
<script>z</script></body></html>"""


def test_a_page_saved_by_word_shows_its_letters_by_font(tmp_path: Path) -> None:
    source = b"".join(
        letter.encode("cp1252") if letter not in "ố" else b"&#7889;" for letter in WORD_PAGE.replace("\n\n", "\n")
    )
    blocks = read_html(write(tmp_path, source)).blocks
    assert [block.lines[0] for block in blocks] == ["Kinh phí còn hạn chế", "BÁO CÁO", "1. Nhà nước Số ấ", "• ngày"]
    assert [block.bold for block in blocks] == [False, True, False, False]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>Kinh<br>phí</p>", ["Kinh", "phí"]),
        ("<div>một<br><br>hai</div>ba", ["một", "hai", "ba"]),
        ("<ol start=3><li>ba<li>bốn<ol type=a><li>con</ol></ol>", ["3. ba", "4. bốn", "a) con"]),
        ("<ul><li><p>một</p><p>tiếp</p></li><li>- hai</ul>", ["- một", "tiếp", "- hai"]),
        ("<ul style='list-style:none'><li>một</ul><ol><li>2. hai</ol>", ["một", "2. hai"]),
        ("<nav>a</nav><aside>b</aside><p hidden>c</p><p>d<script>e</script><!-- f --></p>", ["d"]),
        ("<P STYLE='TEXT-TRANSFORM: UPPERCASE'>Báo cáo</P>", ["BÁO CÁO"]),
        ("<FONT FACE='.VnTimeH'>b¸o c¸o</FONT><P STYLE='FONT-FAMILY: VNI-Times'>Baùo caùo", ["BÁO CÁO", "Báo cáo"]),
        ("<p>UBND XÃ A&nbsp;&nbsp;&nbsp; &nbsp;CỘNG HÒA XÃ HỘI</p>", ["UBND XÃ A", "CỘNG HÒA XÃ HỘI"]),
        ("<p>Nghị&nbsp;quyết &amp; &#7889; &eacute; &unknown;</p>", ["Nghị quyết & ố é &unknown;"]),
        ("<p>&#147;Kinh phí&#148; &#150; chi", ["“Kinh phí” – chi"]),
        ("<pre>một\nhai</pre>", ["một", "hai"]),
        ("<table><tr><td>menu<td><table><tr><td><p>Điều 1</p><p>Điều 2</table></table>", ["menu", "Điều 1", "Điều 2"]),
        ("<table><tr><td><p>một</p><p>hai</p></td></tr></table>", ["một", "hai"]),
        ("<p>số<a href='#_ftn1'>[1]</a> liệu</p><div style='mso-element:footnote'>chú</div>", ["số liệu"]),
    ],
)
def test_a_page_gives_what_its_body_shows(tmp_path: Path, body: str, wanted: list[str]) -> None:
    page = f"<!DOCTYPE html><meta charset=utf-8><body>{body}</body>"
    assert lines(read_html(write(tmp_path, page))) == wanted


def test_a_page_knows_bold_headings_and_tables(tmp_path: Path) -> None:
    page = (
        "<h2>II. Tồn tại</h2><p style='font-weight:700'>Đậm</p><p><b>Kinh phí:</b> chưa có</p>"
        "<table><thead><tr><th rowspan=2>TT<th colspan=2>Kinh phí<tr><th>Năm 2022<th>Năm 2023</thead>"
        "<tr><td>1<td>25<td>30</table>"
    )
    blocks = read_html(write(tmp_path, page)).blocks
    assert [(block.kind, block.bold) for block in blocks[:3]] == [("heading", True), ("text", True), ("text", False)]
    assert blocks[3].lines == ("TT: 1 | Kinh phí / Năm 2022: 25 | Kinh phí / Năm 2023: 30",)


@pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "windows-1258", "x-user-defined", None])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "tcvn3", "vni", "cp1258"])
def test_a_page_is_read_whatever_charset_it_declares(tmp_path: Path, encoding: str, declared: str | None) -> None:
    if (encoding, declared) in [("tcvn3", "windows-1258"), ("vni", "windows-1258")]:
        pytest.skip("only a font could tell")
    meta = f"<meta charset={declared}>" if declared else ""
    page = f"<html>{meta}<body><p>Kinh phí còn hạn chế</p><p>Tình hình chung</p></body></html>"
    assert lines(read_html(write(tmp_path, encoded(page, encoding)))) == ["Kinh phí còn hạn chế", "Tình hình chung"]


@pytest.mark.parametrize(
    ("start", "is_page"),
    [
        (b"<!DOCTYPE html PUBLIC>", True),
        (b"\xef\xbb\xbf\r\n <html xmlns:o='x'>", True),
        (b"<?xml version='1.0'?><!-- saved --><HTML>", True),
        ("\ufeff<html>".encode("utf-16-le"), True),
        ("# Báo cáo <html>".encode(), False),
        (b"<p align=center>", False),
        (b"<!--" * 250, False),
    ],
)
def test_a_page_is_known_by_its_start(start: bytes, is_page: bool) -> None:
    assert looks_like_html(start) == is_page


@pytest.mark.parametrize(
    ("reader", "source"),
    [
        (read_html, "<div>" * 10_000 + "Báo cáo" + "</div>" * 10_000),
        (read_html, "<table><tr><td>" * 10_000 + "Báo cáo"),
        (read_html, "<style>" + "/*" * 100_000 + "</style>Báo cáo"),
        (read_html, "<style>" + "p.a{font-family:x}" * 20_000 + f"</style><p class='{'a ' * 20_000}'>Báo cáo"),
        (read_rtf, r"{\rtf1 " + "{" * 9_000 + r"B\u225?o c\u225?o" + "}" * 9_000),
        (read_rtf, r"{\rtf1\uc999999 B\u225?" + "o" * 9 + r"\u32? c\u225?{o}" + r"{\shptxt" * 9_000),
    ],
)
def test_absurd_depth_and_repetition_end_well(tmp_path: Path, reader: Callable[[Path], Reading], source: str) -> None:
    assert lines(reader(write(tmp_path, source)))[0].startswith(("Báo", "- Báo"))


def test_entities_of_a_page_are_not_expanded(tmp_path: Path) -> None:
    page = '<!DOCTYPE html [<!ENTITY a "aaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><body><p>&a;&x; Báo cáo</p>'
    assert lines(read_html(write(tmp_path, page)))[-1] == "&a;&x; Báo cáo"


RTF_WORDS = st.sampled_from(
    [r"\par", r"\cell", r"\row", r"\intbl", r"\itap3", r"\nestcell", r"\pard", "{", "}", r"{\fonttbl", r"\f1",
     r"\u7897?", r"\'e1", r"\*", r"\shptxt", r"\bin9", r"\v", r"\uc0", ";", " chữ ", "\\"]
)  # fmt: skip
TAGS = st.sampled_from(
    ["<table>", "<tr>", "<td rowspan=9 colspan=9>", "</table>", "</td>", "<p>", "<li>", "<ol>", "<style>", "<b>",
     "</b>", "<br>", "<!--", "&#0;", "&#x110000;", "<font face=.VnTime>", " chữ µ ", "<![CDATA["]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    source=st.binary(max_size=300)
    | st.lists(RTF_WORDS, max_size=60).map(lambda words: r"{\rtf1" + "".join(words)).map(str.encode)
    | st.lists(TAGS, max_size=60).map(lambda tags: "<html>" + "".join(tags)).map(str.encode)
)
def test_no_bytes_end_in_anything_but_a_reading_or_its_reason(tmp_path: Path, source: bytes) -> None:
    path = write(tmp_path, source)
    for reader in (read_text, read_html, read_rtf):
        try:
            reading = reader(path)
        except FileUnreadableError:
            continue
        assert all(block.lines and all(block.lines) for block in reading.blocks)


def test_paragraphs_that_only_an_indent_shows_are_apart() -> None:
    text = """                        CHỈ THỊ
        Về tăng cường quản lý các bến đò
     Thời gian qua, công tác quản lý bến đò đã có chuyển biến
tích cực ở các xã ven sông.
     Để chấn chỉnh, Ủy ban nhân dân huyện chỉ thị:
     Các xã kiểm tra bến đò theo Nghị định số 34/2002/NĐ-CP ngày
28 tháng 3 năm 2002 và báo cáo trước ngày 15 hằng tháng."""
    report = report_from_blocks(parse_markdown(text), "chỉ thị")
    assert report.header.title == "Về tăng cường quản lý các bến đò"
    assert [paragraph.text.split()[0] for paragraph in report.paragraphs] == ["Thời", "Để", "Các"]


def test_room_left_for_the_pen_parts_no_columns() -> None:
    lines = "Số:        /TTr-STC\nHải Lam, ngày      tháng      năm 2016"
    assert [block.lines for block in parse_markdown(lines)] == [
        ("Số: /TTr-STC", "Hải Lam, ngày tháng năm 2016"),
    ]


def test_a_row_of_names_alone_heads_the_columns_of_a_page(tmp_path: Path) -> None:
    table = "<table><tr><th>Xã<th>Kết quả<tr><td>Tân Lập<td>tốt<tr><td>Nam Lia<td>khá</table>"
    assert lines(read_html(write(tmp_path, f"<html><body>{table}"))) == [
        "Xã: Tân Lập | Kết quả: tốt",
        "Xã: Nam Lia | Kết quả: khá",
    ]


def test_a_soft_hyphen_is_not_seen() -> None:
    assert [block.lines for block in parse_markdown("kinh\u00ad phí")] == [("kinh phí",)]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_number_alone_on_its_line_is_in_the_encoding_of_the_others(encoding: str) -> None:
    text = (
        "Độc lập - Tự do - Hạnh phúc\n\nSố: 1458/2007/QĐ-UBND\n\nKinh phí được cấp còn thiếu, đường vào thôn chưa sửa."
    )
    assert decode(encoded(text, encoding)).text == text
