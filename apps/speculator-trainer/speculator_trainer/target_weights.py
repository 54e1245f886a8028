"""What a speculator takes from the target's GGUF: its last layer, its output norm and its token embeddings."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gguf import GGUFReader, dequantize

from .refusal import Refused

OWN_HEAD = 'output.weight'


@dataclass(frozen=True)
class TargetWeights:
    """`embeddings` [vocabulary, hidden]; `last_layer` by GGUF name without its prefix, matrices as [out, in]."""

    embeddings: np.ndarray
    output_norm: np.ndarray
    last_layer: dict[str, np.ndarray]


def read_target_weights(gguf: Path, layer_count: int) -> TargetWeights:
    """
    Raises Refused for a target whose head is not its embedding table: draft graphs read the embeddings of drafted
    tokens from their head, and replicas write new heads from the embedding table.
    """
    tensors = {tensor.name: tensor for tensor in GGUFReader(str(gguf)).tensors}
    if OWN_HEAD in tensors:
        raise Refused(f'{gguf} has a head of its own ({OWN_HEAD}): only targets whose head is their embedding table '
                      'can have a speculator')

    def load(name: str) -> np.ndarray:
        tensor = tensors[name]
        return dequantize(tensor.data, tensor.tensor_type).astype(np.float32)

    prefix = f'blk.{layer_count - 1}.'
    parts = ('attn_q', 'attn_k', 'attn_v', 'attn_output', 'attn_norm', 'ffn_gate', 'ffn_up', 'ffn_down', 'ffn_norm')
    return TargetWeights(
        embeddings=load('token_embd.weight'),
        output_norm=load('output_norm.weight'),
        last_layer={part: load(f'{prefix}{part}.weight') for part in parts},
    )
