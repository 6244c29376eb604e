"""What groups of passages are called: phrases that stand in one far more often than in the rest, verbatim."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ...corpus.vietnamese import TOKEN, nfc, place_tone
from ..constants import (
    LONGER_INSTEAD,
    NAME_FEWEST,
    NAME_LENGTH_POWER,
    NAME_LONGEST,
    NAME_PRIOR,
    NAME_SHARE,
    NAMES_EACH,
    PART_OF_LONGER,
)

Phrase = tuple[str, ...]


def _words(text: str) -> frozenset[Phrase]:
    return frozenset(tuple(word.split()) for word in text.replace("\n", " ").split(","))


JOINTS = _words("""
    bằng, bởi, các, cho, còn, của, cũng, do, để, đã, đang, đó, được, hay, hoặc, khi, là, mà, mọi, mỗi, này, nên, nếu,
    nhằm, như, những, nhưng, rằng, rồi, sẽ, tại, theo, thì, từng, tuy, và, vẫn, về, vì, với
""")
"""Words that stand between names, never in one."""

EDGES = JOINTS | _words("""
    bị, cả, chưa, có, cùng, dưới, đến, hơn, không, lại, lên, một, nhiều, ở, phải, qua, ra, rất, sau, so, trên, trong,
    trước, từ, vào
""")
"""Words that no name begins or ends with; "một cửa" stands inside "bộ phận một cửa"."""

NOT_LAST = EDGES | _words("cao, đối, hằng, hóa, năm, nhất, sự, tháng, tốt, việc")
"""Words that leave a name open at its end."""

OFFICE_WORDS = _words("""
    ban hành, báo cáo, bảo đảm, cán bộ, căn cứ, cấp huyện, cấp tỉnh, cấp xã, chất lượng, chỉ đạo, chủ động, chủ yếu,
    cơ bản, cơ quan, cơ sở, công tác, cụ thể, đảm bảo, đẩy mạnh, đề nghị, đề xuất, địa bàn, địa phương, đồng thời,
    đơn vị, giai đoạn, giải pháp, góp phần, hạn chế, hiện nay, hiệu quả, hoàn thành, hoạt động, hướng dẫn, kế hoạch,
    kết luận, kết quả, khó khăn, kiến nghị, kịp thời, lãnh đạo, liên quan, nâng cao, nghị quyết, nguyên nhân, nhân dân,
    nhiệm vụ, nội dung, phát triển, phối hợp, phương hướng, quan tâm, quy chế, quy định, quyết định, số liệu, số lượng,
    số người, tăng cường, tập trung, tham mưu, thành lập, thành phố, thành viên, thị trấn, thị xã, thời gian, thực hiện,
    thường xuyên, tích cực, tiếp tục, tình hình, toàn huyện, toàn tỉnh, toàn xã, tồn tại, tổ chức, tổng số, triển khai,
    triệu đồng, trường hợp, tỷ đồng, tỷ lệ, ủy ban, văn bản, xã hội, xây dựng, yêu cầu
""")
"""Words of two syllables that every report is made of whatever it is about; phrases end where one begins."""

ABBREVIATIONS = _words("bc, cp, ct, đ, hđnd, kh, nđ, nq, qđ, ttg, tt, tw, ubnd")
"""Offices and numbers of documents, in which no theme is named."""

PARTING = JOINTS | ABBREVIATIONS


@dataclass
class _Uses:
    """Where a phrase stands: passages of each group, its spellings, what stands beside it."""

    groups: Counter[int] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Name:
    """A phrase as most passages write it, and in how many of the group's passages it stands."""

    text: str
    passages: int


def name_groups(passages: Sequence[Sequence[str]], groups: Sequence[int]) -> dict[int, list[Name]]:
    """For each group its phrases, the most telling first; none where no phrase tells it from the rest.

    A phrase names only the group it tells from the rest best: by the z-score of its log-odds there against elsewhere,
    under an informative Dirichlet prior. Within the group the longer of two that tell as much says more.

    Args:
        passages: the texts of each passage (its heading, itself), verbatim.
        groups: the group of each passage.
    """
    uses = _gather(passages, groups)
    sizes = Counter(groups)
    scores: dict[int, dict[Phrase, float]] = {group: {} for group in sizes}
    for phrase, use in uses.items():
        score, group = max(
            (_z(here, sizes[group], use.groups.total(), len(passages)), group) for group, here in use.groups.items()
        )
        if score > 0 and use.groups[group] >= max(NAME_FEWEST, NAME_SHARE * sizes[group]):
            scores[group][phrase] = score * len(phrase) ** NAME_LENGTH_POWER
    chosen: dict[int, list[Name]] = {}
    for group, scored in scores.items():
        names: list[Phrase] = []
        for phrase in sorted(scored, key=lambda p: (-scored[p], p)):
            if len(names) < NAMES_EACH and not any(_alike(phrase, name) for name in names):
                least = LONGER_INSTEAD * uses[phrase].groups[group]
                longer = [p for p in scored if _holds(p, phrase) and uses[p].groups[group] >= least]
                names.append(max(longer, key=lambda p: (len(p), scored[p], p), default=phrase))
        chosen[group] = [Name(_shown(uses[phrase].forms), uses[phrase].groups[group]) for phrase in names]
    return chosen


