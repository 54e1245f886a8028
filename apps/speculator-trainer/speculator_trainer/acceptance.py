"""How far drafts survive: the share of positions whose first 1, 2, … draft tokens are what the target then wrote."""

from types import ModuleType

import jax
import jax.numpy as jnp
import numpy as np

from .batches import PROMPT_WEIGHT, PieceStore
from .model.chains import Chains, Scales, take_rows
from .model.product import product
from .objective import Data, has_token, pad_rows, visible_rows
from .target import Architecture

DEPTHS = 4
# Batches of a measurement during training: 16k tokens give the survival to ± 0.004 in 10 s.
BATCHES_MAX = 8


def survival_counts(model: ModuleType, a: Architecture, scales: Scales, params, data: Data
                    ) -> tuple[jax.Array, jax.Array]:
    """[depths] chains right so far, and the number of chains, over the answers' positions."""
    length = data.tokens.shape[1]
    data = pad_rows(data, DEPTHS + 2)
    visible = visible_rows(data.segments[:, :length])
    features, true_keys = model.true_rows(
        a, params, data.hidden[:, :length], data.table[data.tokens[:, 1:length + 1]], scales, visible)
    rows = jnp.broadcast_to(jnp.arange(length)[None], features.shape[:2])
    chains = Chains(rows, ())
    counted = (data.weights[:, :length] > PROMPT_WEIGHT) * has_token(data, rows, 2)
    alive, survivors = counted, []
    for depth in range(DEPTHS):
        if depth > 0:
            token = take_rows(data.tokens, rows + depth + 1)
            features, chains = model.chain_rows(
                a, params, features, data.table[token], scales, visible, true_keys, chains)
        choice = product(features, data.head.T).argmax(-1)
        token = take_rows(data.tokens, rows + depth + 2)
        alive = alive * (choice == data.inverse[token]) * has_token(data, rows, depth + 2)
        survivors.append(alive.sum())
    return jnp.stack(survivors), counted.sum()


def measure(counts, params, held_out: PieceStore, constants, rows: int) -> dict[str, float | list[float]]:
    """Survival by depth and tokens a step with that many draft tokens, over the same batches each time."""
    survivors, total = np.zeros(DEPTHS), 0.0
    for index, batch in enumerate(held_out.epoch(rows, np.random.default_rng(0))):
        if index == BATCHES_MAX:
            break
        data = Data(*map(jnp.asarray, (batch.hidden, batch.lessons, batch.tokens, batch.segments, batch.weights)),
                    *constants)
        right, count = counts(params, data)
        survivors += np.asarray(right)
        total += float(count)
    survival = survivors / max(total, 1.0)
    return {'survival': [round(float(s), 4) for s in survival], 'tokens_per_step': round(1 + float(survival.sum()), 4)}
