"""The documents that a text cites: each found once, whatever its spelling, and nothing else."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES, SHARED, needs_shared
from tracuu.corpus import read_report, report_from_blocks
from tracuu.corpus.formats.text import parse_markdown
from tracuu.corpus.references import names_reference, reference_key, references_in
from tracuu.corpus.references.cited_documents import coded_type
from tracuu.corpus.references.cited_text import amends, law_title
from tracuu.corpus.references.document_number import document_numbers, number_key, plain
from tracuu.corpus.report import Reference

SENTENCES = """
Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;
  Luật | - | 2001-12-25
Căn cứ Nghị định số 61/2002/NĐ-CP ngày 06 tháng 11 năm 2002 của Chính phủ quy định chức năng, nhiệm vụ của các Bộ;
  Nghị định | 61/2002/NĐ-CP | 2002-11-06 | Chính phủ
Căn cứ Nghị định của Chính phủ số 19/CP ngày 02 tháng 3 năm 1994 về nhiệm vụ, quyền hạn của Bộ;
  Nghị định | 19/CP | 1994-03-02 | Chính phủ
Căn cứ Quyết định của Thủ tướng Chính phủ số 183/TTg ngày 5/4/1996 về tổ chức sản xuất;
  Quyết định | 183/TTg | 1996-04-05 | Thủ tướng Chính phủ
Căn cứ Quyết định số 27/1999/QĐ-TTg của Thủ tướng Chính phủ ngày 12/02/1999 về quản lý vốn;
  Quyết định | 27/1999/QĐ-TTg | 1999-02-12 | Thủ tướng Chính phủ
Căn cứ Luật Hội đồng nhân dân và Ủy ban nhân dân ngày 26/11/2003; Căn cứ Luật Đất đai ngày 26/11/2003;
  Luật | - | 2003-11-26
  Luật | - | 2003-11-26
Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thuế thu nhập số 14/2004/QH11 ngày 29 tháng 6 năm 2004;
  Luật | 14/2004/QH11 | 2004-06-29
Căn cứ Luật Thuế thu nhập số 57-L/CTN ngày 22/5/1997 và Luật sửa đổi, bổ sung một số điều của Luật Thuế thu nhập ngày 17/6/2003;
  Luật | 57-L/CTN | 1997-05-22
  Luật | - | 2003-06-17
Căn cứ Pháp lệnh Phí số 41/2001/PL-UBTVQH10 ngày 27 tháng 8 năm 2001 của Ủy ban thường vụ Quốc hội;
  Pháp lệnh | 41/2001/PL-UBTVQH10 | 2001-08-27 | Ủy ban thường vụ Quốc hội
Căn cứ Pháp lệnh Thủ tục giải quyết các vụ án hành chính ngày 21/5/1996;
  Pháp lệnh | - | 1996-05-21
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 1992 đã được sửa đổi, bổ sung theo Nghị quyết số 52/2001/QH10 ngày 24 tháng 12 năm 2001 của Quốc hội khóa X, kỳ họp thứ 10;
  Hiến pháp | - | 1992
  Nghị quyết | 52/2001/QH10 | 2001-12-24 | Quốc hội
Thi hành Hiến pháp 2013, Bộ luật Dân sự 2015 và Luật Trẻ em năm 2016.
  Hiến pháp | - | 2013
  Bộ luật | - | 2015
  Luật | - | 2016
Thông tư liên tịch số 52/2005/TTLT-BTC-BNV ngày 16/6/2005 của liên Bộ Tài chính - Bộ Nội vụ hướng dẫn thực hiện.
  Thông tư liên tịch | 52/2005/TTLT-BTC-BNV | 2005-06-16 | liên Bộ Tài chính - Bộ Nội vụ
Thông tư liên bộ số 17 TT/LB ngày 27/7/1993 của liên Bộ hướng dẫn việc thu một phần viện phí.
  Thông tư liên bộ | 17 TT/LB | 1993-07-27 | liên Bộ
Thực hiện TTLT số 08/2008/TTLT-BYT-BNV ngày 25/4/2008 và QĐ số 48/QĐ-UB ngày 3-2-2004 của UBND tỉnh.
  Thông tư liên tịch | 08/2008/TTLT-BYT-BNV | 2008-04-25
  Quyết định | 48/QĐ-UB | 2004-02-03 | UBND tỉnh
Các Nghị định số 21/2003/NĐ-CP, 22/2003/NĐ-CP và 23/2003/NĐ-CP của Chính phủ hết hiệu lực thi hành.
  Nghị định | 21/2003/NĐ-CP | -
  Nghị định | 22/2003/NĐ-CP | -
  Nghị định | 23/2003/NĐ-CP | - | Chính phủ
Bãi bỏ các Quyết định số 31, 32 và 35/2001/QĐ-UB của UBND tỉnh.
  Quyết định | 31/2001/QĐ-UB | -
  Quyết định | 32/2001/QĐ-UB | -
  Quyết định | 35/2001/QĐ-UB | - | UBND tỉnh
Thay thế các Quyết định: số 102/QĐ-UB ngày 5/1/2001, số 114/QĐ-UB ngày 9/3/2001; số 140/QĐ-UB ngày 2/4/2002.
  Quyết định | 102/QĐ-UB | 2001-01-05
  Quyết định | 114/QĐ-UB | 2001-03-09
  Quyết định | 140/QĐ-UB | 2002-04-02
Quyết định này thay thế Quyết định số 236 ngày 14/8/1995 của Giám đốc Sở Xây dựng.
  Quyết định | 236 | 1995-08-14 | Giám đốc Sở Xây dựng
