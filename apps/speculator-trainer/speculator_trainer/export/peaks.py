"""How large the activations before each matrix get: on a sample of text, over true rows and the rows of chains."""

import jax.numpy as jnp
import numpy as np

from ..model import eagle
from ..model.chains import Chains, Scales
from ..target import Architecture
from .weights import Arrays, Peaks

ROW_LENGTH = 128
# Of each channel's magnitudes; the largest of all may be a single odd token.
QUANTILE = 0.999


def measure_peaks(a: Architecture, params: Arrays, scales: tuple[float, float], hidden: np.ndarray, tokens: np.ndarray,
                  table: np.ndarray) -> Peaks:
    """`hidden` [n, H] and `tokens` [n] of consecutive positions."""
    rows = len(tokens) // ROW_LENGTH
    features = jnp.asarray(hidden[:rows * ROW_LENGTH], jnp.float32).reshape(rows, ROW_LENGTH, -1)[:, :-2]
    embeddings = jnp.asarray(table[tokens[:rows * ROW_LENGTH]]).reshape(rows, ROW_LENGTH, -1)
    seen: dict[str, list[np.ndarray]] = {}

    def observe(name: str, activations) -> None:
        seen.setdefault(name, []).append(np.abs(np.asarray(activations)).reshape(-1, activations.shape[-1]))

    device = {name: jnp.asarray(value) for name, value in params.items()}
    visible = jnp.broadcast_to(jnp.tril(jnp.ones((ROW_LENGTH - 2,) * 2, bool)), (rows, ROW_LENGTH - 2, ROW_LENGTH - 2))
    features, keys = eagle.true_rows(a, device, features, embeddings[:, 1:-1], Scales(*scales), visible, observe)
    starts = jnp.broadcast_to(jnp.arange(ROW_LENGTH - 2)[None], (rows, ROW_LENGTH - 2))
    chains = Chains(starts, ())
    eagle.chain_rows(a, device, features, embeddings[:, 2:], Scales(*scales), visible, keys, chains, observe)
    return Peaks(**{name: np.quantile(np.concatenate(parts), QUANTILE, axis=0) for name, parts in seen.items()})
