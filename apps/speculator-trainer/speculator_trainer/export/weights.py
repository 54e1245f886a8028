"""From trained parameters to the matrices of the draft graph: scales and balance factors folded in."""

from dataclasses import dataclass

import numpy as np

from ..target import Architecture
from .quantize import balance

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Peaks:
    """Largest absolute activation of each input channel of each matrix, over a sample."""

    join: np.ndarray
    qkv: np.ndarray
    attention_output: np.ndarray
    gate_up: np.ndarray
    down: np.ndarray
    head: np.ndarray


@dataclass(frozen=True)
class GraphWeights:
    """
    Matrices [in, out] and gains. `join_hidden`, `join_embedding` [H] multiply what comes from the target,
    `join_feature` [H] the layer's own normalized output, `join_row` [H] a row of the head matrix.
    """

    join_hidden: np.ndarray
    join_embedding: np.ndarray
    join_feature: np.ndarray
    join_row: np.ndarray
    join: np.ndarray
    attention_norm: np.ndarray
    qkv: np.ndarray
    attention_output: np.ndarray
    feed_forward_norm: np.ndarray
    gate_up: np.ndarray
    down: np.ndarray
    head_gain: np.ndarray
    head: np.ndarray


def graph_weights(a: Architecture, params: Arrays, scales: tuple[float, float], head: np.ndarray, peaks: Peaks
                  ) -> GraphWeights:
    """`head` [shortlist, H]: the target's embeddings of the shortlist."""
    hidden_size, heads = a.hidden_size, a.head_count * a.head_size
    join_balance = balance(params['join'], peaks.join)
    qkv_balance = balance(params['qkv'], peaks.qkv)
    gate_up_balance = balance(params['gate_up'], peaks.gate_up)
    head_balance = balance(head.T, peaks.head)
    # Value channels are shared by the heads of a group, so their factors are too.
    value_balance = balance(params['attention_output'], peaks.attention_output)
    by_group = value_balance.reshape(a.kv_head_count, a.group, a.head_size)
    value_shared = np.exp(np.log(by_group).mean(1))
    value_balance = np.repeat(value_shared[:, None], a.group, 1).reshape(heads)
    down_balance = balance(params['down'], peaks.down)

    qkv = params['qkv'] * qkv_balance[:, None]
    values_begin = qkv.shape[1] - a.kv_head_count * a.head_size
    qkv = np.concatenate([qkv[:, :values_begin], qkv[:, values_begin:] / value_shared.reshape(-1)], 1)
    gate_up = params['gate_up'] * gate_up_balance[:, None]
    up_begin = gate_up.shape[1] // 2
    gate_up = np.concatenate([gate_up[:, :up_begin], gate_up[:, up_begin:] / down_balance], 1)
    return GraphWeights(
        join_hidden=(1 / scales[0] / join_balance[:hidden_size]).astype(np.float32),
        join_embedding=(1 / scales[1] / join_balance[hidden_size:]).astype(np.float32),
        join_feature=(params['output_norm'] / scales[0] / join_balance[:hidden_size]).astype(np.float32),
        join_row=(1 / scales[1] / join_balance[hidden_size:] / head_balance).astype(np.float32),
        join=params['join'] * join_balance[:, None],
        attention_norm=params['attention_norm'] / qkv_balance,
        qkv=qkv,
        attention_output=params['attention_output'] * value_balance[:, None],
        feed_forward_norm=params['feed_forward_norm'] / gate_up_balance,
        gate_up=gate_up,
        down=params['down'] * down_balance[:, None],
        head_gain=params['output_norm'] / head_balance,
        head=(head * head_balance).T,
    )
