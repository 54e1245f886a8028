"""Where training starts: scales, and a linear guess of the stream that the target's last layer expects."""

import numpy as np

from .model.chains import Scales
from .shards import Shard
from .target_weights import TargetWeights

# Against overfitting of the guess; the features are of size 1.
RIDGE = 1.0
ROWS = 40_000


def measure_scales(shard: Shard, table: np.ndarray) -> Scales:
    hidden = float(np.abs(shard.hidden.astype(np.float32)).mean())
    return Scales(hidden, float(np.abs(table[shard.tokens]).mean()))


def fit_join(shards: list[Shard], weights: TargetWeights, scales: Scales, stream_size: float) -> np.ndarray:
    """
    [2 × hidden, hidden]: least squares from (hidden state t, embedding of token t + 1) to hidden state t + 1 before
    its gain, times `stream_size`, how large the stream is compared with what the layer adds to it.
    """
    inputs, outputs = [], []
    for shard in shards:
        hidden, tokens = shard.hidden.astype(np.float32), shard.tokens
        inside = np.ones(len(tokens) - 1, bool)
        inside[np.cumsum(shard.lengths)[:-1] - 1] = False
        joined = np.concatenate([hidden[:-1] / scales.hidden, weights.embeddings[tokens[1:]] / scales.embedding], 1)
        inputs.append(joined[inside])
        outputs.append((hidden[1:] / weights.output_norm)[inside])
    x, y = np.concatenate(inputs)[:ROWS], np.concatenate(outputs)[:ROWS]
    join = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1], dtype=np.float32), x.T @ y)
    return (stream_size * join).astype(np.float32)
