"""Compound files ([MS-CFB]) that the tests make: what Outlook keeps letters in."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Union

Tree = dict[str, Union[bytes, "Tree"]]

SECTOR, SMALL_SECTOR, CUTOFF = 512, 64, 4096
FREE, END, OF_THE_TABLE = -1, -2, -3


@dataclass
class _Entry:
    name: str
    kind: int
    sibling: int = FREE
    child: int = FREE
    start: int = END
    size: int = 0

    def packed(self) -> bytes:
        title = self.name.encode("utf-16-le") + bytes(2)
        links = struct.pack("<HBBiii", len(title), self.kind, 1, FREE, self.sibling, self.child)
        return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<iQ", self.start, self.size)


@dataclass
class _Sectors:
    """Contents one after the other in sectors, and the chains that they make."""

    size: int
    chain: list[int] = field(default_factory=list)
    content: bytes = b""

    def put(self, content: bytes) -> int:
        count = -(-len(content) // self.size)
        first = len(self.chain)
        self.chain += [*range(first + 1, first + count), END] if count else []
        self.content += content.ljust(self.size * count, b"\0")
        return first if count else END


def compound(path: Path, tree: Tree) -> Path:
    """A compound file of storages and streams."""
    entries: list[_Entry] = []
    large, small = _Sectors(SECTOR), _Sectors(SMALL_SECTOR)

    def put(name: str, content: bytes | Tree, kind: int) -> int:
        index = len(entries)
        entry = _Entry(name, kind)
        entries.append(entry)
        if isinstance(content, dict):
            children = [put(child, held, 1 if isinstance(held, dict) else 2) for child, held in content.items()]
            for this, after in itertools.pairwise(children):
                entries[this].sibling = after
            entry.child = children[0] if children else FREE
        else:
            entry.start = (small if len(content) < CUTOFF else large).put(content)
            entry.size = len(content)
        return index

    put("Root Entry", tree, 5)
    entries[0].start, entries[0].size = large.put(small.content), len(small.content)
    small_table = large.put(_table(small.chain))
    directory = large.put(b"".join(entry.packed() for entry in entries))
    own = next(n for n in range(1, 110) if SECTOR // 4 * n >= len(large.chain) + n)
    places = [*range(len(large.chain), len(large.chain) + own)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack(
        "<iiiiiiiii", 0, own, directory, 0, CUTOFF, small_table, -(-4 * len(small.chain) // SECTOR), END, 0
    )
    header += struct.pack("<109i", *places, *[FREE] * (109 - own))
    path.write_bytes(header + large.content + _table([*large.chain, *[OF_THE_TABLE] * own]))
    return path


def _table(chain: list[int]) -> bytes:
    whole = -(-4 * len(chain) // SECTOR) * SECTOR
    return struct.pack(f"<{len(chain)}i", *chain).ljust(whole, b"\xff")
