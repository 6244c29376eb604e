"""Words and phrases that carry no matter: they ask, point, join, or are polite. Compared with their accents.

Without its accents "máy" is "mấy" and "tính" is "tỉnh", and "hành" alone is no "ban hành": a word that a question has
with other accents is another word, and what is written here as a phrase is passed over as a phrase only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..corpus.vietnamese import fold, tokens


class PhraseList:
    """Phrases, written with their accents and parted by commas."""

    def __init__(self, *texts: str) -> None:
        said = {tuple(tokens(phrase)) for text in texts for phrase in text.split(",")}
        self._accented = frozenset(said - {()})
        self._forms = {tuple(map(fold, phrase)): phrase for phrase in sorted(self._accented, reverse=True)}
        self._lengths: dict[str, tuple[int, ...]] = {}
        for phrase in sorted(self._accented | self._forms.keys(), key=len, reverse=True):
            lengths = self._lengths.get(phrase[0], ())
            self._lengths[phrase[0]] = lengths if len(phrase) in lengths else (*lengths, len(phrase))

    def __or__(self, other: PhraseList) -> PhraseList:
        return PhraseList(*(" ".join(phrase) for phrase in (*self._accented, *other._accented)))

    def marks(self, words: Sequence[str], accented: bool) -> list[bool]:
        """For each of `words` whether it is part of one of the phrases, the longest that begin first.

        Args:
            words: tokens, as they were typed or, where that was without accents, as they are restored.
            accented: whether the question has accents; one without may leave a word unrestored.
        """
        marked = [False] * len(words)
        for start, length in self._found(words, accented):
            marked[start : start + length] = [True] * length
        return marked

    def single(self, words: Sequence[str], accented: bool) -> list[bool]:
        """For each of `words` whether it is such a phrase by itself, and no part of a longer one."""
        singles = {start for start, length in self._found(words, accented) if length == 1}
        return [place in singles for place in range(len(words))]

    def spelled(self, words: Sequence[str]) -> list[str | None]:
        """For each of `words`, without accents, how the phrase that it is part of spells it; None outside one."""
        spelled: list[str | None] = [None] * len(words)
        start = 0
        while start < len(words):
            runs = (tuple(words[start : start + n]) for n in self._lengths.get(words[start], ()))
            phrase = next((self._forms[run] for run in runs if run in self._forms), ())
            spelled[start : start + len(phrase)] = phrase
            start += len(phrase) or 1
        return spelled

    def rest(self, words: Sequence[str], accented: bool) -> list[str]:
        """Those of `words` that are no part of one."""
        return [word for word, mark in zip(words, self.marks(words, accented), strict=True) if not mark]

    def _found(self, words: Sequence[str], accented: bool) -> Iterator[tuple[int, int]]:
        """Where the phrases in `words` begin, and how many words each has."""
        start = 0
        while start < len(words):
            lengths = self._lengths.get(words[start], ())
            runs = (tuple(words[start : start + n]) for n in lengths)
            length = next((len(run) for run in runs if self._has(run, accented)), 0)
            if length:
                yield start, length
            start += length or 1

    def _has(self, run: tuple[str, ...], accented: bool) -> bool:
        return run in self._accented or (not accented and run in self._forms and run == tuple(map(fold, run)))


ASKING = PhraseList(
    "ai, gì, nào, đâu, sao, mấy, bao nhiêu, bao giờ, bao lâu, bao xa, thế nào, như thế nào, ra sao, làm sao, vì "
    "sao, tại sao, khi nào, lúc nào, ai ký, ai kí, người nào ký, người nào kí, "
    "kho có mấy, kho có bao nhiêu, kho có những, "
    "phải không, hay không, hay chưa, có phải, những gì, cái gì, điều gì, là gì, "
    "thì sao, vì đâu, do đâu, ở đâu, từ đâu, đến đâu, nơi nào, chỗ nào, what, which, who, whom, whose, how, how "
    "many, how much, why, when, where, do, does, did, is, are, was, were, the, a, an, of, in, on, by, to, for, "
    "from, with, and, or, any, there, that, this, at, about, tell, me, please, has, have, say, says, it, its, be, "
    "been, can, could, you"
)
"""What a question asks with."""

ASKING_LAST = PhraseList("không, chưa, nhỉ, à")
"""What makes a question of what stands before it: "có hạn chế không"."""

POLITE = PhraseList(
    "xin hỏi, cho hỏi, xin cho hỏi, cho tôi hỏi, cho em hỏi, hỏi, hãy, vui lòng, làm ơn, giúp tôi, giúp em, giúp "
    "mình, giúp với, giúp anh, giúp chị, giùm, dùm, hộ tôi, hộ em, hộ mình, hộ với, hộ cái, cho tôi, cho em, cho "
    "mình, cho biết, cho tôi biết, cho em biết, tôi cần, tôi muốn, em cần, em muốn, muốn biết, cần biết, biết, tôi, "
    "mình, anh, chị, em, bạn, anh chị, tìm, tìm kiếm, tìm giúp, tìm hộ, xem, xem giúp, xem hộ, tra cứu, tra cứu giúp, "
    "tra cứu hộ, tra, tra giúp, tra hộ, lấy, lấy giúp, lấy hộ, liệt kê, liệt kê giúp, liệt kê hộ, kể tên, kể ra, nêu "
    "giúp, nêu tên, nêu rõ, hỏi giúp, hỏi hộ, ạ, nhé, nha, dạ, thưa, xin, với ạ, kính nhờ, nhờ, "
    "danh sách, hiện, hiện nay, hiện có, trong kho, "
    "kho có, kho này, kho hiện có, kho đang có, toàn bộ, tất cả, mọi, những, các, có những, ở đây, cảm ơn, "
    "xin cảm ơn, cám ơn, được không, được không ạ"
)
"""What is said to whoever is asked. "Hộ" and "giúp" are that only beside a verb of asking: "mấy hộ", "giúp việc"."""

JOINING = PhraseList(
    "của, là, và, ở, về, đã, được, bị, theo, do, bởi, từ, đến, tới, tại, trên, dưới, trong, ngoài, giữa, để, mà, "
    "thì, cũng, này, đó, kia, ấy, nó, một, hoặc, cùng, cả, rằng, nên, vào, lên, gồm, thuộc, có, cho, với, hay, "
    "trên địa bàn, nhưng"
)

FUNCTION = ASKING | POLITE | JOINING
"""All of them."""

OF_FRAMES = PhraseList("căn cứ, văn bản, công văn, mở đầu, kết thúc, câu đầu, câu cuối")
"""What asks for what a report opens and closes with."""

OF_REPORTS = PhraseList(
    "báo cáo, bản báo cáo, văn bản, tài liệu nào, tài liệu gì, tài liệu của, tài liệu do, tài liệu về, tài liệu số, "
    "tài liệu năm, các tài liệu, những tài liệu, tìm tài liệu, số, số hiệu, ký hiệu, số ký hiệu, ký, kí, ký tên, "
    "kí tên, người ký, chữ ký, ban hành, phát hành, gửi, lập, ngày, tháng, năm, quý, chức vụ, cơ quan, "
    "cơ quan ban hành, cơ quan đơn vị, "
    "đơn vị nào, các đơn vị, những đơn vị, mọi đơn vị, từng đơn vị, đơn vị ban hành, đơn vị lập, đơn vị gửi, đơn vị "
    "soạn, cấp, thời gian, đề ngày, nơi, ngày ký, ngày ban hành, số bao nhiêu, mang số, có số, report, reports, "
    "document, documents, issued, signed, number, dated, date"
)
"""What says that a report is meant, and which part of its header, and carries no matter either.

"Bản", "tài liệu" and "đơn vị" say so only in phrases: "bản báo cáo", and not "mấy bản" of a commune.
"""

SAYING = PhraseList(
    "nói, nêu, viết, ghi, kể, nhắc, nhắc đến, nhắc tới, đề cập, đề cập đến, viện dẫn, dẫn chiếu, trích dẫn, phản ánh, "
    "gặp, gặp phải, vướng, tình trạng, thực trạng, tình hình, vấn đề, mức độ, tỷ lệ, số lượng, phần trăm, "
    "chỉ tiêu, mục tiêu, chỉ số, tổng số, con số, tổng cộng, thành công, thất bại, hiệu quả"
)
"""What a report is asked to do, or for what in general, in a question; it need not say so itself."""

NO_MATTER = FUNCTION | OF_REPORTS

HALVES = POLITE | OF_REPORTS | SAYING
"""Those whose words by themselves are often half of another word: "dân số", "xem xét", "ghi nhận"."""
