"""What speculators of any form have in common: rows, chains of drafts, and how they are observed."""

from typing import NamedTuple

import jax
import jax.numpy as jnp

Params = dict[str, jax.Array]


class Scales(NamedTuple):
    """What makes hidden states and embeddings of like size; they are folded into the weights at export."""

    hidden: float
    embedding: float


class Keys(NamedTuple):
    """`k`, `v` [b, rows, kv heads, head size]."""

    k: jax.Array
    v: jax.Array


class Chains(NamedTuple):
    """Chains that still draft: `rows` [b, m] where each began, and the keys of its own earlier steps."""

    rows: jax.Array
    own: tuple[Keys, ...]

    def take(self, index: jax.Array) -> 'Chains':
        """Keeps chains `index` [b, kept] of each batch entry."""
        own = tuple(Keys(take_rows(k, index), take_rows(v, index)) for k, v in self.own)
        return Chains(take_rows(self.rows, index), own)


def take_rows(values: jax.Array, index: jax.Array) -> jax.Array:
    """`values` [b, rows, …], `index` [b, m] → [b, m, …]."""
    return jnp.take_along_axis(values, index.reshape(index.shape + (1,) * (values.ndim - 2)), axis=1)


def normalize(values: jax.Array, gain: jax.Array, epsilon: float) -> jax.Array:
    return values * jax.lax.rsqrt(jnp.mean(values * values, -1, keepdims=True) + epsilon) * gain
