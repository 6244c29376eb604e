"""Headers and outlines for properties: every part present or not, and some of them hostile."""

from __future__ import annotations

from hypothesis import strategies as st

from tracuu.corpus.report import Header, Section

HOSTILE = (
    "Kết quả {1} } \\ \\end{x} @book{a, title={b}}",
    "Dòng một\nTY  - BOOK\r\nTI  - khác\nER  - ",
    "TY  - JOUR",
    '=HYPERLINK("http://x")',
    "\t@SUM(1+1)*cmd|' /C calc'!A0",
    "+84 24 & 50% của $A$1 #N/A _x_ ~ ^ `` -- ''",
    "<b>đậm</b> [liên kết](javascript:1) **mạnh** \x00\x0b\ud800\u2028 hết",
    "#N/A",
    " \u00a0 ",
)
LINES = st.text(st.characters(exclude_characters="None"), max_size=20)
TEXTS = st.none() | st.sampled_from(HOSTILE) | LINES | st.sampled_from(("BÁO CÁO TỔNG KẾT", "Sở Văn hóa, Thể thao"))
DATES = st.none() | st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.just("2023")
HEADERS = st.builds(
    Header,
    agency=TEXTS,
    number=TEXTS | st.just("05/2020/QĐ-UBND"),
    issued=DATES,
    place=TEXTS,
    doc_type=st.none() | st.sampled_from(("Báo cáo", "Công văn", "Luật", "Nghị định")),
    title=TEXTS,
    secrecy=st.none() | st.just("Mật"),
)
SECTIONS = st.lists(
    st.builds(
        lambda number, title: Section(number, title or "Mục", 1, "other", f"{number}. {title}"),
        st.none() | st.sampled_from(("II", "3.2", "a", "Điều 5", "PHẦN I", "")),
        TEXTS,
    ),
    max_size=3,
)