Theo Chỉ thị số 17 của Ban Thường vụ Huyện ủy về mùa khô.
  Chỉ thị | 17 | - | Ban Thường vụ Huyện ủy
Quán triệt Nghị quyết 21 của Bộ Chính trị tới toàn thể đảng viên.
  Nghị quyết | 21 | - | Bộ Chính trị
Thực hiện Nghị quyết TW 5 (khoá IX) và Nghị quyết Trung ương 4 khóa XII về xây dựng Đảng.
  Nghị quyết | - | -
  Nghị quyết | - | -
Căn cứ Nghị quyết Hội nghị lần thứ 7 Ban Chấp hành Trung ương Đảng khóa X về nông nghiệp.
  Nghị quyết | - | -
Theo Nghị quyết số 07-NQ/TU ngày 12/4/2017 của Ban Chấp hành Đảng bộ tỉnh, Chỉ thị 31-CT/TW ngày 19/3/2014.
  Nghị quyết | 07-NQ/TU | 2017-04-12 | Ban Chấp hành Đảng bộ tỉnh
  Chỉ thị | 31-CT/TW | 2014-03-19
Kết luận số 24-KL/TW ngày 5/9/2023 của Ban Bí thư Trung ương Đảng (khóa XIII) về công tác tuyên truyền.
  Kết luận | 24-KL/TW | 2023-09-05 | Ban Bí thư Trung ương Đảng
Hướng dẫn số 15 - HD/TĐTN - BTG ngày 2/3/2021 của Ban Thường vụ Tỉnh Đoàn; Kế hoạch 83 – KH/ĐU của Đảng ủy xã.
  Hướng dẫn | 15-HD/TĐTN-BTG | 2021-03-02 | Ban Thường vụ Tỉnh Đoàn
  Kế hoạch | 83-KH/ĐU | - | Đảng ủy xã
Căn cứ Quyết định số 1402/QĐ/TTg ngày 3/11/1997 và Quyết định số 61/2003-QĐ-TTg tháng 4 năm 2003.
  Quyết định | 1402/QĐ/TTg | 1997-11-03
  Quyết định | 61/2003-QĐ-TTg | 2003-04
Nghị định số 240/HĐBT ngày 26-6-1990 của Hội đồng Bộ trưởng, Nghị định 43-CP ngày 16/7/1996.
  Nghị định | 240/HĐBT | 1990-06-26 | Hội đồng Bộ trưởng
  Nghị định | 43-CP | 1996-07-16
Thông tư số 04/1998/TT-BTC, Thông tư 02 TC/NSNN và Công văn số 2210 TC/TCT ngày 15/6/1999 của Bộ Tài chính.
  Thông tư | 04/1998/TT-BTC | -
  Thông tư | 02 TC/NSNN | -
  Công văn | 2210 TC/TCT | 1999-06-15 | Bộ Tài chính
Chỉ thị số 14/98/CT-TTg ngày 17/3/98 của Thủ tướng Chính phủ.
  Chỉ thị | 14/98/CT-TTg | 1998-03-17 | Thủ tướng Chính phủ
Xét Tờ trình số 62/TTr-TNMT ngày 12/7/2010 của Giám đốc Sở Tài nguyên và Môi trường, Báo cáo thẩm định số 210/BC-STP ngày 05 tháng 7 năm 2010 của Sở Tư pháp,
  Tờ trình | 62/TTr-TNMT | 2010-07-12 | Giám đốc Sở Tài nguyên và Môi trường
  Báo cáo | 210/BC-STP | 2010-07-05 | Sở Tư pháp
Theo đề nghị của Sở Nội vụ tại văn bản số 418/SNV-TCBC ngày 3/8/2009.
  Công văn | 418/SNV-TCBC | 2009-08-03
Theo 24-KL/TW và ý kiến tại 1187/STTTT-TTBCXB thì xã phải báo cáo trước ngày 30/6/2024.
  Kết luận | 24-KL/TW | -
  Công văn | 1187/STTTT-TTBCXB | -
Thông báo kết luận số 77/TB-VPCP ngày 14/3/2012 của Văn phòng Chính phủ và thông báo ý kiến kết luận số 78/TB-UBND.
  Thông báo | 77/TB-VPCP | 2012-03-14 | Văn phòng Chính phủ
  Thông báo | 78/TB-UBND | -
Ban hành kèm theo Quyết định số 19 /2006/ QĐ - BXD ngày 07/ 7/2006 của Bộ trưởng Bộ Xây dựng.
  Quyết định | 19/2006/QĐ-BXD | 2006-07-07 | Bộ trưởng Bộ Xây dựng
Công điện số 09/CĐ-TTg hồi 8 giờ ngày 2/9/2022, Công điện khẩn số 11/CĐ-UBND ngày 5/9/2022 của Chủ tịch UBND tỉnh.
  Công điện | 09/CĐ-TTg | -
  Công điện | 11/CĐ-UBND | 2022-09-05 | Chủ tịch UBND tỉnh
Ngày 14/5/2019, UBND huyện ban hành Kế hoạch số 90/KH-UBND về phòng dịch.
  Kế hoạch | 90/KH-UBND | 2019-05-14 | UBND huyện
Quy hoạch được UBND tỉnh phê duyệt ngày 6/8/2018 tại Quyết định số 1733/QĐ-UBND.
  Quyết định | 1733/QĐ-UBND | 2018-08-06
Tại cuộc họp ngày 5/6/2022, UBND huyện quán triệt Quyết định số 88/QĐ-UBND của tỉnh.
  Quyết định | 88/QĐ-UBND | -
