"""Tên loại văn bản and the codes that stand for them in a số và ký hiệu."""

from __future__ import annotations

TYPE_CODES: dict[str, tuple[str, ...]] = {
    "Hiến pháp": (),
    "Bộ luật": (),
    "Luật": (),
    "Pháp lệnh": ("PL",),
    "Lệnh": ("L", "LCT"),
    "Sắc lệnh": ("SL",),
    "Nghị quyết liên tịch": ("NQLT",),
    "Nghị quyết": ("NQ",),
    "Nghị định": ("NĐ", "HĐBT"),
    "Quyết định": ("QĐ", "TTg"),
    "Thông tư liên tịch": ("TTLT",),
    "Thông tư liên bộ": ("TTLB",),
    "Thông tư liên ngành": ("TTLN",),
    "Thông tư": ("TT",),
    "Thông tri": (),
    "Chỉ thị": ("CT",),
    "Kết luận": ("KL",),
    "Quy chế": ("QC", "QyC", "QCPH"),
    "Quy định": ("QyĐ", "QĐi"),
    "Thông cáo": (),
    "Thông báo": ("TB",),
    "Hướng dẫn": ("HD", "HDLN", "HDLT"),
    "Chương trình": ("CTr", "CTPH", "CTHĐ"),
    "Kế hoạch": ("KH", "KHLT", "KHPH", "KHLN"),
    "Phương án": ("PA",),
    "Đề án": ("ĐA",),
    "Dự án": ("DA",),
    "Báo cáo": ("BC",),
    "Biên bản": ("BB",),
    "Tờ trình": ("TTr",),
    "Hợp đồng": ("HĐ", "HĐKT"),
    "Công văn": ("CV",),
    "Công điện": ("CĐ",),
    "Công hàm": (),
    "Bản ghi nhớ": ("BGN",),
    "Bản thỏa thuận": ("BTT",),
    "Hiệp định": (),
    "Giấy phép": ("GP",),
    "Giấy mời": ("GM",),
    "Văn bản hợp nhất": ("VBHN",),
}
"""Each type and its codes: Nghị định 30/2020/NĐ-CP, Phụ lục III; Hướng dẫn 36-HD/VPTW of the Party; the legal
documents of the laws on their making; the joint ones and the bare "HĐBT", "TTg" that came before 2003. No "TC" for
Thông cáo: in a symbol it is the Ministry of Finance (Bộ Tài chính)."""

CODE_TYPES = {code.lower(): name for name, codes in TYPE_CODES.items() for code in codes}
"""The type that a code, lower case, stands for."""

UNACCENTED_CODES = {"nd": "Nghị định", "qd": "Quyết định", "cd": "Công điện", "hdbt": "Nghị định"}
"""Codes that have lost the stroke of their đ and are no other's."""

ABBREVIATIONS = {
    "NQLT": "Nghị quyết liên tịch",
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "TTLT": "Thông tư liên tịch",
    "TTLB": "Thông tư liên bộ",
    "TT": "Thông tư",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "KH": "Kế hoạch",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "TTr": "Tờ trình",
    "BC": "Báo cáo",
    "CV": "Công văn",
    "CĐ": "Công điện",
    "PL": "Pháp lệnh",
    "CTr": "Chương trình",
    "ĐA": "Đề án",
    "QC": "Quy chế",
}
"""Types that texts shorten before a number ("QĐ số 45/QĐ-UB")."""

LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""Types that have a name and may be cited by it and their date alone."""
