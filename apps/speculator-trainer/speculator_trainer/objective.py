"""The unrolled loss: chains of drafts that begin in the target's true rows and go on with the layer's own features."""

from types import ModuleType
from typing import NamedTuple

import jax
import jax.numpy as jnp

from .model.chains import Chains, Params, Scales, take_rows
from .model.product import product
from .target import Architecture

# Chains kept at each depth, as a share of the rows. Half of the first drafts miss, and what follows a miss is never
# used, so the work goes where chains still live: with attention and a head of 8,192, 86 MFLOP a token instead of 190
# for all chains at all depths.
KEPT_SHARES = (0.8, 0.4, 0.3, 0.2, 0.15)
# A chain that missed still teaches a little: next time it may not miss.
MISSED_WEIGHT = 0.25
# The next hidden state itself is a dense lesson that costs no head.
FEATURE_WEIGHT = 0.3


class Data(NamedTuple):
    """A batch on the device; see `Batch`. `head` [shortlist, H], `table` [vocabulary, H], `inverse` [vocabulary]."""

    hidden: jax.Array
    lessons: jax.Array
    tokens: jax.Array
    segments: jax.Array
    weights: jax.Array
    head: jax.Array
    table: jax.Array
    inverse: jax.Array


class Report(NamedTuple):
    """By depth: weighted share of chains still right there (of all chains), and cross-entropy."""

    survival: jax.Array
    loss: jax.Array


def unrolled_loss(model: ModuleType, a: Architecture, scales: Scales, params: Params, data: Data, key,
                  shares: tuple[float, ...] = KEPT_SHARES) -> tuple[jax.Array, Report]:
    depths, length = len(shares), data.tokens.shape[1]
    data = pad_rows(data, depths + 2)
    visible = visible_rows(data.segments[:, :length])
    next_embeddings = data.table[data.tokens[:, 1:length + 1]]
    features, true_keys = model.true_rows(a, params, data.hidden[:, :length], next_embeddings, scales, visible)

    rows = jnp.broadcast_to(jnp.arange(length)[None], features.shape[:2])
    chains, alive = Chains(rows, ()), jnp.ones(features.shape[:2])
    total_weight = jnp.sum(data.weights[:, :length] * has_token(data, rows, 2)) + 1e-6
    loss, survival, losses = 0.0, [], []
    for depth, share in enumerate(shares):
        kept = _choose(data, chains.rows, alive, depth, max(1, int(share * length)), jax.random.fold_in(key, depth))
        chains, features, alive = chains.take(kept), take_rows(features, kept), take_rows(alive, kept)
        if depth > 0:
            token = take_rows(data.tokens, chains.rows + depth + 1)
            features, chains = model.chain_rows(
                a, params, features, data.table[token], scales, take_rows(visible, chains.rows), true_keys, chains)
        weight = take_rows(data.weights, chains.rows) * has_token(data, chains.rows, depth + 2)
        cross_entropy, choice = _lesson(data, features, chains.rows + depth + 1)
        feature = _feature_distance(data, features, chains.rows + depth + 1, scales)
        importance = weight * (MISSED_WEIGHT + (1 - MISSED_WEIGHT) * alive)
        loss += jnp.sum(importance * (cross_entropy + FEATURE_WEIGHT * feature)) / total_weight
        alive = alive * (choice == data.inverse[take_rows(data.tokens, chains.rows + depth + 2)])
        survival.append(jnp.sum(weight * alive) / total_weight)
        losses.append(jnp.sum(weight * cross_entropy) / (jnp.sum(weight) + 1e-6))
    return loss, Report(jnp.stack(survival), jnp.stack(losses))


def pad_rows(data: Data, count: int) -> Data:
    def pad(values):
        return jnp.pad(values, ((0, 0), (0, count)) + ((0, 0),) * (values.ndim - 2))

    return data._replace(
        hidden=pad(data.hidden.astype(jnp.float32)), lessons=pad(data.lessons), tokens=pad(data.tokens),
        segments=pad(data.segments), weights=pad(data.weights))


def visible_rows(segments: jax.Array) -> jax.Array:
    """[b, s, s]: a row sees the rows up to its own, of its own conversation."""
    causal = jnp.tril(jnp.ones((segments.shape[1],) * 2, bool))
    return causal[None] & (segments[:, :, None] == segments[:, None, :])


def has_token(data: Data, rows: jax.Array, ahead: int) -> jax.Array:
    """[b, m] float32: the conversation of `rows` still has a token that far ahead."""
    own = take_rows(data.segments, rows)
    return ((own > 0) & (own == take_rows(data.segments, rows + ahead))).astype(jnp.float32)


def _choose(data: Data, rows: jax.Array, alive: jax.Array, depth: int, count: int, key) -> jax.Array:
    """[b, count]: the chains that matter most, at random among equals. Not a function of the parameters."""
    weight = take_rows(data.weights, rows) * has_token(data, rows, depth + 2)
    chance = jax.random.uniform(key, rows.shape, maxval=0.1)
    return jax.lax.top_k(weight * (MISSED_WEIGHT + alive + chance), count)[1]


def _lesson(data: Data, features: jax.Array, positions: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Cross-entropy against the target's distribution at `positions` (see `teacher`), and the head's own choice."""
    logits = product(features, data.head.T)
    lesson = take_rows(data.lessons, positions).astype(jnp.float32)
    cross_entropy = jax.nn.logsumexp(logits, -1) - jnp.sum(features * lesson, -1)
    return cross_entropy, jax.lax.stop_gradient(logits).argmax(-1)


def _feature_distance(data: Data, features: jax.Array, positions: jax.Array, scales: Scales) -> jax.Array:
    distance = jnp.abs(features - take_rows(data.hidden, positions)) / scales.hidden
    return jnp.mean(jnp.where(distance < 1, 0.5 * distance * distance, distance - 0.5), -1)
