"""Letterheads and titles of every kind of document, laid out as formats give them."""

from __future__ import annotations

from typing import Any

import pytest

from tracuu.corpus import report_from_blocks
from tracuu.corpus.blocks import Block, text_blocks
from tracuu.corpus.report import Header

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"

BODY = """Điều 1. Quyết định này quy định việc quản lý và sử dụng công trình nước sạch ở các xã.
Điều 2. Quyết định này có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo."""

DECREE = {"level": "central", "province": None}

LETTERS: dict[str, tuple[str, dict[str, Any]]] = {
    "a decree of 2002": (
        f"""CHÍNH PHỦ
_______
Số: 186/2002/NĐ-CP
{MOTTO}
_________________________
Hà Nội, ngày 05 tháng 11 năm 2002
NGHỊ ĐỊNH
Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức
Trung tâm Nước sạch
CHÍNH PHỦ
Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;
Theo đề nghị của Bộ trưởng Bộ Nội vụ,
NGHỊ ĐỊNH:
{BODY}
Nơi nhận:
- Ban Bí thư Trung ương Đảng;
- Lưu: VT, HC.
TM. CHÍNH PHỦ
THỦ TƯỚNG
(Đã ký)
Lương Văn Thạo""",
        {
            "agency": "Chính phủ", "number": "186/2002/NĐ-CP", "issued": "2002-11-05", "place": "Hà Nội",
            "doc_type": "Nghị định", "signer": "Lương Văn Thạo", "signer_role": "Thủ tướng", "signing_form": "TM.",
            "title": "Quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức Trung tâm Nước sạch", **DECREE,
        },
    ),
    "a decree in the gazette": (
        f"""NGHỊ ĐỊNH
CỦA CHÍNH PHỦ SỐ 91/2003/NĐ-CP NGÀY 02 THÁNG 8 NĂM 2003
QUY ĐỊNH CHI TIẾT VỀ NƯỚC SẠCH
CHÍNH PHỦ
Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;
NGHỊ ĐỊNH:
{BODY}""",
        {
            "agency": "Chính phủ", "number": "91/2003/NĐ-CP", "issued": "2003-08-02", "doc_type": "Nghị định",
            "title": "QUY ĐỊNH CHI TIẾT VỀ NƯỚC SẠCH", "signer": None, **DECREE,
        },
    ),
    "a decree on one line of the gazette": (
        f"""NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 77/1999/NĐ-CP NGÀY 20 THÁNG 8 NĂM 1999 VỀ QUẢN LÝ NƯỚC SẠCH
CHÍNH PHỦ
Căn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992;
{BODY}""",
        {
            "agency": "Chính phủ", "number": "77/1999/NĐ-CP", "issued": "1999-08-20", "doc_type": "Nghị định",
            "title": "VỀ QUẢN LÝ NƯỚC SẠCH", **DECREE,
        },
    ),
    "a decree whose capitals a font's conversion lost": (
        f"""chính phủ
Số: 86 /2001/NĐ - CP
cộng hoà xã hội chủ nghĩa việt nam
Độc lập - Tự do - Hạnh phúc
Hà nội, ngày 5 tháng 11 năm 2001
nghị định
Về quản lý công trình nước sạch
chính phủ
Căn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992;
nghị định:
{BODY}
tm. chính phủ
thủ tướng
Lương Văn Thạo""",
        {
            "agency": "Chính phủ", "number": "86/2001/NĐ-CP", "issued": "2001-11-05", "doc_type": "Nghị định",
            "title": "Về quản lý công trình nước sạch", "signer": "Lương Văn Thạo", "signer_role": "Thủ tướng",
            "signing_form": "TM.", **DECREE,
        },
    ),
    "a decree typed without accented capitals": (
        f"""CHíNH PHủ
CộNG HOà Xã HộI CHủ NGHĩA VIệT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/2000/NĐ-CP
Hà Nội, ngày 9 tháng 5 năm 2000
NGHị ĐịNH CủA CHíNH PHủ
Về VIệC QUảN Lý GIếNG NƯớC
CHíNH PHủ
Căn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992;
NGHị ĐịNH:
{BODY}
TM. CHíNH PHủ
THủ TƯớNG
Lương Văn Thạo""",
        {
            "agency": "Chính phủ", "number": "15/2000/NĐ-CP", "issued": "2000-05-09", "doc_type": "Nghị định",
            "title": "VỀ VIỆC QUẢN LÝ GIẾNG NƯỚC", "signer": "Lương Văn Thạo", "signer_role": "Thủ tướng", **DECREE,
        },
    ),
    "a decision whose table came as rows": (
        "BỘ TÀI CHÍNH TỔNG CỤC THUẾ Số: 12/2001/QĐ-TCT | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        f""" Độc lập - Tự do - Hạnh phúc Hà Nội, ngày 9 tháng 5 năm 2001
QUYẾT ĐỊNH CỦA TỔNG CỤC TRƯỞNG TỔNG CỤC THUẾ
Về việc thu thuế giếng
TỔNG CỤC TRƯỞNG TỔNG CỤC THUẾ
Căn cứ Nghị định số 91/2003/NĐ-CP ngày 02/8/2003 của Chính phủ;
{BODY}
Nơi nhận: - Như Điều 2; - Lưu: VP. | KT. TỔNG CỤC TRƯỞNG PHÓ TỔNG CỤC TRƯỞNG Phạm Duy Khuông""",
        {
            "agency": "Tổng cục Thuế", "parent_agency": "Bộ Tài chính", "number": "12/2001/QĐ-TCT",
            "issued": "2001-05-09", "title": "Về việc thu thuế giếng", "signer": "Phạm Duy Khuông",
            "signer_role": "Phó Tổng cục trưởng", "signing_form": "KT.", **DECREE,
        },
    ),
    "a decision of the Prime Minister": (
        f"""THỦ TƯỚNG CHÍNH PHỦ
{MOTTO}
Số: 1151/QÐ-TTg   Hà Nội, ngày 30 tháng 8 năm 2007
QUYẾT ĐỊNH
Về việc phê duyệt Đề án nước sạch
THỦ TƯỚNG CHÍNH PHỦ
Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;
Xét đề nghị của Bộ trưởng Bộ Xây dựng,
QUYẾT ĐỊNH:
{BODY}
Nơi nhận:
- Các Bộ, cơ quan ngang Bộ;
- Lưu: Văn thư, CN (5b).
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Hoàng Trung Khải""",
        {
            "agency": "Thủ tướng Chính phủ", "number": "1151/QĐ-TTg", "issued": "2007-08-30", "signing_form": "KT.",
            "doc_type": "Quyết định", "title": "Về việc phê duyệt Đề án nước sạch", "signer": "Hoàng Trung Khải",
            "signer_role": "Phó Thủ tướng", **DECREE,
        },
    ),
    "a decision of the Prime Minister under the Government's letterhead": (
        f"""CHÍNH PHỦ    CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
********     Độc lập - Tự do - Hạnh phúc
Số: 33/1998/QĐ-TTg Hà Nội, ngày 14 tháng 2 năm 1998
QUYẾT ĐỊNH CỦA THỦ TƯỚNG CHÍNH PHỦ
Về việc thành lập Ban Chỉ đạo nước sạch
THỦ TƯỚNG CHÍNH PHỦ
Căn cứ Luật Tổ chức Chính phủ ngày 30 tháng 9 năm 1992;
{BODY}""",
        {
            "agency": "Thủ tướng Chính phủ", "number": "33/1998/QĐ-TTg", "issued": "1998-02-14",
            "doc_type": "Quyết định", "title": "Về việc thành lập Ban Chỉ đạo nước sạch", **DECREE,
        },
    ),
    "a circular in the gazette": (
        """THÔNG TƯ
CỦA BỘ TÀI CHÍNH SỐ 12/2004/TT-BTC NGÀY 2 THÁNG 3 NĂM 2004 HƯỚNG DẪN
CHẾ ĐỘ THU PHÍ NƯỚC SẠCH
Thi hành Nghị định số 91/2003/NĐ-CP của Chính phủ, Bộ Tài chính hướng dẫn như sau:
I. QUY ĐỊNH CHUNG
Nước sạch được cung cấp theo hợp đồng giữa bên bán và bên mua.""",
        {
            "agency": "Bộ Tài chính", "number": "12/2004/TT-BTC", "issued": "2004-03-02", "doc_type": "Thông tư",
            "title": "HƯỚNG DẪN CHẾ ĐỘ THU PHÍ NƯỚC SẠCH", **DECREE,
        },
    ),
    "a ministry's decision": (
        f"""BỘ TÀI CHÍNH
-------
{MOTTO}
---------------
Số :45/2003/QĐ-BTC
Hà Nội, ngày 7 tháng 4 năm 2003
QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH
Về việc ban hành mức thu phí nước sạch
BỘ TRƯỞNG BỘ TÀI CHÍNH
Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;
QUYẾT ĐỊNH:
{BODY}
KT. BỘ TRƯỞNG BỘ TÀI CHÍNH
THỨ TRƯỞNG
Trương Chí Bình""",
        {
            "agency": "Bộ Tài chính", "number": "45/2003/QĐ-BTC", "issued": "2003-04-07", "doc_type": "Quyết định",
            "title": "Về việc ban hành mức thu phí nước sạch", "signer": "Trương Chí Bình",
            "signer_role": "Thứ trưởng", "signing_form": "KT.", **DECREE,
        },
    ),
    "a decision without a letterhead": (
        f"""QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ GIAO THÔNG VẬN TẢI
Số 210/1999/QĐ-BGTVT ngày 26/1/1999 về việc ban hành
Quy chế bến bãi
BỘ TRƯỞNG BỘ GIAO THÔNG VẬN TẢI
Căn cứ Nghị định 22-CP ngày 22-3-1994 của Chính phủ;
{BODY}""",
        {
            "agency": "Bộ Giao thông vận tải", "number": "210/1999/QĐ-BGTVT", "issued": "1999-01-26",
            "doc_type": "Quyết định", "title": "về việc ban hành Quy chế bến bãi", **DECREE,
        },
    ),
    "a joint circular": (
        f"""BỘ TÀI CHÍNH - BỘ NỘI VỤ
{MOTTO}
Số: 44/2007/TTLT-BTC-BNV
Hà Nội, ngày 8 tháng 5 năm 2007
THÔNG TƯ LIÊN TỊCH
Hướng dẫn chế độ phụ cấp trông coi trạm nước
Căn cứ Nghị định số 91/2003/NĐ-CP ngày 02/8/2003 của Chính phủ;
{BODY}
KT. BỘ TRƯỞNG BỘ NỘI VỤ
THỨ TRƯỞNG
Lò Thị Nhung
KT. BỘ TRƯỞNG BỘ TÀI CHÍNH
THỨ TRƯỞNG
Phạm Sỹ Danh""",
        {
            "agency": "Bộ Tài chính - Bộ Nội vụ", "number": "44/2007/TTLT-BTC-BNV", "issued": "2007-05-08",
            "doc_type": "Thông tư liên tịch", "title": "Hướng dẫn chế độ phụ cấp trông coi trạm nước",
            "parent_agency": None, "signer": "Phạm Sỹ Danh", "signer_role": "Thứ trưởng", **DECREE,
        },
    ),
    "a joint circular signed line by line": (
        f"""NGÂN HÀNG NHÀ NƯỚC VIỆT NAM
BỘ LAO ĐỘNG - THƯƠNG BINH
VÀ XÃ HỘI
Số: 03/2009/TTLT-NHNN-BLĐTBXH
{MOTTO}
Hà Nội, ngày 9 tháng 6 năm 2009
THÔNG TƯ LIÊN TỊCH
Hướng dẫn cho vay nước sạch
Căn cứ Luật Ngân hàng Nhà nước Việt Nam ngày 12/12/1997;
{BODY}
KT. THỐNG ĐỐC NGÂN HÀNG NHÀ NƯỚC VIỆT NAM
PHÓ THỐNG ĐỐC
KT. BỘ TRƯỞNG
BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI
THỨ TRƯỞNG
Trần Minh Tuân
Lê Bạch Hường""",
        {
            "agency": "Ngân hàng Nhà nước Việt Nam - Bộ Lao động - Thương binh và Xã hội",
            "number": "03/2009/TTLT-NHNN-BLĐTBXH", "issued": "2009-06-09", "signer": "Trần Minh Tuân",
            "signer_role": "Phó Thống đốc", **DECREE,
        },
    ),
    "a ministry's official letter": (
        f"""BỘ TÀI CHÍNH
TỔNG CỤC THUẾ
Số: 4321 TCT/NV1
V/v thuế giá trị gia tăng đối với
dịch vụ cấp nước
{MOTTO}
Hà Nội, ngày 30 tháng 10 năm 2003
Kính gửi: Cục Thuế tỉnh An Giao
Trả lời Công văn số 12/CT-NV ngày 2/10/2003 của Cục Thuế tỉnh An Giao, Tổng cục Thuế có ý kiến như sau:
Dịch vụ cấp nước sạch chịu thuế theo mức chung.
KT. TỔNG CỤC TRƯỞNG TỔNG CỤC THUẾ
PHÓ TỔNG CỤC TRƯỞNG
Phạm Duy Khuông""",
        {
            "agency": "Tổng cục Thuế", "parent_agency": "Bộ Tài chính", "number": "4321 TCT/NV1",
            "issued": "2003-10-30", "doc_type": "Công văn", "addressees": ("Cục Thuế tỉnh An Giao",),
            "title": "V/v thuế giá trị gia tăng đối với dịch vụ cấp nước", "signer": "Phạm Duy Khuông",
            "signer_role": "Phó Tổng cục trưởng", "signing_form": "KT.", **DECREE,
        },
    ),
    "a commune's official letter": (
        """UBND HUYỆN SƠN BẰNG
UBND XÃ NẬM LÌA
Số: 45/UBND-VX
V/v rà soát hộ nghèo
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Nậm Lìa, ngày 3 tháng 9 năm 2019
Kính gửi:
- Các trưởng bản;
- Công chức Văn hóa - Xã hội.
Để chuẩn bị cho đợt rà soát, UBND xã đề nghị các trưởng bản lập danh sách trước ngày 15.
TL. CHỦ TỊCH
VĂN PHÒNG
Lò Văn Phín""",
        {
            "agency": "UBND xã Nậm Lìa", "level": "commune", "number": "45/UBND-VX", "issued": "2019-09-03",
            "doc_type": "Công văn", "title": "V/v rà soát hộ nghèo", "signing_form": "TL.", "signer": "Lò Văn Phín",
            "addressees": ("Các trưởng bản", "Công chức Văn hóa - Xã hội"),
        },
    ),
    "a law": (
        f"""QUỐC HỘI
{MOTTO}
Luật số: 36/2009/QH12
LUẬT
NƯỚC SẠCH NÔNG THÔN
Căn cứ Hiến pháp nước Cộng hoà xã hội chủ nghĩa Việt Nam năm 1992;
Quốc hội ban hành Luật nước sạch nông thôn.
Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định về nước sạch nông thôn.
Luật này đã được Quốc hội khóa XII, kỳ họp thứ 5 thông qua ngày 19 tháng 6 năm 2009.
CHỦ TỊCH QUỐC HỘI
Nguyễn Phú Thành""",
        {
            "agency": "Quốc hội", "number": "36/2009/QH12", "issued": "2009-06-19", "doc_type": "Luật",
            "title": "NƯỚC SẠCH NÔNG THÔN", "signer": "Nguyễn Phú Thành", "signer_role": "Chủ tịch Quốc hội", **DECREE,
        },
    ),
    "an ordinance": (
        f"""UỶ BAN THƯỜNG VỤ QUỐC HỘI
Số: 12/2008/UBTVQH12
{MOTTO}
Hà Nội, ngày 2 tháng 4 năm 2008
PHÁP LỆNH
Giếng làng
Căn cứ Hiến pháp nước Cộng hoà xã hội chủ nghĩa Việt Nam năm 1992;
{BODY}
TM. UỶ BAN THƯỜNG VỤ QUỐC HỘI
CHỦ TỊCH
Nguyễn Phú Thành""",
        {
            "agency": "Ủy ban Thường vụ Quốc hội", "number": "12/2008/UBTVQH12", "issued": "2008-04-02",
            "doc_type": "Pháp lệnh", "title": "Giếng làng", "signer_role": "Chủ tịch", "signing_form": "TM.", **DECREE,
        },
    ),
    "an order of the President": (
        f"""CHỦ TỊCH NƯỚC
{MOTTO}
Số: 15/2009/L-CTN
Hà Nội, ngày 3 tháng 7 năm 2009
LỆNH
Về việc công bố Luật
CHỦ TỊCH
NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Căn cứ Điều 103 Hiến pháp;
{BODY}""",
        {
            "agency": "Chủ tịch nước", "number": "15/2009/L-CTN", "issued": "2009-07-03", "doc_type": "Lệnh",
            "title": "Về việc công bố Luật", **DECREE,
        },
    ),
    "a directive of a province": (
        """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH HÀ GIANG Độc lập - Tự do - Hạnh phúc
Số: 07/2006/CT-UBND Hà Giang, ngày 21 tháng 3 năm 2006
CHỈ THỊ
Về việc tiết kiệm nước
Trong thời gian qua, việc dùng nước ở các huyện vùng cao còn lãng phí, nhất là vào mùa khô.
1. Các sở, ban, ngành kiểm tra đường ống.
Nơi nhận: TM. ỦY BAN NHÂN DÂN TỈNH
- Như trên; KT. CHỦ TỊCH
- Lưu: VT. PHÓ CHỦ TỊCH
Sùng Mí Vàng""",
        {
            "agency": "UBND tỉnh Hà Giang", "level": "province", "province": "Hà Giang", "number": "07/2006/CT-UBND",
            "issued": "2006-03-21", "doc_type": "Chỉ thị", "title": "Về việc tiết kiệm nước", "signing_form": "KT.",
            "signer": "Sùng Mí Vàng", "signer_role": "Phó Chủ tịch", "recipients": ("Như trên", "Lưu: VT"),
        },
    ),
    "a decision of a city's committee": (
        f"""UBND THÀNH PHỐ HÀ NỘI
{MOTTO}
Số: 88/2005/QĐ-UB
Hà Nội, ngày 12/6/2005
QUYẾT ĐỊNH
Về giá nước sạch
UỶ BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI
Căn cứ Luật Tổ chức HĐND và UBND ngày 26/11/2003;
{BODY}""",
        {
            "agency": "UBND thành phố Hà Nội", "level": "province", "province": "Hà Nội", "number": "88/2005/QĐ-UB",
            "issued": "2005-06-12", "title": "Về giá nước sạch",
        },
    ),
    "a resolution of a council": (
        f"""HỘI ĐỒNG NHÂN DÂN
TỈNH CAO BẰNG
{MOTTO}
Số: 19/2018/NQ-HĐND
Cao Bằng, ngày 12 tháng 12 năm 2018
NGHỊ QUYẾT
Quy định mức hỗ trợ bể nước
HỘI ĐỒNG NHÂN DÂN TỈNH CAO BẰNG
KHÓA XVI KỲ HỌP THỨ 8
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
QUYẾT NGHỊ:
{BODY}
CHỦ TỊCH
Đàm Văn Eng""",
        {
            "agency": "HĐND tỉnh Cao Bằng", "level": "province", "number": "19/2018/NQ-HĐND", "issued": "2018-12-12",
            "doc_type": "Nghị quyết", "title": "Quy định mức hỗ trợ bể nước", "signer_role": "Chủ tịch",
        },
    ),
    "a conclusion of the Party": (
        """BAN CHẤP HÀNH TRUNG ƯƠNG
*
Số 29-KL/TW
ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 4 tháng 11 năm 2013
KẾT LUẬN
về nước sạch nông thôn
I- Tình hình
Nước sạch đã đến phần lớn các bản làng vùng thấp.
T/M BỘ CHÍNH TRỊ
TỔNG BÍ THƯ
Nguyễn Phú Thành""",
        {
            "agency": "Ban Chấp hành Trung ương", "number": "29-KL/TW", "issued": "2013-11-04",
            "doc_type": "Kết luận", "title": "về nước sạch nông thôn", "signer_role": "Tổng Bí thư",
            "signing_form": "TM.", **DECREE,
        },
    ),
    "a notice of a province's Party committee, its formulas misread": (
        """TỈNH ỦY LẠNG SƠN   ĐÁNG CỘNG SẢN VIỆT NAM
*
Sô 102-TB/TU   Lạng Sơn, ngày 6 thảng 2 năm 2017
THÔNG BẢO
Kết luận của Thường trực Tỉnh ủy
Ngày 3/2/2017, Thường trực Tỉnh ủy đã họp và thống nhất các việc sau đây trong quý I năm 2017.
T/L BAN THƯỜNG VỤ
CHÁNH VĂN PHÒNG
Vi Văn Thoòng""",
        {
            "agency": "Tỉnh ủy Lạng Sơn", "level": "province", "number": "102-TB/TU", "issued": "2017-02-06",
            "doc_type": "Thông báo", "title": "Kết luận của Thường trực Tỉnh ủy", "signer": "Vi Văn Thoòng",
            "signer_role": "Chánh Văn phòng", "signing_form": "TL.",
        },
    ),
    "a commune's Party committee with its people's committee": (
        f"""ĐẢNG ỦY - UBND XÃ NẬM LÌA
{MOTTO}
Số: 08/KH-ĐU-UBND
Nậm Lìa, ngày 5 tháng 1 năm 2021
KẾ HOẠCH
Ra quân đầu xuân
I. MỤC ĐÍCH
Làm sạch các giếng nước trong toàn xã trước mùa mưa.
TUQ. CHỦ TỊCH
PHÓ TRƯỞNG BAN
Lò Văn Phín""",
        {
            "agency": "Đảng ủy - UBND xã Nậm Lìa", "level": "commune", "number": "08/KH-ĐU-UBND",
            "issued": "2021-01-05", "doc_type": "Kế hoạch", "title": "Ra quân đầu xuân", "signing_form": "TUQ.",
            "signer_role": "Phó Trưởng ban",
        },
    ),
    "a working group, secret and urgent": (
        f"""UBND TỈNH LẠNG SƠN
TỔ CÔNG TÁC NƯỚC SẠCH
MẬT
HOẢ TỐC
Số: 01/BC-TCT
{MOTTO}
Lạng Sơn, ngày 1 tháng 2 năm 2022
BÁO CÁO
Kết quả kiểm tra
I. KẾT QUẢ
Đã kiểm tra 12 trạm bơm trên địa bàn.
TỔ TRƯỞNG
Vi Văn Thoòng""",
        {
            "agency": "Tổ công tác nước sạch", "parent_agency": "UBND tỉnh Lạng Sơn", "level": "province",
            "number": "01/BC-TCT", "secrecy": "Mật", "urgency": "Hỏa tốc", "doc_type": "Báo cáo",
        },
    ),
    "a steering committee with wrapped names": (
        f"""UBND HUYỆN SƠN BẰNG
BAN CHỈ ĐẠO
PHÒNG, CHỐNG THIÊN TAI
Số: 5/BC-BCĐ
{MOTTO}
Sơn Bằng, ngày … tháng 9 năm 2020
BÁO CÁO NHANH
Thiệt hại do mưa lũ
I. TÌNH HÌNH
Mưa to trên diện rộng từ đêm ngày 3.""",
        {
            "agency": "Ban Chỉ đạo phòng, chống thiên tai huyện Sơn Bằng", "parent_agency": "UBND huyện Sơn Bằng",
            "level": "district", "number": "5/BC-BCĐ", "issued": "2020-09", "doc_type": "Báo cáo",
            "title": "Thiệt hại do mưa lũ",
        },
    ),
    "a bank of the State": (
        f"""NGÂN HÀNG NHÀ NƯỚC
VIỆT NAM
{MOTTO}
Số: 1627/2001/QĐ-NHNN
Hà Nội, ngày 31 tháng 12 năm 2001
QUYẾT ĐỊNH CỦA THỐNG ĐỐC NGÂN HÀNG NHÀ NƯỚC
Về việc cho vay làm giếng
THỐNG ĐỐC NGÂN HÀNG NHÀ NƯỚC
Căn cứ Luật Ngân hàng Nhà nước Việt Nam ngày 12/12/1997;
{BODY}""",
        {
            "agency": "Ngân hàng Nhà nước Việt Nam", "number": "1627/2001/QĐ-NHNN", "issued": "2001-12-31",
            "title": "Về việc cho vay làm giếng", **DECREE,
        },
    ),
    "a resolution of the Supreme Court's judges": (
        f"""TOÀ ÁN NHÂN DÂN TỐI CAO
HỘI ĐỒNG THẨM PHÁN
{MOTTO}
Số: 02/2006/NQ-HĐTP
Hà Nội, ngày 12 tháng 5 năm 2006
NGHỊ QUYẾT
Hướng dẫn giải quyết tranh chấp giếng nước
HỘI ĐỒNG THẨM PHÁN TOÀ ÁN NHÂN DÂN TỐI CAO
Căn cứ Luật Tổ chức Toà án nhân dân ngày 02-4-2002;
{BODY}""",
        {"number": "02/2006/NQ-HĐTP", "issued": "2006-05-12", "doc_type": "Nghị quyết", **DECREE},
    ),
    "a decision with the regulation it issues": (
        f"""BỘ XÂY DỰNG
Số: 12/2004/QĐ-BXD
{MOTTO}
Hà Nội, ngày 5 tháng 6 năm 2004
QUYẾT ĐỊNH
Ban hành Quy chế giếng nước
BỘ TRƯỞNG BỘ XÂY DỰNG
Căn cứ Nghị định số 36/2003/NĐ-CP ngày 04/4/2003 của Chính phủ;
QUYẾT ĐỊNH:
{BODY}
Nơi nhận:
- Như Điều 2;
- Lưu VP.
BỘ TRƯỞNG
Nguyễn Hồng Quảng
QUY CHẾ
Quản lý giếng nước
(Ban hành kèm theo Quyết định số 12/2004/QĐ-BXD ngày 5/6/2004 của Bộ trưởng Bộ Xây dựng)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Quy chế này áp dụng đối với mọi giếng nước dùng chung ở nông thôn, kể cả giếng do người dân tự bỏ tiền ra đào và
giữ gìn từ trước đến nay mà chưa được đăng ký với xã.""",
        {
            "agency": "Bộ Xây dựng", "number": "12/2004/QĐ-BXD", "signer": "Nguyễn Hồng Quảng",
            "signer_role": "Bộ trưởng", "title": "Ban hành Quy chế giếng nước",
            "recipients": ("Như Điều 2", "Lưu VP"), **DECREE,
        },
    ),
    "a school office's decision, its title ending in a unit's kind": (
        f"""UBND THỊ XÃ LƯƠNG GIANG
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
Số: 213/QĐ-PGDĐT
{MOTTO}
Lương Giang, ngày 22 tháng 9 năm 2014
QUYẾT ĐỊNH
Thành lập Hội đồng coi thi giáo viên dạy giỏi cấp thị xã
TRƯỞNG PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
Căn cứ Quyết định số 1120/QĐ-UBND ngày 12 tháng 5 năm 2011 của Ủy ban nhân dân thị xã Lương Giang;
QUYẾT ĐỊNH:
{BODY}
Nơi nhận:
- Như Điều 2;
- Sở GD&ĐT;
- Lưu: VT.
TRƯỞNG PHÒNG
Dương Đức Minh""",
        {
            "agency": "Phòng Giáo dục và Đào tạo thị xã Lương Giang", "signer_role": "Trưởng phòng",
            "title": "Thành lập Hội đồng coi thi giáo viên dạy giỏi cấp thị xã",
            "recipients": ("Như Điều 2", "Sở GD&ĐT", "Lưu: VT"),
        },
    ),
    "an office of the Party's Central Committee": (
        """BAN CHẤP HÀNH TRUNG ƯƠNG
BAN TỔ CHỨC
*
Số 41-HD/BTCTW
ĐẢNG CỘNG SẢN VIỆT NAM
Hà Nội, ngày 12 tháng 9 năm 2022
HƯỚNG DẪN
về nghiệp vụ công tác đảng viên ở vùng biên giới
Ban Tổ chức Trung ương hướng dẫn như sau:
1. Các tỉnh ủy, thành ủy chỉ đạo thực hiện Hướng dẫn này.
Nơi nhận:
- Các tỉnh ủy, thành ủy,
- Lãnh đạo Ban Tổ chức Trung
ương,
- Lưu Văn phòng Ban.
K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN
Hoàng Đăng Quân""",
        {
            "agency": "Ban Tổ chức Trung ương", "parent_agency": "Ban Chấp hành Trung ương", "level": "central",
            "recipients": ("Các tỉnh ủy, thành ủy", "Lãnh đạo Ban Tổ chức Trung ương", "Lưu Văn phòng Ban"),
            "signer": "Hoàng Đăng Quân", "signer_role": "Phó Trưởng ban",
        },
    ),
    "names and a number cut where their column ends": (
        f"""UBND TỈNH AN GIAO
SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ
HỘI
Số: 845/BC-
SLĐTBXH
{MOTTO}
An Giao, ngày 17 tháng 9 năm 2012
BÁO CÁO
Kết quả rà soát hộ nghèo năm 2012
Công tác rà soát hộ nghèo đã được thực hiện ở tất cả các thôn, bản trong tỉnh.
Nơi nhận:
- Thủ tướng, các Phó Thủ tướng (để
b/c);
- VPCP: BTCN, các PCN, Trợ lý TTg,
Cổng TTĐT;
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Hoàng Thị Thắm""",
        {
            "agency": "Sở Lao động - Thương binh và Xã hội tỉnh An Giao", "number": "845/BC-SLĐTBXH",
            "recipients": (
                "Thủ tướng, các Phó Thủ tướng (để b/c)", "VPCP: BTCN, các PCN, Trợ lý TTg, Cổng TTĐT", "Lưu: VT",
            ),
            "signer": "Hoàng Thị Thắm",
        },
    ),
    "two ministries over three lines, the second signing first": (
        f"""BỘ KHOA HỌC, CÔNG NGHỆ VÀ MÔI
TRƯỜNG - BỘ
THƯƠNG MẠI
Số: 07/2001/TTLT/BKHCNMT-
BTM
{MOTTO}
Hà Nội, ngày 3 tháng 5 năm 2001
THÔNG TƯ LIÊN TỊCH
Hướng dẫn việc nhập khẩu phế liệu giấy
Căn cứ Luật Bảo vệ môi trường ngày 27 tháng 12 năm 1993;
1. Phế liệu giấy được phép nhập khẩu phải bảo đảm sạch.
KT. BỘ TRƯỞNG
BỘ THƯƠNG MẠI
THỨ TRƯỞNG
Mai Văn Dậu
KT. BỘ TRƯỞNG
BỘ KHOA HỌC, CÔNG NGHỆ
VÀ MÔI TRƯỜNG
THỨ TRƯỞNG
Phạm Khôi Nguyên""",
        {
            "agency": "Bộ Khoa học, Công nghệ và Môi trường - Bộ Thương mại", "signer": "Phạm Khôi Nguyên",
            "number": "07/2001/TTLT/BKHCNMT-BTM", "title": "Hướng dẫn việc nhập khẩu phế liệu giấy", **DECREE,
        },
    ),
}  # fmt: skip


def one_line_a_block(text: str) -> list[Block]:
    return [block for line in text.split("\n") for block in text_blocks(line)]


def one_block(text: str) -> list[Block]:
    return text_blocks(text)


LAYOUTS = {"a paragraph a line": one_line_a_block, "one run of lines": one_block}


def differences(header: Header, expected: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What was read and what was expected, where they differ."""
    return {name: (getattr(header, name), value) for name, value in expected.items() if getattr(header, name) != value}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", LETTERS)
def test_letterheads(name: str, layout: str) -> None:
    text, expected = LETTERS[name]
    assert not differences(report_from_blocks(LAYOUTS[layout](text), name).header, expected)