Nghị định 47/2019 và Thông tư 05/2018/TT-BNV được phổ biến; nghị định 47/2019/NĐ-CP có hiệu lực từ ngày 1/7/2019.
  Nghị định | 47/2019/NĐ-CP | -
  Thông tư | 05/2018/TT-BNV | -
Nghị định số 82/2015/NĐ-CP ngày 9/9/2015 của Chính phủ; căn cứ Nghị định 82 và NĐ số 82/2015, xã đã làm.
  Nghị định | 82/2015/NĐ-CP | 2015-09-09 | Chính phủ
Luật Ban hành văn bản quy phạm pháp luật số 81/2015/QH13 và Luật số 36/2018/QH14 ngày 20/11/2018.
  Luật | 81/2015/QH13 | -
  Luật | 36/2018/QH14 | 2018-11-20
Luật An toàn thực phẩm được Quốc hội khóa XII thông qua ngày 17/6/2010.
  Luật | - | 2010-06-17
Luật Thư viện năm 2019 (Luật Thư viện ngày 21/11/2019) đã được phổ biến.
  Luật | - | 2019-11-21
Căn cứ nghị định số 33/2005/nđ-cp ngày 15/3/2005 và quyết định số 64/qđ-ubnd ngày 2/4/2009 của ubnd huyện.
  Nghị định | 33/2005/NĐ-CP | 2005-03-15
  Quyết định | 64/QĐ-UBND | 2009-04-02
CĂN CỨ NGHỊ QUYẾT SỐ 12/NQ-HĐND NGÀY 8/12/2022 CỦA HỘI ĐỒNG NHÂN DÂN XÃ VỀ DỰ TOÁN
  Nghị quyết | 12/NQ-HĐND | 2022-12-08
Quyết định số 1250/QĐ-UBND-NC ngày 2.3.2011; Quyết định số 45.QĐ.UB ngày 7.8.1990; Quyết định số 77/QĐ.UBT ngày 3/4/1999.
  Quyết định | 1250/QĐ-UBND-NC | 2011-03-02
  Quyết định | 77/QĐ.UBT | 1999-04-03
Chương trình hành động số 26-CTr/TU ngày 3/3/2018; Đề án 05-ĐA/HU năm 2021; Quy định số 41-QĐ/TW ngày 2/11/2021 của Bộ Chính trị.
  Chương trình | 26-CTr/TU | 2018-03-03
  Đề án | 05-ĐA/HU | 2021
  Quy định | 41-QĐ/TW | 2021-11-02 | Bộ Chính trị
Nghị quyết số 731/2004/NQ-UBTVQH11 ngày 30/9/2004 của Ủy ban Thường vụ Quốc hội phê chuẩn bảng lương.
  Nghị quyết | 731/2004/NQ-UBTVQH11 | 2004-09-30 | Ủy ban Thường vụ Quốc hội
Lệnh số 07/2003/L-CTN ngày 26/6/2003 của Chủ tịch nước, Sắc lệnh số 197/SL ngày 19/12/1953.
  Lệnh | 07/2003/L-CTN | 2003-06-26 | Chủ tịch nước
  Sắc lệnh | 197/SL | 1953-12-19
Văn bản hợp nhất số 03/VBHN-BYT ngày 4/5/2020; Giấy phép số 214/GP-UBND ngày 3/3/2015 của UBND tỉnh.
  Văn bản hợp nhất | 03/VBHN-BYT | 2020-05-04
  Giấy phép | 214/GP-UBND | 2015-03-03 | UBND tỉnh
Quyết định phê duyệt Đề án phát triển du lịch số 502/QĐ-UBND ngày 4/3/2016.
  Quyết định | 502/QĐ-UBND | 2016-03-04
Căn cứ Nghị định số 29/2008/NĐ-CP ngày 14/3/2008 của Chính phủ và Thông tư số 19/2009/TT-BXD ngày 30/6/2009 của Bộ Xây dựng;
  Nghị định | 29/2008/NĐ-CP | 2008-03-14 | Chính phủ
  Thông tư | 19/2009/TT-BXD | 2009-06-30 | Bộ Xây dựng
Quyết định số 15/QĐ-UBND ngày 4/1/2021 và Quyết định số 15/QĐ-UBND ngày 6/1/2022 của UBND xã.
  Quyết định | 15/QĐ-UBND | 2021-01-04
  Quyết định | 15/QĐ-UBND | 2022-01-06 | UBND xã
Quyết định số 09/2002/QĐ-BVHTT ngày 4/4/2002 của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch ban hành Quy chế.
  Quyết định | 09/2002/QĐ-BVHTT | 2002-04-04 | Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch
Nghị quyết 09/NQ-CP của Chính phủ là căn cứ, Kết luận số 5-KL/T.Ư và 05-KL/TW là một.
  Nghị quyết | 09/NQ-CP | - | Chính phủ
  Kết luận | 5-KL/T.Ư | -
Công văn số 3126/UBND-VX1 ngày 11/ 9/2014 của Văn phòng UBND tỉnh về việc tuyển sinh
  Công văn | 3126/UBND-VX1 | 2014-09-11 | Văn phòng UBND tỉnh
Quyết định | 45/QĐ-UBND | 12/3/2020 | UBND huyện
  Quyết định | 45/QĐ-UBND | 2020-03-12
Công văn số 812/TTg-KTN, Công văn 905/CP-KTN và công văn 1.420/UBND-TH.
  Công văn | 812/TTg-KTN | -
  Công văn | 905/CP-KTN | -
  Công văn | 1.420/UBND-TH | -
