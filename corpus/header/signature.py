"""Who signed a document, as what and by what right (chức vụ, quyền hạn ký)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..vietnamese import UPPER, fold
from .places import title_case
from .signing import RECIPIENTS, SIGNING_FORM, is_on_behalf, is_secretary, is_signing, role_in

PERSON = re.compile(rf"^(?:[A-Z][A-Za-z]{{0,3}}\.\s*)*(?P<name>[{UPPER}]\S*(?:\s+[{UPPER}]\S*){{1,5}})$")
NO_PERSON = re.compile(
    r"(?:uy ban|hoi dong|ubnd|hdnd|bo|so|ban|tong cuc|cuc|phong|van phong|tinh|thanh pho|huyen|quan|xa|phuong|tham muu"
    r"|noi nhan|da ky|ky ten|viet nam|chinh phu|quoc hoi|nhu tren|ngan hang|toa an|vien|thay mat|cong hoa|doc lap)\b"
)
"""Folded openings of lines in capitals that are no one's name."""

NO_NAME = re.compile(r"(?:noi nhan|da ky|ky ten|nhu tren|cong hoa|doc lap|van phong|uy ban|hoi dong)\b")
"""The same of lines in small letters, where Quản and Ban are family names."""

DEGREE = re.compile(
    r"^(?:\(?(?:đã ký|signed)\)?\s*[:.]?\s*)?"
    r"(?:(?:(?:ThS|TS|PGS|GS|BS|BSCK|KS|CN|DS|LS|CKII|CKI)(?:\s*\.\s*|\s+)"
    r"|(?:(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy|uý)(?:\s+QNCN)?|(?:thạc|tiến|bác|kỹ|dược|luật)\s+(?:sĩ|sỹ|sư))\s+))*",
    re.IGNORECASE,
)
"""Học hàm, học vị, cấp bậc before a signer's name."""

DEGREE_AFTER = re.compile(r",\s*[A-Z][A-Za-z.]{1,5}$")
"""The same after it: "Hà Văn Nội, MBA"."""

NO_POSITION = re.compile(r"(?:uy ban|hoi dong|ubnd|hdnd|cong hoa|doc lap|phu luc|danh sach|bieu|bang)\b")
POSITION_SHAPE = re.compile(rf"[{UPPER}]+(?: [{UPPER}]+){{1,5}}")
NAME_AFTER_RECIPIENT = re.compile(rf"^(?P<left>-.*[;.,])\s+(?P<name>(?:[{UPPER}][^\W\d]+\s?){{2,5}})$")


FAMILY_NAMES = frozenset(
    [
        "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong",
        "ly", "truong", "dinh", "doan", "lam", "trinh", "mai", "dao", "cao", "ha", "luong", "ta", "to", "tong", "thai",
        "quach", "la", "nong", "hua", "be", "ma", "lo", "vi", "ksor", "chu", "luu", "phung", "vuong", "kieu", "quan",
        "au", "bach", "bien", "cam", "chau", "chung", "cu", "cung", "dam", "dau", "diep", "dong", "giang", "giap",
        "han", "hau", "kha", "khuat", "khong", "khuong", "kim", "lai", "lieu", "lu", "luc", "lung", "lau", "mac",
        "mach", "man", "nghiem", "ninh", "ong", "phi", "quang", "sam", "son", "sung", "tang", "than", "thach", "thieu",
        "tieu", "tiet", "trieu", "tu", "ung", "van", "vang", "vuu", "y", "siu", "ro", "rmah", "nay", "kpa", "dieu",
        "thao", "hang", "chang", "khang", "danh", "leo", "cut", "ngan", "sin", "moong",
    ]
)  # fmt: skip
"""Họ, folded: a line in capitals that begins with none of them is no one's name."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a document, as what and by what right; None where it is silent.

    Attributes:
        name: người ký.
        role: chức vụ, without the form of signing.
        form: quyền hạn ký, of the signer's own line: "KT." where "TM. ỦY BAN NHÂN DÂN" stands above "KT. CHỦ TỊCH".
        agency: whom the form or role names beside it, as printed.
    """

    name: str | None = None
    role: str | None = None
    form: str | None = None
    agency: str | None = None


def is_person(line: str) -> bool:
    """Whether a line of a signature may be someone's name."""
    name = _without_degrees(line)
    if not PERSON.match(name) or is_signing(line):
        return False
    folded = fold(name)
    if name.isupper():
        return folded.split()[0] in FAMILY_NAMES and not NO_PERSON.match(folded)
    return not NO_NAME.match(folded)


def signature(closing: list[str], issuers: tuple[str, ...] = ()) -> Signature:
    """Who signed.

    Of several signers the last is taken, as whoever approves signs after who drew up; where several agencies issue
    together, the signer of the one named first.

    Args:
        closing: its lines, unmerged.
        issuers: the agencies that issue the document together, in the letterhead's order.
    """
    if len(issuers) > 1:
        joint = _joint(closing, issuers[0])
        if joint:
            return joint
    return _answering(closing) or _last(closing)


