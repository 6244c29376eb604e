"""Abbreviations of offices and the words they stand for: one reading for both, "CCHC" and "cải cách hành chính".

The table has what all offices write; what a report defines for itself, "Chương trình OCOP mỗi xã một sản phẩm (MXMSP)",
is read from the passages that have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..corpus.vietnamese import TOKEN, fold, has_accents, is_syllable, tokens
from ..index.store import View
from .constants import BEFORE_BRACKETS, DEFINING_PASSAGES, DEFINITIONS_SOUGHT

WORDS: Mapping[str, str] = {
    "antt": "an ninh trật tự", "anqp": "an ninh quốc phòng", "attp": "an toàn thực phẩm",
    "atgt": "an toàn giao thông", "atvstp": "an toàn vệ sinh thực phẩm", "atvsld": "an toàn vệ sinh lao động",
    "bcd": "ban chỉ đạo", "bhxh": "bảo hiểm xã hội", "bhyt": "bảo hiểm y tế", "bhtn": "bảo hiểm thất nghiệp",
    "bvmt": "bảo vệ môi trường", "bvtv": "bảo vệ thực vật", "bqlda": "ban quản lý dự án",
    "cbcc": "cán bộ công chức", "cbccvc": "cán bộ công chức viên chức", "cchc": "cải cách hành chính",
    "cds": "chuyển đổi số", "cntt": "công nghệ thông tin", "ctmtqg": "chương trình mục tiêu quốc gia",
    "csvc": "cơ sở vật chất", "dskhhgd": "dân số kế hoạch hóa gia đình",
    "dtts": "dân tộc thiểu số", "dvc": "dịch vụ công", "dvctt": "dịch vụ công trực tuyến",
    "gddt": "giáo dục và đào tạo", "gdnn": "giáo dục nghề nghiệp", "gdtx": "giáo dục thường xuyên",
    "gnbv": "giảm nghèo bền vững", "gpmb": "giải phóng mặt bằng", "gtnt": "giao thông nông thôn", "htx": "hợp tác xã",
    "khcn": "khoa học và công nghệ", "khhgd": "kế hoạch hóa gia đình", "kntc": "khiếu nại tố cáo",
    "ktxh": "kinh tế xã hội", "kbnn": "kho bạc nhà nước", "ldtbxh": "lao động thương binh và xã hội",
    "mttq": "mặt trận tổ quốc", "nnptnt": "nông nghiệp và phát triển nông thôn", "nsnn": "ngân sách nhà nước",
    "ntm": "nông thôn mới", "nvqs": "nghĩa vụ quân sự", "pccc": "phòng cháy chữa cháy",
    "pctt": "phòng chống thiên tai", "pctn": "phòng chống tham nhũng", "ptdtbt": "phổ thông dân tộc bán trú",
    "qlda": "quản lý dự án", "qlnn": "quản lý nhà nước", "qpan": "quốc phòng an ninh", "qsdd": "quyền sử dụng đất",
    "shtt": "sở hữu trí tuệ", "tccn": "trung cấp chuyên nghiệp", "tdtt": "thể dục thể thao", "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông", "thtk": "thực hành tiết kiệm", "clp": "chống lãng phí",
    "tcd": "tiếp công dân", "thtkclp": "thực hành tiết kiệm chống lãng phí", "tphcm": "thành phố hồ chí minh",
    "tkcn": "tìm kiếm cứu nạn", "tnmt": "tài nguyên và môi trường", "tthc": "thủ tục hành chính",
    "ttdn": "thông tin đối ngoại", "tttt": "thông tin và truyền thông", "ubmttq": "ủy ban mặt trận tổ quốc",
    "vhtt": "văn hóa thông tin", "vhttdl": "văn hóa thể thao và du lịch", "vhxh": "văn hóa xã hội",
    "vsattp": "vệ sinh an toàn thực phẩm", "vsmt": "vệ sinh môi trường", "xdcb": "xây dựng cơ bản",
    "xdntm": "xây dựng nông thôn mới", "xkld": "xuất khẩu lao động", "ttcn": "tiểu thủ công nghiệp",
    "cnxd": "công nghiệp xây dựng", "gcnqsdd": "giấy chứng nhận quyền sử dụng đất", "dqtv": "dân quân tự vệ",
    "bnn": "bệnh nghề nghiệp", "tncs": "thanh niên cộng sản", "lhpn": "liên hiệp phụ nữ", "ccb": "cựu chiến binh",
    "attt": "an toàn thông tin", "anm": "an ninh mạng",
    "btv": "ban thường vụ", "bchqs": "ban chỉ huy quân sự", "clb": "câu lạc bộ",
    "cnhhdh": "công nghiệp hóa hiện đại hóa", "dbkk": "đặc biệt khó khăn", "gdmn": "giáo dục mầm non",
    "gdpt": "giáo dục phổ thông", "gdqpan": "giáo dục quốc phòng an ninh", "gtvt": "giao thông vận tải",
    "hnd": "hội nông dân", "kcb": "khám chữa bệnh", "khdt": "kế hoạch và đầu tư", "kttt": "kinh tế tập thể",
    "mtqg": "mục tiêu quốc gia", "nct": "người cao tuổi", "nkt": "người khuyết tật", "nld": "người lao động",
    "pbgdpl": "phổ biến giáo dục pháp luật", "pclb": "phòng chống lụt bão", "pcmt": "phòng chống ma túy",
    "qppl": "quy phạm pháp luật", "tccb": "tổ chức cán bộ", "tckh": "tài chính kế hoạch", "tdp": "tổ dân phố",
    "tgpl": "trợ giúp pháp lý", "ttatxh": "trật tự an toàn xã hội", "ttdt": "thông tin điện tử",
    "ubkt": "ủy ban kiểm tra", "vbqppl": "văn bản quy phạm pháp luật", "vtlt": "văn thư lưu trữ",
    "ytdp": "y tế dự phòng", "btxh": "bảo trợ xã hội", "ncc": "người có công", "tnxh": "tệ nạn xã hội",
    "bmnn": "bí mật nhà nước", "cbql": "cán bộ quản lý", "khkt": "khoa học kỹ thuật", "sxkd": "sản xuất kinh doanh",
    "ldld": "liên đoàn lao động", "thads": "thi hành án dân sự", "ntmnc": "nông thôn mới nâng cao",
    "ntmkm": "nông thôn mới kiểu mẫu", "nhcsxh": "ngân hàng chính sách xã hội", "hssv": "học sinh sinh viên",
    "ttpvhcc": "trung tâm phục vụ hành chính công",
}  # fmt: skip
"""By the folded letters, without marks between them. Of "UBND" and "HĐND", see `OF_THEMSELVES`."""

OF_THEMSELVES: Mapping[str, str] = {"ubnd": "ủy ban nhân dân", "hdnd": "hội đồng nhân dân"}
"""Those that reports write nearly always so: their words are read as them, and not the other way round."""

FULL: Mapping[str, tuple[str, ...]] = {
    letters: tuple(fold(words).split()) for letters, words in {**WORDS, **OF_THEMSELVES}.items()
}

IN_WORDS = {tuple(map(fold, words.split())): letters for letters, words in WORDS.items()}
LONGEST: Mapping[str, int] = {
    first: max(len(run) for run in IN_WORDS if run[0] == first) for first in {run[0] for run in IN_WORDS}
}
"""By the first word, how many the longest run that begins with it has."""

RUN = re.compile(r"(?<![\w/.-])[^\W\d_]{2,}(?:\s?[&-]\s?[^\W\d_]{2,}){0,2}(?![\w/]|[.-]\d)")
"""An abbreviation may have marks within: "GD&ĐT", "KT-XH", "LĐ-TB&XH"."""

DEFINED = re.compile(
    r"\((?:(?:sau đây |gọi |viết )*(?:là|tắt là|tắt)?:?\s*)?(?P<letters>[^\W\d_]+(?:[\s&-][^\W\d_]+)*)\)",
    re.IGNORECASE,
)
"""What stands in brackets behind the words that it is short for."""

JOINT = re.compile(r"\s?[&-]\s?")
WITHIN = re.compile(r"[\s&-]")
ALSO = re.compile(r"\s+và\s+")
"""Between two in one pair of brackets: "phòng cháy, chữa cháy và cứu nạn, cứu hộ (PCCC và CNCH)"."""

NO_WORDS = re.compile(r"[^\w ,]|[\d_]")


@dataclass(frozen=True, slots=True)
class InFull:
    """A text with its abbreviations in words.

    Attributes:
        text: so.
        letters: the tokens of the abbreviations that stand for words in it: a passage may have them instead.
    """

    text: str
    letters: tuple[str, ...] = ()


def letters_in_full(words: Iterable[str]) -> tuple[str, ...]:
    """Folded words, those that are abbreviations of offices in what they stand for."""
    return tuple(one for word in words for one in FULL.get(word, (word,)))


def in_full(text: str, view: View) -> InFull:
    """`text` with what is abbreviated in it written out, and how reports abbreviate what it has in words.

    Args:
        text: a question or a part of one, without marks and filters.
        view: what is asked.
    """
    shouted = text.isupper() and len(tokens(text)) > 1  # where all are capitals they say nothing
    sought = iter(range(DEFINITIONS_SOUGHT))
    found = [(match, words) for match in RUN.finditer(text) if (words := _meant(match[0], view, shouted, sought))]
    alone = sum(len(match[0]) for match, _ in found) == len(text)
    parts: list[str] = []
    end = 0
    for match, words in found:
        accented = alone or has_accents(text) or match[0].isupper()
        parts += [text[end : match.start()], words if accented else fold(words)]
        end = match.end()
    said = as_reports_write("".join([*parts, text[end:]]))
    typed = (form for match, _ in found for word in tokens(match[0]) for form, _ in view.words.forms(fold(word)))
    return InFull(said, tuple(dict.fromkeys((*_letters(said, view), *typed))))


def _meant(said: str, view: View, shouted: bool, sought: Iterator[int]) -> str | None:
    """The words that `said` stands for; in the reports no more is looked up than `sought` has left."""
    letters = _bare(said)
    if letters in OF_THEMSELVES:
        return None
    if letters in WORDS:
        return None if is_syllable(letters) and not said.isupper() else WORDS[letters]
    if not said.isalpha():
        each = [_bare(part) for part in JOINT.split(said)]
        if len(each) > 1 and all(part in WORDS for part in each):
            return (" và " if "&" in said else " ").join(WORDS[part] for part in each)
    if is_syllable(letters) and (shouted or not said.isupper()):
        return None
    words = tuple(tokens(fold(said)))
    if not all(view.words.frequency(word, "folded") for word in words):
        return None
    held = view.holding(words, "folded")[:DEFINING_PASSAGES]
    if not len(held) or next(sought, None) is None:
        return None
    told = (words for passage in view.passages(held.tolist()).values() for words in defined(passage.text, letters))
    return next(told, None)


def in_table(letters: str) -> str:
    """The words that all offices write `letters`, folded and without marks, for; "" where it is not known."""
    return WORDS.get(letters) or OF_THEMSELVES.get(letters, "")


def _bare(said: str) -> str:
    return fold(said) if said.isalpha() else WITHIN.sub("", fold(said))


def defined(text: str, letters: str) -> Iterator[str]:
    """The words that `text` defines `letters`, folded and without marks, by: those whose initials they are, right
    before their brackets."""
    for match in DEFINED.finditer(text):
        parts = [_bare(part) for part in ALSO.split(match["letters"])]
        if letters not in parts:
            continue
        before = NO_WORDS.split(text[max(match.start() - BEFORE_BRACKETS, 0) : match.start()])[-1]
        words = tokens(before)
        together = "".join(parts)
        for length in range(len(together), len(words) + 1):
            run = words[-length:]
            counted = [word for word in run if word != "và"]
            if len(parts) == 1 and "".join(fold(word)[0] for word in run) == letters:
                yield " ".join(run)
            elif "".join(fold(word)[0] for word in counted) == together:
                first = len("".join(parts[: parts.index(letters)]))
                yield " ".join(counted[first : first + len(letters)] if len(parts) > 1 else run)


OF_UNITS = {"p": "phường", "x": "xã", "h": "huyện", "tt": "thị trấn", "tx": "thị xã", "tp": "thành phố", "q": "quận"}
"""What the letter before a place's name and a stop stand for: "p. Bến Đá"."""