Thông tư 12A/2007/TT-BKH và Quyết định 30a/QĐ-UB.
  Thông tư | 12A/2007/TT-BKH | -
  Quyết định | 30a/QĐ-UB | -
Theo Điều 5 Nghị định này và Thông tư này, Quyết định này có hiệu lực sau 15 ngày.
Căn cứ Luật ban hành văn bản quy phạm pháp luật ngày 12/11/1996 và Luật sửa đổi, bổ sung một số điều của Luật ban hành văn bản quy phạm pháp luật ngày 16/12/2002;
  Luật | - | 1996-11-12
  Luật | - | 2002-12-16
Luật Thi đua, khen thưởng ngày 26/11/2003 và Luật sửa đổi, bổ sung một số điều của Luật Thi đua, Khen thưởng ngày 14/6/2005;
  Luật | - | 2003-11-26
  Luật | - | 2005-06-14
Thông tư hướng dẫn số 14 TC/TCT ngày 1/2/1998 của Bộ Tài chính; Quyết định số 13/QÐ-UB; QD số 17/QD-UBND.
  Thông tư | 14 TC/TCT | 1998-02-01 | Bộ Tài chính
  Quyết định | 13/QĐ-UB | -
  Quyết định | 17/QD-UBND | -
Quyết định số 12 / 2003 / QĐ - BTC ngày 01 tháng 02 năm2003; Quyết định số 15/2003/QĐ-UB ngày tháng 5 năm 2003 của UBND tỉnh
  Quyết định | 12/2003/QĐ-BTC | 2003-02-01
  Quyết định | 15/2003/QĐ-UB | 2003-05 | UBND tỉnh
Nghị quyết của Hội đồng Bộ trưởng số 26-HĐBT ngày 1/2/1989; Quyết định số 19/QĐ-UB do Ủy ban nhân dân huyện ban hành ngày 1/2/2003.
  Nghị quyết | 26-HĐBT | 1989-02-01 | Hội đồng Bộ trưởng
  Quyết định | 19/QĐ-UB | 2003-02-01 | Ủy ban nhân dân huyện
Pháp lệnh sửa đổi một số điều của Pháp lệnh Cán bộ số 23/LCT/HĐNN8 ngày 28/6/1988; Nghị quyết của Quốc hội khóa X, kỳ họp thứ 2 số 19/1997/QH10.
  Pháp lệnh | 23/LCT/HĐNN8 | 1988-06-28
  Nghị quyết | 19/1997/QH10 | -
Theo Quyết định 179 và Quyết định 179/2001/QĐ-TTg ngày 12/11/2001, quyết định 179 về rừng.
  Quyết định | 179/2001/QĐ-TTg | 2001-11-12
Văn bản số 321 ngày 3/4/2012 của Sở Y tế; văn bản số 14/KH-SYT; Hiệp định số 17/2003/HĐ-VN.
  Công văn | 321 | 2012-04-03 | Sở Y tế
  Kế hoạch | 14/KH-SYT | -
  Hiệp định | 17/2003/HĐ-VN | -
Căn cứ Luật Tổ chức Ủy ban nhân dân (sửa đổi) ngày 21 tháng 6 năm 1994; Luật Khiếu nại, tố cáo (1998);
  Luật | - | 1994-06-21
  Luật | - | 1998
Căn cứ Luật Hợp tác xã số 15/1999/QH10 được Quốc hội khoá X, kỳ họp thứ 5 thông qua ngày 12/6/1999;
  Luật | 15/1999/QH10 | 1999-06-12
Thông tư liên tịch số 64/2000/TTLT/BNN-TCTK của liên tịch Bộ Nông nghiệp - Tổng cục Thống kê ngày 6 tháng 6 năm 2000.
  Thông tư liên tịch | 64/2000/TTLT/BNN-TCTK | 2000-06-06 | liên tịch Bộ Nông nghiệp - Tổng cục Thống kê
Quyết định số 63/QĐ-UBND.HC ngày 5/6/2012; Quyết định 2099b/QĐ-TTg; Quyết định số 1143 TC/QĐ/CĐKT ngày 1-11-1995.
  Quyết định | 63/QĐ-UBND.HC | 2012-06-05
  Quyết định | 2099b/QĐ-TTg | -
  Quyết định | 1143 TC/QĐ/CĐKT | 1995-11-01
Thi hành Nghị định số 74/2015/NĐ-CP.UBND xã đã làm; theo Kết luận 26-KL/TW - UBND xã.
  Nghị định | 74/2015/NĐ-CP | -
  Kết luận | 26-KL/TW | -
