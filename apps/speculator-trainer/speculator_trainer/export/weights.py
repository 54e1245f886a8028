"""From trained parameters to the matrices of the draft graph: what can be multiplied beforehand is."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class GraphWeights:
    """
    Of a layer without attention. Matrices [in, out] and gains. `join_hidden`, `join_embedding` are what the target's
    hidden states and embeddings are multiplied with, so that one scale of quantized activations serves both.
    """

    architecture: ClassVar[str] = 'mlp-layer'
    # Names in the draft graph, and the fields they stand for.
    matrix_fields: ClassVar[dict[str, str]] = {'join': 'join', 'gateUp': 'gate_up', 'down': 'down'}

    join_hidden: np.float32
    join_embedding: np.float32
    join: np.ndarray
    feed_forward_norm: np.ndarray
    gate_up: np.ndarray
    down: np.ndarray
    output_norm: np.ndarray
    head: np.ndarray


@dataclass(frozen=True)
class EagleWeights(GraphWeights):
    """Of a layer with attention."""

    architecture: ClassVar[str] = 'eagle-layer'
    matrix_fields: ClassVar[dict[str, str]] = GraphWeights.matrix_fields | {
        'qkv': 'qkv', 'attention.output': 'attention_output'}

    attention_norm: np.ndarray
    qkv: np.ndarray
    attention_output: np.ndarray


def graph_weights(params: Arrays, scales: tuple[float, float], head: np.ndarray) -> GraphWeights:
    """`head` [shortlist, H]: the target's embeddings of the shortlist."""
    form = EagleWeights if 'qkv' in params else GraphWeights
    return form(join_hidden=np.float32(1 / scales[0]), join_embedding=np.float32(1 / scales[1]), head=head.T,
                **{name: np.asarray(value, np.float32) for name, value in params.items()})