UNIT_LETTERS = re.compile(rf"(?<![\w.])(?P<unit>{'|'.join(OF_UNITS)})\.\s?(?P<capital>[^\W\d_])", re.IGNORECASE)


def as_reports_write(text: str) -> str:
    """`text` with "Ủy ban nhân dân" as "UBND", as reports and their headers nearly always have it, and with the type of
    a place in full: "p. Bến Đá" is phường Bến Đá."""

    def in_full_letters(match: re.Match[str]) -> str:
        of_a_name = match["capital"].isupper()
        return f"{OF_UNITS[match['unit'].lower()]} {match['capital']}" if of_a_name else match[0]

    text = UNIT_LETTERS.sub(in_full_letters, text)
    there = fold(text)
    for letters, words in OF_THEMSELVES.items():
        run = fold(words).split()
        if not all(word in there for word in run):
            continue
        found = list(TOKEN.finditer(text))
        folded = [fold(match[0]) for match in found]
        for start in range(len(found) - len(run), -1, -1):
            if folded[start : start + len(run)] == run:
                capital = "UBND" if letters == "ubnd" else "HĐND"
                text = text[: found[start].start()] + capital + text[found[start + len(run) - 1].end() :]
                found, folded = found[:start], folded[:start]
    return text


def _letters(text: str, view: View) -> Iterator[str]:
    """The abbreviations of what `text` has in words, as far as they stand in the store."""
    words: Sequence[str] = [fold(word) for word in tokens(text)]
    for start in range(len(words)):
        for length in range(min(LONGEST.get(words[start], 0), len(words) - start), 1, -1):
            letters = IN_WORDS.get(tuple(words[start : start + length]))
            if letters:
                yield from (form for form, _ in view.words.forms(letters))