(Ban hành kèm theo Quyết định số /2003/QĐ-BTC ngày tháng năm 2003 của Bộ trưởng Bộ Tài chính)
Tổng số 123/BC 456; mã MB-01/QĐ-UB, ĐK-02/TT-BTC, B02-DN/HN; Quyết định số 5 thành viên; Nghị quyết 2 năm.
Điều 12 của Luật Đất đai quy định hạn mức; Bộ luật Lao động; Luật Doanh nghiệp.
Đạt tỷ lệ 15/20, tháng 12/2023 thu 3.500 triệu đồng, điện thoại 0321/3862-100, số 30/6/2020.
Báo cáo 6 tháng đầu năm 2023; Kế hoạch 2024; báo cáo quý 3/2023; kế hoạch năm 2022 - UBND xã.
Quyết định 12 trường hợp hỗ trợ, thông báo 3 lần, hướng dẫn 20 hộ, kế hoạch 5 ngày.
Lập theo mẫu số 01/BC-TK, biểu số 02-KH/UBND, phụ lục 03/DM-BC; nhà số 12/A-B, lô 5/KCN-C2, thửa 12/TBĐ-18.
Theo QCVN 01:2019/BYT, TCVN 5945:2005, TCXDVN 33:2006 và tiêu chuẩn ISO 9001:2015.
Chương trình 135 giai đoạn 2, Đề án 06, xe biển số 29A-12345, Quốc lộ 1A, lớp 12A-B, khối 10/THPT, ca 3-D.
Luật sư 12 người, luật pháp năm 2016, theo Luật trong năm 2019, tuyên truyền Luật An ninh mạng trong năm 2020.
Quốc hội thảo luận Luật Nhà giáo và Luật Việc làm tại kỳ họp năm 2024.
Tổ 5-UBND xã; đội 3/HTX; 24/24 giờ; 5/BCH; năm 2016 - UBND huyện; hơn 20 TTHC, 15 CT, 30 KH.
Đại hội lần thứ XX, nhiệm kỳ 2020 - 2025; Nghị quyết Đại hội Đảng bộ huyện.
"""  # noqa: E501
"""A sentence, then a line for each document it cites: type, number, date, and the issuer where it is looked at."""


def read_sentences() -> list[tuple[str, list[tuple[str | None, ...]]]]:
    cases: list[tuple[str, list[tuple[str | None, ...]]]] = []
    for line in SENTENCES.strip().splitlines():
        if line.startswith("  "):
            cases[-1][1].append(tuple(None if part == "-" else part for part in line.strip().split(" | ")))
        else:
            cases.append((line, []))
    return cases


@pytest.mark.parametrize(("sentence", "expected"), read_sentences())
def test_sentences_of_decrees_decisions_and_reports(sentence: str, expected: list[tuple[str | None, ...]]) -> None:
    found = [(r.type, r.number, r.date, r.issuer) for r in references_in([sentence])]
    assert [reference[: len(wanted)] for reference, wanted in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


def test_documents_cited_in_all_their_spellings() -> None:
    text = (
        "Thực hiện Kết luận số 16-KL/TW, ngày 14 /02/2012 của Bộ Chính trị về chiến lược; Nghị định 72/2015/NĐ-CP ngày"
        " 7/9/2015 của Chính phủ về quản lý. Ngày 25/7/2011 UBND tỉnh đã ra Quyết định số 2405/QĐ-UBND về kế hoạch."
        " Kết luận 16-KL/TW được quán triệt."
    )
    assert references_in([text]) == (
        Reference("Kết luận", "16-KL/TW", "2012-02-14", "Bộ Chính trị"),
        Reference("Nghị định", "72/2015/NĐ-CP", "2015-09-07", "Chính phủ"),
        Reference("Quyết định", "2405/QĐ-UBND", "2011-07-25", "UBND tỉnh"),
    )


def test_one_document_in_many_spellings_over_many_paragraphs_is_one() -> None:
    texts = [
        "Theo 24 - KL/TW, xã đã làm.",
        "Kết luận 24–kl/tw được quán triệt; Kết luận 24 năm 2012.",
        "Kết luận số 24-KL/T.Ư ngày 14/2/2012 của Bộ Chính trị và Kết luận 24.",
    ]
    assert references_in(texts) == (Reference("Kết luận", "24-KL/TW", "2012-02-14", "Bộ Chính trị"),)
    assert references_in(reversed(texts)) == (Reference("Kết luận", "24-KL/T.Ư", "2012-02-14", "Bộ Chính trị"),)


def test_a_number_that_begins_anew_each_year_is_told_by_its_date() -> None:
    dated = "Quyết định số 24/QĐ-UBND ngày 3/2/{} của UBND xã"
    found = references_in([dated.format(2021), dated.format(2022), "Quyết định 24/QĐ-UBND", dated.format(2021)])
    assert [reference.date for reference in found] == ["2021-02-03", "2022-02-03"]


def test_a_short_form_is_of_one_document_only() -> None:
    found = references_in(["Chỉ thị 16 được thực hiện; Chỉ thị 16/CT-TTg, Chỉ thị 16/CT-UBND và Chỉ thị 16."])
    assert [reference.number for reference in found] == ["16/CT-TTg", "16/CT-UBND"]


def test_a_short_form_of_another_issuer_is_another_document() -> None:
    found = references_in(["Nghị quyết số 21-NQ/TU của Tỉnh ủy và Nghị quyết 21 của Bộ Chính trị."])
    assert [(r.number, r.issuer) for r in found] == [("21-NQ/TU", "Tỉnh ủy"), ("21", "Bộ Chính trị")]


def test_a_document_is_no_reference_of_itself() -> None:
    texts = ["Ban hành kèm theo Quyết định số 24/QĐ-UBND ngày 3/2/2021; thay Quyết định số 24/QĐ-UBND ngày 5/2/2019."]
    assert [r.date for r in references_in(texts, "24/QĐ-UBND", "2021-02-03")] == ["2019-02-05"]
    assert references_in(["Quyết định 24/2021/QĐ-UBND này"], "24/2021/qđ-ubnd") == ()


def test_the_number_line_of_a_letterhead_cites_nothing() -> None:
    assert references_in(["Số: 45/2003/QĐ-UB"]) == ()


FIVE_REPORTS = {
    "000_52b3f5e13290860b.txt": [
        ("Công văn", "1051/STTTT-TTBCXB", "2023-08-11", "Sở Thông tin và Truyền thông tỉnh Hưng Yên"),
        ("Quyết định", "24/QĐ-UBND", "2023-02-20", "UBND xã"),
    ],
    "001_ac8a07753acae2f7.txt": [
        ("Công văn", "537/STTTT-TTBCXB", "2021-05-24", "Sở Thông tin và Truyền thông tỉnh Cao Bằng"),
        ("Nghị định", "72/2015/NĐ-CP", "2015-09-07", "Chính phủ"),
        ("Thông tư", "03/2019/TT-BTTTT", "2019-05-06", "Bộ Thông tin và Truyền thông"),
        ("Kế hoạch", "3341/KH-UBND", "2020-12-31", "UBND tỉnh Cao Bằng"),
    ],
    "002_dc9145af50dca86e.txt": [
        ("Công văn", "1440/STTTT-TTBCXB", "2022-12-08", "Sở Thông tin và Truyền thông tỉnh Bình Định"),
        ("Kế hoạch", "20/KH-UBND", "2022-02-23", "UBND tỉnh Bình Định"),
        ("Kế hoạch", "59/KH-UBND", "2022-06-09", "UBND huyện Tuy Phước"),
    ],
    "003_cfd14747eedb18d7.txt": [
        ("Công văn", "1435/STTTT-BCXB", "2016-11-15", "Sở Thông tin và Truyền thông tỉnh Thanh Hóa"),
        ("Kết luận", "16-KL/TW", "2012-02-14", None),
        ("Quyết định", "2405/QĐ-UBND", "2011-07-25", "UBND tỉnh Thanh Hóa"),
    ],
    "004_563267b301792344.txt": [
        ("Kết luận", "16-KL/TW", "2012-02-14", "Bộ Chính trị"),
        ("Quyết định", "853/QĐ-UBND", "2017-06-12", "UBND huyện Đơn Dương"),
    ],
}
"""What an archivist lists. The laws that the fifth names were drafts then, and are said without year or number."""


SAMPLE_REPORTS = {
    "bao-cao-dan-so-2017-xa-nam-lia.txt": [
        ("Nghị quyết", "09-NQ/ĐU", "2017-01-20", "Đảng ủy xã"),
        ("Nghị quyết", "21-NQ/TW", "2017-10-25", "Ban Chấp hành Trung ương"),
    ],
    "bc-attp-6-thang-2021-xa-van-son.txt": [
        ("Công văn", "164/PYT-NVY", "2021-06-02", "Phòng Y tế huyện Thạch Khê"),
        ("Quyết định", "31/QĐ-UBND", "2021-02-18", None),
        ("Kế hoạch", "11/KH-UBND", "2021-01-22", None),
        ("Kế hoạch", "36/KH-UBND", "2021-04-09", None),
        ("Nghị định", "15/2018/NĐ-CP", "2018-02-02", "Chính phủ"),
    ],
    "2020-bc-tong-ket-nq-giam-ngheo-huyen-uy-son-bang.md": [
        ("Nghị quyết", "07-NQ/HU", "2015-11-12", "Ban Chấp hành Đảng bộ huyện"),
        ("Quyết định", "59/2015/QĐ-TTg", "2015-11-19", "Thủ tướng Chính phủ"),
    ],
    "bc-lao-dong-viec-lam-2018-huyen-son-bang.txt": [
        ("Công văn", "2217/SLĐTBXH-VLATLĐ", "2018-11-19", "Sở Lao động - Thương binh và Xã hội tỉnh An Giao"),
    ],
}
"""The same of four samples, listed by eye."""


@pytest.mark.parametrize("name", SAMPLE_REPORTS)
def test_samples_cite_what_an_archivist_lists(name: str) -> None:
    found = read_report(SAMPLES / name).references
    assert [(r.type, r.number, r.date, r.issuer) for r in found] == SAMPLE_REPORTS[name]


@needs_shared
@pytest.mark.parametrize("name", FIVE_REPORTS)
def test_real_reports_cite_what_an_archivist_lists(name: str) -> None:
    found = read_report(SHARED / "reports" / name).references
    assert [(r.type, r.number, r.date, r.issuer) for r in found] == FIVE_REPORTS[name]


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("16-kl-tw", ["16-KL/TW", "16 - KL/TW", "16-kl/tw", "16–KL/TƯ", "016-KL/T.Ư", "16/KL-TW"]),
        ("72-2015-nd-cp", ["72/2015/NĐ-CP", "72/2015/nd-cp", "72 /2015/ NĐ - CP", "72/2015/NÐ-CP"]),
        ("12-1998-tt-btc", ["12/1998/TT-BTC", "12/98/TT-BTC", "012-1998/TT/BTC"]),
        ("1051-stttt-ttbcxb", ["1.051/STTTT-TTBCXB", "1051/STTTT - TTBCXB"]),
        ("5-nq-tu", ["05-NQ/TU", "5-NQ/T.U"]),
    ],
)
def test_spellings_of_a_number_share_a_key(key: str, numbers: list[str]) -> None:
    assert {number_key(number) for number in numbers} == {key}


def test_a_document_without_a_symbol_is_keyed_by_its_words() -> None:
    assert reference_key("Quyết định", "123") == "quyet dinh 123"
    assert reference_key("Nghị định", "30/2020") == "nghi dinh 30-2020"
    assert reference_key("Luật", None, "Luật Báo chí", "2016-04-05") == "luat bao chi 2016"


@pytest.mark.parametrize(
    ("said", "reference", "meant"),
    [
        ("16 - kl/tw", ("Kết luận", "16-KL/TW"), True),
        ("Kết luận số 16-KL/TW ngày 14/2/2012", ("Kết luận", "16-KL/TW"), True),
        ("16-KL", ("Kết luận", "16-KL/TW"), True),
        ("Văn bản số 16-KL/TW", ("Kết luận", "16-KL/TW"), True),
        ("Quy định 41-QĐ/TW", ("Quy định", "41-QĐ/TW"), True),
        ("6-KL/TW", ("Kết luận", "16-KL/TW"), False),
        ("ket luan 16", ("Kết luận", "16-KL/TW"), True),
        ("72/2015", ("Nghị định", "72/2015/NĐ-CP"), True),
        ("nghi dinh 72/2015/nd-cp", ("Nghị định", "72/2015/NĐ-CP"), True),
        ("NĐ 72", ("Nghị định", "72/2015/NĐ-CP"), True),
        ("Nghị định", ("Nghị định", "72/2015/NĐ-CP"), True),
        ("Nghị định 72", ("Quyết định", "72/QĐ-UBND"), False),
        ("Nghị định 72", ("Nghị định", "72/2015"), True),
        ("Quyết định 123", ("Quyết định", "123"), True),
        ("Công văn 1051", ("Công văn", "1051/STTTT-TTBCXB"), True),
        ("Công văn", ("Kế hoạch", "20/KH-UBND"), False),
        ("19 TT/LB", ("Thông tư", "19-TT/LB"), True),
        ("Luật số 80/2015/QH13", ("Luật", "80/2015/QH13"), True),
        ("luat bao chi", ("Luật", None, "Luật Báo chí", "2016"), True),
        ("Luật Báo chí năm 2016", ("Luật", None, "Luật Báo chí", "2016-04-05"), True),
        ("Luật Báo chí 1999", ("Luật", None, "Luật Báo chí", "2016"), False),
        ("Luật", ("Luật", None, "Luật Báo chí", "2016"), True),
        ("chuyển đổi số", ("Kế hoạch", "20/KH-UBND"), False),
        ("", ("Kế hoạch", "20/KH-UBND"), False),
    ],
)
def test_what_a_person_says_means_a_document(said: str, reference: tuple[str, ...], meant: bool) -> None:
    assert names_reference(said, reference_key(*reference)) is meant


HOSTILE = [
    "1/A-",
    "1/A-B ",
    "Luật ",
    "Luật sửa đổi, bổ sung một số điều của ",
    "Quyết định số 1, 2, 3, ",
    "ngày 1/1/2001 ",
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", [*HOSTILE, "1", "A", " ", "UBND ban hành và ", "Quyết định số 1 của "])
def test_hostile_texts_end(piece: str) -> None:
    references_in([f"Quyết định {piece * (150_000 // len(piece))} x 1/QĐ-UB"])


@pytest.mark.timeout(60)
def test_very_many_documents_are_kept_apart_and_merged() -> None:
    text = " ".join(
        f"Quyết định số {i % 7}/QĐ-UBND ngày {i % 28 + 1}/{i % 12 + 1}/{1901 + i % 149}." for i in range(9_000)
    )
    found = references_in([text, text])
    assert len(found) == len({(r.number, r.date) for r in found}) == 9_000


TYPES = {
    "Nghị định": "NĐ-CP", "Quyết định": "QĐ-UBND", "Thông tư": "TT-BTC", "Nghị quyết": "NQ/TU", "Chỉ thị": "CT/TW",
    "Kế hoạch": "KH-UBND", "Công văn": "STTTT-TTBCXB", "Tờ trình": "TTr-SNV", "Thông tư liên tịch": "TTLT-BNV-BTC",
}  # fmt: skip
ISSUERS = ["Chính phủ", "UBND tỉnh Sơn Bằng", "Bộ trưởng Bộ Tài chính", "Ban Thường vụ Huyện ủy", "Sở Nội vụ"]
SURROUNDINGS = ["", "Các xã đã làm tốt.", "Kinh phí còn hạn chế;", "Đạt 95/100 điểm, tăng 12%.", "Có 30 hộ ở tổ 5."]
DAYS = st.dates(min_value=datetime.date(1960, 1, 1), max_value=datetime.date(2049, 12, 31))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_citation_is_read_back_however_it_is_printed(data: st.DataObject) -> None:
    draw = data.draw
    doc_type, symbol = draw(st.sampled_from(list(TYPES.items())))
    day, issuer = draw(DAYS), draw(st.sampled_from([None, *ISSUERS]))
    number = f"{draw(st.integers(1, 9999)):0{draw(st.integers(1, 3))}}"
    number += draw(st.sampled_from([f"/{day.year}/{symbol}", f"/{symbol}", f"-{symbol}"]))
    printed = number
    for mark in "/-":
        printed = printed.replace(mark, draw(st.sampled_from([mark, f"{mark} ", f" {mark}"])))
    printed = printed.replace("-", draw(st.sampled_from("-–")))
    said = draw(
        st.sampled_from(
            [
                f"ngày {day.day}/{day.month}/{day.year}",
                f"ngày {day.day:02} tháng {day.month:02} năm {day.year}",
                f", ngày {day.day}-{day.month}-{day.year}",
                f"({day.day}.{day.month}.{day.year})",
            ]
        )
    )
    of = f" của {issuer}" if issuer else ""
    cited = draw(st.sampled_from([doc_type, doc_type.upper(), doc_type.lower()])) + draw(
        st.sampled_from([f" {printed} {said}{of}", f" số {printed} {said}{of}", f" số: {printed}{of} {said}"])
    )
    before, after = draw(st.sampled_from(SURROUNDINGS)), draw(st.sampled_from(SURROUNDINGS))
    text = f"{before} Thực hiện {cited}; {after}"
    (found,) = references_in([text])
    assert reference_key(found.type, found.number) == reference_key(doc_type, number)
    assert (found.type, found.date, found.issuer) == (doc_type, day.isoformat(), issuer)
    assert references_in([unicodedata.normalize("NFD", text)]) == (found,)


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "No"]), max_size=80), st.sampled_from(list(TYPES)))
def test_a_text_without_digits_cites_nothing(text: str, doc_type: str) -> None:
    assert references_in([text, f"{doc_type} {text}", f"{text} số /{TYPES[doc_type]}"]) == ()


def test_notes_under_a_title_and_numbers_cut_by_the_end_of_a_line_are_read() -> None:
    text = """QUY CHẾ
