"""Which syllables Vietnamese spelling allows: onset, rime, and the tones that a stop at the end leaves.

After Đoàn Thiện Thuật, "Ngữ âm tiếng Việt" (1977): a syllable that ends in c, ch, p or t has the sharp or the heavy
tone. Whether a syllable is a word is another matter: "khể" is allowed and means nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .vietnamese import nfc

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
ONSETS = frozenset(_ONSETS.split()) | {""}
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo "
    "ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng "
    "yêt yêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om "
    "on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh "
    "ui um un ung uôc uôi uôm uôn uông uôt up ut uy uya uych uynh uyt uyp uyn uyên uyêt uyu uơ ư ưa ưc ưi ưm "
    "ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu"
)
RIMES = frozenset(_RIMES.split())
_QU_RIMES = (
    "a ac ach ai an ang anh ao at au ay ôc ăc ăn ăng ăt âc ân âng ât ây e en eo et ê êch ên ênh êt i it ich "
    "in inh iu y ych ynh yt yên yêt yêu yn ơ ơi ơn ơt"
)
QU_RIMES = frozenset(_QU_RIMES.split())
TONES = "\u0300\u0301\u0303\u0309\u0323"
STOP_TONES = ("", "\u0301", "\u0323")
"""A stop's tones; "" for one that is typed without."""

STOPPED = re.compile(r"(?:c|ch|p|t)$")
_BEFORE_FRONT = "gh ngh k"
BEFORE_FRONT = frozenset(_BEFORE_FRONT.split())
FRONT = "eêiy"


@lru_cache(maxsize=16384)
def is_allowed(word: str) -> bool:
    """Whether `word`, of one syllable, is spelled as Vietnamese spells, with its accents; "" is not."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in TONES]
    plain = nfc("".join(mark for mark in decomposed if mark not in TONES))
    if len(tones) > 1:
        return False
    return any(_fits(onset, plain[len(onset) :], tones) for onset in ONSETS if plain.startswith(onset))


def _fits(onset: str, rime: str, tones: list[str]) -> bool:
    if rime not in (QU_RIMES if onset == "qu" else RIMES):
        return False
    if STOPPED.search(rime) and tones and tones[0] not in STOP_TONES:
        return False
    if onset in BEFORE_FRONT:
        return rime[0] in FRONT
    return not (onset in ("c", "g", "ng") and rime[0] in "eê") and not (onset in ("c", "ng") and rime[0] in "iy")
