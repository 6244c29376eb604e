"""The letters of the Vietnamese encodings from before Unicode, as Windows-1252 or Latin-1 shows what was typed.

From viparse 0.1.31 (https://github.com/TrizenX/viparse), MIT, (c) 2026 minhtridinh; its licence stands beside this file
in legacy_letters.LICENSE.txt. Added here: the last four of VNI, which it leaves out.
"""

from __future__ import annotations

TCVN3 = (
    ("¡¢£¤¥¦§¨©ª«¬\xad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×", "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệì"),
    ("ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ", "íỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"),
)
VISCII = (
    ("\x02\x05\x06\x14\x19\x1e\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d", "ẲẴẪỶỸỴẠẮẰẶẤẦẨẬẼẸẾỀỂỄ"),
    ("\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f\xa0¡", "ỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắ"),
    ("¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ", "ằặấầẩậẽẹếềểễệốồổỗỠƠộ"),
    ("¶·¸¹º»¼½¾¿ÄÅÆÇËÎÏÐÑÕ", "ờởịỰỨỪỬơớƯẢĂẳẵẺĨỳĐứạ"),
    ("Ö×ØÛÜÞßäåæçëîïðñö÷øû", "ỷừửỹỵỡưảăữẫẻĩỉđựỏọụũ"),
    ("üþÿ", "ủợỮ"),
)
VPS = (
    ("\x02\x03\x04\x05\x06\x10\x11\x12\x13\x14\x15\x19\x1c\x1d\x80\x81\x82\x83\x84\x85", "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮÀẢÃẤẦẨ"),
    ("\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x93\x94\x95\x96\x97\x98\x99\x9a\x9b", "ọỗĂếềểệẮẰẲẾỀỂỄỐỒỔỖýỷ"),
    ("\x9c\x9d\x9e\x9f¡¢£¤¥¦§¨©ª«¬\xad®¯°", "ỵỚỜỞắằẳẵặỠớÙờởỡŨỨợỪổ"),
    ("±²³´µ¶·¸¹º»¼½¾¿ÀÃÄÅÆ", "ỬỲỸÍÌộỈĨÓửữÒỎÕựầấẩẫậ"),
    ("ÇÈËÌÍÎÏÐÑÒÓÕÖ×ØÙÛÜÞä", "đẻẹỉễịỹƯỦồốỏơÈừứũưẺả"),
    ("åæëïðñ÷øûýþÿ", "ạăẽĩẴĐƠụủỶẼỳ"),
)
VNI = (
    "aøà aùá aïạ aûả aáấ aäậ aêă aââ aõã aàầ aåẩ aéắ aüẵ aëặ AØÀ aèằ AÙÁ AÂÂ AÛẢ aãẫ AÕÃ AÏẠ AÊĂ AÁẤ AÅẨ AÄẬ "
    "AÀẦ AÃẪ AÉẮ AÈẰ AÜẴ AËẶ eäệ eáế eàề eâê eåể eùé EÄỆ eûẻ eõẽ EÁẾ EÀỀ eãễ EÂÊ eøè eïẹ EÅỂ EØÈ EÙÉ EÏẸ EÛẺ "
    "EÕẼ EÃỄ IØÌ IÙÍ iøì iùí oäộ oâô oáố ôïợ oùó ôøờ ôûở ôùớ oøò oåổ oàồ oïọ OÄỘ oãỗ oûỏ oõõ OÂÔ ôõỡ ÔÛỞ OÅỔ "
    "OÁỐ OØÒ OÙÓ OÀỒ ÔÙỚ ÔØỜ OÕÕ OÏỌ OÛỎ OÃỖ ÔÕỠ ÔÏỢ uûủ öïự uïụ öùứ öûử öøừ uùú öõữ uøù UÛỦ uõũ ÖÙỨ UÕŨ UÏỤ "
    "ÖÛỬ ÖÕỮ ÖÏỰ UØÙ UÙÚ ÖØỪ yùý yõỹ yûỷ yøỳ YÙÝ YÛỶ YØỲ YÏỴ yïỵ YÕỸ ñđ ÑĐ òị æỉ ÒỊ ÆỈ ÓĨ óĩ ôơ ÔƠ öư ÖƯ aúẳ "
    "AÚẲ îỵ ÎỴ"
)
"""What is typed, one or two characters, and then its letter."""

LETTERS: dict[str, dict[str, str]] = {
    **{
        name: {typed: shown for row in rows for typed, shown in zip(*row, strict=True)}
        for name, rows in (("tcvn3", TCVN3), ("viscii", VISCII), ("vps", VPS))
    },
    "vni": {letter[:-1]: letter[-1] for letter in VNI.split()},
}
"""By encoding, a key of `legacy.ENCODINGS`: what was typed, and the letter (NFC) that its font shows for it."""