Quản lý chợ xã
(Ban hành kèm theo Quyết định số 61/2005/QĐ-UBND
ngày 31 tháng 8 năm 2005 của Ủy ban nhân dân tỉnh)

Chương I
QUY ĐỊNH CHUNG

Điều 1. Việc quản lý chợ theo Nghị định số 86/
2002/NĐ-CP ngày 5 tháng 11 năm 2002 và theo Tờ trình số 312/TTr-
SGTVT ngày 16 tháng 4 năm 2007 do xã thực hiện."""
    report = report_from_blocks(parse_markdown(text), "quy chế")
    assert [(reference.number, reference.date) for reference in report.references] == [
        ("61/2005/QĐ-UBND", "2005-08-31"),
        ("86/2002/NĐ-CP", "2002-11-05"),
        ("312/TTr-SGTVT", "2007-04-16"),
    ]
    assert "312/TTr-SGTVT ngày" in report.paragraphs[-1].text
    assert report.sections[-1].heading == "Điều 1"


def test_a_law_by_its_name_and_one_that_amends_another() -> None:
    assert law_title("Luật Báo chí số ") == "Luật Báo chí"
    assert law_title("Luật Báo chí, (") == "Luật Báo chí"
    assert law_title("Luật số ") is None
    assert law_title("Hiến pháp ") == "Hiến pháp"
    for between, amended in (
        ("sửa đổi một số điều của ", True), ("BỔ SUNG một số điều của", True), ("một số điều của", False),
        ("sửa đổi luật", False),
    ):  # fmt: skip
        text = f"Luật {between}Luật"
        assert amends(text, 5, 5 + len(between)) is amended


def test_a_text_in_plain_letters() -> None:
    assert plain("QÐ  số 5 – ðảng\n") == "QĐ số 5 - đảng"
    assert plain("phi\u0301") == "phí"


def test_numbers_with_year_and_codes() -> None:
    text = "5/BC-UBND và 72/2015/NĐ-CP"
    found = list(document_numbers(text))
    assert [(text[one.start : one.end], one.year, one.codes) for one in found] == [
        ("5/BC-UBND", None, ("BC", "UBND")), ("72/2015/NĐ-CP", "2015", ("NĐ", "CP")),
    ]  # fmt: skip
    assert number_key("05/BC-UBND") == number_key("5/BC–UBND")


@pytest.mark.parametrize(
    ("number", "doc_type"),
    [
        ("33/2024/QH15", "Luật"),
        ("52/UBTVQH10", "Nghị quyết"),
        ("19/CP", "Nghị định"),
        ("5/TTg-KTN", None),
        ("7/HĐBT-VX", None),
        ("12-TT/TW", "Thông tri"),
        ("12-TT/HU", "Thông tri"),
        ("12/TT-BTC", "Thông tư"),
        ("418/SNV-TCBC", None),
    ],
)
def test_the_type_that_a_cited_symbol_says(number: str, doc_type: str | None) -> None:
    (found,) = document_numbers(number)
    assert coded_type(found) == doc_type


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Theo Hiến pháp năm 2013.", ("Hiến pháp", None, "2013", None, "Hiến pháp")),
        ("Theo Luật Báo chí năm 2016.", ("Luật", None, "2016", None, "Luật Báo chí")),
        (
            "Thực hiện Nghị quyết Trung ương 5 khoá ix.",
            ("Nghị quyết", None, None, None, "Nghị quyết Trung ương 5 khóa IX"),
        ),
        ("Thực hiện Nghị định 47/2019, xã đã làm.", ("Nghị định", "47/2019", None, None, None)),
        (
            "Kế hoạch số 5/KH-BCĐ của Ban chỉ đạo tỉnh về mùa khô.",
            ("Kế hoạch", "5/KH-BCĐ", None, "Ban chỉ đạo tỉnh", None),
        ),
        (
            "Thông tư số 5/TT-BGDĐT của Bộ Giáo dục và đào tạo về thi cử.",
            ("Thông tư", "5/TT-BGDĐT", None, "Bộ Giáo dục và đào tạo", None),
        ),
        (
            "Kế hoạch số 5/KH-UBND của UBND xã và triển khai tại các thôn.",
            ("Kế hoạch", "5/KH-UBND", None, "UBND xã", None),
        ),
        ("Kế hoạch số 5/KH-UBND ngày 45/13/2020 của xã.", ("Kế hoạch", "5/KH-UBND", "2020", None, None)),
    ],
)
def test_one_citation_whole(text: str, cited: tuple[str | None, ...]) -> None:
    (found,) = references_in([text])
    assert (found.type, found.number, found.date, found.issuer, found.title) == cited


def test_a_law_named_without_its_year_later_is_the_same() -> None:
    found = references_in(["Theo Luật Báo chí năm 2016.", "Luật Báo chí số 103/2016/QH13 ngày 5/4/2016."])
    assert [(one.number, one.date) for one in found] == [("103/2016/QH13", "2016-04-05")]
