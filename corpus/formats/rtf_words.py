"""The control words of rich text (RTF 1.9.1) that change what a page says, as tables."""

from __future__ import annotations

CHARSETS = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The code page of each \\fcharset; any other font has the file's own (\\ansicpg)."""

DROPPED = frozenset((
    "annotation", "atnauthor", "atndate", "atnid", "atnref", "atntime", "atrfend", "atrfstart", "bkmkend",
    "bkmkstart", "colortbl", "comment", "datastore", "filetbl", "fldinst", "footer", "footerf", "footerl",
    "footerr", "footnote", "formfield", "ftncn", "ftnsep", "ftnsepc", "aftncn", "aftnsep", "aftnsepc", "generator",
    "header", "headerf", "headerl", "headerr", "info", "keywords", "listoverridetable", "listtable", "mmath",
    "nonesttables", "nonshppict", "objalias", "objclass", "objdata", "objname", "objsect", "operator", "panose",
    "pict", "pn", "pntxta", "pntxtb", "private", "rsidtbl", "rxe", "shppict", "shprslt", "sn", "sp", "stylesheet",
    "subject", "sv", "tc", "template", "themedata", "title", "txe", "ud", "xe", "xmlnstbl",
))  # fmt: skip
"""Groups whose text stands on no page, or on every one of them."""

SHOWN_THOUGH_STARRED = frozenset(("do", "nesttableprops", "shpinst", "shptxt"))

SIGNS = {
    "bullet": "•", "emdash": "—", "emspace": " ", "endash": "–", "enspace": " ", "ldblquote": "“",
    "lquote": "‘", "qmspace": " ", "rdblquote": "”", "rquote": "’", "tab": "\t", "line": "\n", "lbr": "\n",
}  # fmt: skip
ESCAPED = {"~": "\u00a0", "_": "-", "-": "\xad", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
"""An optional hyphen is kept as such: in a TCVN3 font it is the letter ư."""

PARAGRAPH_ENDS = frozenset(("par", "sect", "page", "column"))
