"""A table of replacements as SentencePiece's normaliser keeps it, for a tokenizer's precompiled character map."""

from __future__ import annotations

import struct
from collections.abc import Mapping

import numpy as np


def character_map(table: Mapping[str, str]) -> bytes:
    """Packs a replacement table the way SentencePiece's normaliser stores it.

    Size of the double array, the double array (UTF-8 key to position), then the replacements, each ended by
    a NUL byte (SentencePiece, `normalizer.cc`, `EncodePrecompiledCharsMap`).
    """
    replacements = bytearray()
    positions = {}
    for character, replacement in table.items():
        positions[character.encode()] = len(replacements)
        replacements += replacement.encode() + b"\0"
    trie = _double_array(positions)
    return struct.pack("<I", len(trie)) + trie + bytes(replacements)


def _double_array(values: Mapping[bytes, int]) -> bytes:
    """Builds a darts-clone double array that maps each key to its value.

    A unit holds its label in bits 0 to 7, whether a key ends there in bit 8, and the distance to its children
    in bits 10 to 30; the value of a key is the child under label 0, marked by bit 31 (darts-clone, `darts.h`).

    Args:
        values: non-empty keys without NUL bytes, values under 2**31.
    """
    children: dict[bytes, set[int]] = {b"": set()}
    for key in values:
        for end, label in enumerate(key):
            children.setdefault(key[:end], set()).add(label)
        children.setdefault(key, set()).add(0)

    units = {0: 0}
    bases: set[int] = set()
    base = 0
    pending = [(b"", 0)]
    while pending:
        prefix, position = pending.pop()
        labels = children[prefix]
        base = max(1, base - 256)
        while base in bases or any(base ^ label in units for label in labels):
            base += 1
        bases.add(base)
        units[position] |= (position ^ base) << 10 | (0 in labels) << 8
        for label in labels:
            units[base ^ label] = label if label else values[prefix] | 1 << 31
            if label:
                pending.append((prefix + bytes([label]), base ^ label))

    array = np.zeros((max(*units, *bases) // 256 + 1) * 256, dtype="<u4")
    array[list(units)] = list(units.values())
    return array.tobytes()