def _answering(closing: list[str]) -> Signature | None:
    """Who answers for what others sign too, each under a position of their own; None where only one signs.

    Of minutes whoever is no secretary, whichever side each stands on; of what several sign side by side, whoever signs
    last.
    """
    roles = [line for line in closing if is_signing(line) and not SIGNING_FORM.match(line)]
    if len(roles) < 2:
        return None
    after = closing[closing.index(roles[0]) :]
    people = [at for at, line in enumerate(after) if is_person(line)]
    names = [name for at in people for name in _names(after[at], len(roles))]
    beside = bool(people) and not any(is_signing(line) for line in after[people[0] :])
    minutes = len(roles) == 2 and sum(map(is_secretary, roles)) == 1
    beside = beside and not any(SIGNING_FORM.match(line) for line in after)
    if len(names) != len(roles) or not (beside or minutes):
        return None
    at = next((at for at in reversed(range(len(roles))) if not is_secretary(roles[at])), -1)
    return Signature(names[at], role_in(roles[at]))


def positions_by_place(closing: list[str]) -> frozenset[str]:
    """The lines that say someone's position by where they stand alone: in capitals, after nơi nhận, above a name."""
    start = next((at for at, line in enumerate(closing) if RECIPIENTS.match(line)), len(closing))
    found: set[str] = set()
    for at, line in enumerate(closing[start + 1 :], start + 1):
        if not line.isupper() or is_signing(line) or is_person(line) or not POSITION_SHAPE.fullmatch(line):
            continue
        below = next((one for one in closing[at + 1 :] if not one.startswith("(")), "")
        if is_person(below) and not NO_POSITION.match(fold(line)):
            found.add(line)
    return frozenset(found)


def _last(closing: list[str]) -> Signature:
    placed = positions_by_place(closing)
    own_role: str | None = None
    stood_in_for: str | None = None
    name: str | None = None
    form: str | None = None
    agency: str | None = None
    signing = False
    beside: str | None = None
    for line in closing:
        signing = signing and not RECIPIENTS.match(line)
        if line in placed or is_signing(line) or (signing and line.isupper() and role_in(line)):
            signing = True
            match = SIGNING_FORM.match(line)
            said = SIGNING_FORM.sub("", line)
            named = f"{line[0]}{line[1:].lower()}" if line in placed else role_in(said)
            form = _form(match) if match else form
            if is_on_behalf(line):
                stood_in_for = named or stood_in_for
            else:
                own_role = own_role or named
            agency = agency or said[len(named or "") :].strip() or None
            continue
        if signing and is_person(line):
            name = person_name(line)
        merged = NAME_AFTER_RECIPIENT.match(line)
        if merged and is_person(merged["name"]):
            beside = person_name(merged["name"])
    name = name or (beside if signing else None)
    return Signature(name, own_role or stood_in_for, form, agency)


def _joint(closing: list[str], first: str) -> Signature | None:
    """The signature of `first` among those of a joint document, whose columns come one by one or line by line."""
    signatures: list[Signature] = []
    for line in closing:
        if RECIPIENTS.match(line):
            continue
        if is_signing(line):
            match = SIGNING_FORM.match(line)
            said = SIGNING_FORM.sub("", line)
            role = role_in(said)
            waiting = next(
                (at for at, one in enumerate(signatures) if one.form and not one.role and not one.name), None
            )
            if waiting is not None and not match:
                signatures[waiting] = replace(signatures[waiting], role=role)
            else:
                agency = said[len(role or "") :].strip(" -,")
                signatures.append(Signature(None, None if match else role, _form(match) if match else None, agency))
        elif signatures and line.startswith("VÀ "):
            signatures[-1] = replace(signatures[-1], agency=f"{signatures[-1].agency or ''} {line}".strip())
        elif signatures and NO_PERSON.match(fold(line)) and line.isupper():
            at = next((at for at, one in enumerate(signatures) if not one.agency), None)
            if at is not None:
                signatures[at] = replace(signatures[at], agency=line)
        elif is_person(line):
            for name in _names(line, sum(not one.name for one in signatures)):
                at = next((at for at, one in enumerate(signatures) if not one.name), None)
                if at is not None:
                    signatures[at] = replace(signatures[at], name=name)
    signed = [one for one in signatures if one.name]
    own = [one for one in signed if one.agency and fold(one.agency).strip(" .") == fold(first)]
    return next(iter(own or signed), None)


def _names(line: str, wanted: int) -> list[str]:
    """The names that ran together on one line, cut where a family name begins anew."""
    words = person_name(line).split()
    cuts = [at for at in range(2, len(words) - 1) if fold(words[at]) in FAMILY_NAMES]
    if wanted < 2 or len(words) < 4 or not cuts:
        return [" ".join(words)]
    at = min(cuts, key=lambda cut: abs(cut - len(words) / 2))
    return [" ".join(words[:at]), " ".join(words[at:])]


def person_name(line: str) -> str:
    """A signer's name without degrees, capitals undone."""
    match = PERSON.match(_without_degrees(line))
    name = match["name"] if match else line.strip()
    return title_case(name) if name.isupper() else name


def _without_degrees(line: str) -> str:
    return DEGREE_AFTER.sub("", DEGREE.sub("", line.strip(), count=1))


def _form(match: re.Match[str]) -> str:
    """ "T/M", "T.M" and "tm" are "TM."."""
    if match["acting"]:
        return "Q."
    return re.sub(r"[./]", "", match["form"]).upper() + "."