def _gather(passages: Sequence[Sequence[str]], groups: Sequence[int]) -> dict[Phrase, _Uses]:
    """The phrases that could name something."""
    uses: dict[Phrase, _Uses] = {}
    for texts, group in zip(passages, groups, strict=True):
        seen: set[Phrase] = set()
        for run in (run for text in texts for run in _runs(text)):
            words = [place_tone(word.lower()) for word in run]
            for start in range(len(words)):
                for end in range(start + 2, min(start + NAME_LONGEST, len(words)) + 1):
                    phrase = tuple(words[start:end])
                    if phrase[:1] in EDGES or phrase[-1:] in NOT_LAST:
                        continue
                    use = uses.setdefault(phrase, _Uses())
                    use.forms[" ".join(run[start:end])] += 1
                    use.before[words[start - 1] if start else ""] += 1
                    use.after[words[end] if end < len(words) else ""] += 1
                    seen.add(phrase)
        for phrase in seen:
            uses[phrase].groups[group] += 1
    return {phrase: use for phrase, use in uses.items() if use.groups.total() >= NAME_FEWEST and _whole(use)}


def _runs(text: str) -> Iterator[list[str]]:
    """Stretches of words, as written, that no mark, number, joint or office word parts."""
    text = nfc(text)
    run: list[str] = []
    matches = list(TOKEN.finditer(text))
    words = [place_tone(match[0].lower()) for match in matches]
    after = [*words[2:], "", ""]
    office = {i for i, pair in enumerate(pairwise(words)) if pair in OFFICE_WORDS and after[i] != "hóa"}
    last = 0
    for i, match in enumerate(matches):
        if run and text[last : match.start()].strip():
            yield run
            run = []
        last = match.end()
        if i in office or i - 1 in office or (words[i],) in PARTING or not match[0].isalpha():
            if run:
                yield run
            run = []
        else:
            run.append(match[0])
    if run:
        yield run


def _whole(use: _Uses) -> bool:
    """Whether the phrase stands by itself, and is no proper name of a place or a person."""
    total = use.forms.total()
    for side in (use.before, use.after):
        word, count = max(side.items(), key=lambda item: (item[1], item[0]))
        if word and (word,) not in EDGES and count > PART_OF_LONGER * total:
            return False
    proper = sum(n for form, n in use.forms.items() if any(word[0].isupper() for word in form.split()[1:]))
    return 2 * proper < total


def _z(here: int, size: int, everywhere: int, total: int) -> float:
    """Of the log-odds of a phrase in a group against the rest, in standard deviations.

    Args:
        here: passages of the group with the phrase.
        size: passages of the group.
        everywhere: passages with the phrase.
        total: all passages.
    """
    prior, elsewhere = NAME_PRIOR * everywhere / total, everywhere - here
    odds = math.log((here + prior) / (size + NAME_PRIOR - here - prior))
    odds_elsewhere = math.log((elsewhere + prior) / (total - size + NAME_PRIOR - elsewhere - prior))
    return (odds - odds_elsewhere) / math.sqrt(1 / (here + prior) + 1 / (elsewhere + prior))


def _alike(a: Phrase, b: Phrase) -> bool:
    """Whether two phrases share half of the shorter one's syllables."""
    return 2 * len(set(a) & set(b)) >= min(len(a), len(b))


def _holds(longer: Phrase, phrase: Phrase) -> bool:
    """Whether `phrase` stands in a longer one."""
    n = len(phrase)
    return len(longer) > n and any(longer[i : i + n] == phrase for i in range(len(longer) - n + 1))


def _shown(forms: Counter[str]) -> str:
    """The spelling in small letters, if there is one; else the one used most."""
    return max(forms.items(), key=lambda item: (item[0].islower(), item[1], item[0]))[0]
