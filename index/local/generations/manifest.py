"""The manifest of a generation: what it holds, what it was made with, and the checksum of every file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Self

from ...errors import CurrentUnreadableError, GenerationDamagedError, NormaliserMismatchError
from ...models.encoder import Prompts
from .segments import Segment

FORMAT = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and was made with.

    Attributes:
        generation: its number.
        created: when, ISO 8601, UTC.
        catalog_version: the catalog's version that it shows.
        encoder: the encoder's name.
        dimension: of its vectors.
        prompts: what the encoder puts before queries and passages.
        normaliser: the version of the tokens.
        counts: reports, passages, sentences.
        files: size in bytes and SHA-256 of each file, by its path in the generation's folder.
        segments: what it is made of; none in an earlier format.
        shared: whether it shares files with the one before where it could; else they are copies.
        format: of the generation itself.
        checksum: the SHA-256 that its file has of all this; "" for one that was not read.
    """

    generation: int
    created: str
    catalog_version: int
    encoder: str
    dimension: int
    prompts: Prompts
    normaliser: int
    counts: dict[str, int]
    files: dict[str, dict[str, Any]]
    segments: tuple[Segment, ...] = ()
    shared: bool = True
    format: int = FORMAT
    checksum: str = field(default="", compare=False)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The manifest in `path`.

        Raises:
            GenerationDamagedError: it is missing, is no manifest, or is not as it was written.
            NormaliserMismatchError: a newer tracuu wrote it.
            CurrentUnreadableError: it cannot be read now.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            if values["format"] > FORMAT:
                raise NormaliserMismatchError
            checksum = values.pop("checksum", "")
            segments = tuple(map(Segment.from_json, values.get("segments", ())))
            prompts = Prompts(**values["prompts"])
            manifest = cls(**{**values, "prompts": prompts, "segments": segments, "checksum": checksum})
        except (FileNotFoundError, NotADirectoryError, ValueError, TypeError, KeyError) as error:
            raise GenerationDamagedError(path) from error
        except OSError as error:
            raise CurrentUnreadableError(path, error.strerror or str(error)) from error
        if checksum and checksum != _checksum(values):
            raise GenerationDamagedError(path)
        return manifest

    @property
    def digest(self) -> str:
        """The SHA-256 of all that it says, or said when it was written."""
        return self.checksum or _checksum(self._values())

    def to_text(self) -> str:
        """The manifest as its file has it, with its own SHA-256; one that was written before had none."""
        values = self._values()
        return json.dumps({**values, "checksum": _checksum(values)}, ensure_ascii=False, separators=(",", ":"))

    def _values(self) -> dict[str, Any]:
        values = asdict(self)
        del values["checksum"]
        return values


def _checksum(values: dict[str, Any]) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def fingerprint(path: Path) -> dict[str, Any]:
    """Size in bytes and SHA-256 of a file."""
    with path.open("rb") as file:
        return {"size": path.stat().st_size, "sha256": file_digest(file, "sha256").hexdigest()}
