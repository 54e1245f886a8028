"""
One transformer layer over the target's hidden states, in the manner of EAGLE: the form that the other is compared with.

Row t reads the target's normalized hidden state of position t and the embedding of token t + 1, and predicts the
hidden state of position t + 1, from which the head reads token t + 2. Deeper rows read the layer's own prediction
instead: they attend to the true rows' keys up to t, and to the keys of their own chain.
"""

import jax
import jax.numpy as jnp
import numpy as np

from ..target import Architecture
from ..target_weights import TargetWeights
from .chains import Chains, Keys, Params, Scales, normalize
from .product import product

PARAMETERS = (
    'join', 'attention_norm', 'qkv', 'attention_output', 'feed_forward_norm', 'gate_up', 'down', 'output_norm')


def init_params(a: Architecture, weights: TargetWeights, join: np.ndarray) -> Params:
    """Starts from the target's last layer. `join` [2 × hidden, hidden] maps (hidden, embedding) to the stream."""
    layer = weights.last_layer
    queries_keys_values = np.concatenate([layer['attn_q'], layer['attn_k'], layer['attn_v']])
    return {
        'join': jnp.asarray(join),
        'attention_norm': jnp.asarray(layer['attn_norm']),
        'qkv': jnp.asarray(queries_keys_values.T),
        'attention_output': jnp.asarray(layer['attn_output'].T),
        'feed_forward_norm': jnp.asarray(layer['ffn_norm']),
        'gate_up': jnp.asarray(np.concatenate([layer['ffn_gate'], layer['ffn_up']]).T),
        'down': jnp.asarray(layer['ffn_down'].T),
        'output_norm': jnp.asarray(weights.output_norm),
    }


def true_rows(a: Architecture, params: Params, features, embeddings, scales: Scales, visible) -> tuple[jax.Array, Keys]:
    """
    All rows of sequences at once. `features`, `embeddings` [b, s, H], already the token after each row;
    `visible` [b, s, s] bool. Returns the predicted hidden states [b, s, H] and the rows' keys.
    """
    positions = jnp.arange(features.shape[1])[None]
    stream, q, keys = _project(a, params, features, embeddings, scales, positions)
    scores = jnp.einsum('bskgd,btkd->bkgst', q, keys.k)
    weights = jax.nn.softmax(jnp.where(visible[:, None, None], scores, -1e9), -1)
    attended = jnp.einsum('bkgst,btkd->bskgd', weights, keys.v)
    return _finish(a, params, stream, attended), keys


def chain_rows(a: Architecture, params: Params, features, embeddings, scales: Scales, visible, true_keys: Keys,
               chains: Chains) -> tuple[jax.Array, Chains]:
    """
    One step deeper for chains. `features`, `embeddings` [b, m, H]; `visible` [b, m, s] is what a chain's first row saw.
    """
    depth = len(chains.own) + 1
    stream, q, keys = _project(a, params, features, embeddings, scales, chains.rows + depth)
    chains = Chains(chains.rows, chains.own + (keys,))
    true_scores = jnp.einsum('bskgd,btkd->bkgst', q, true_keys.k)
    true_scores = jnp.where(visible[:, None, None], true_scores, -1e9)
    own_scores = [jnp.einsum('bskgd,bskd->bkgs', q, own.k)[..., None] for own in chains.own]
    weights = jax.nn.softmax(jnp.concatenate([true_scores, *own_scores], -1), -1)
    size = true_scores.shape[-1]
    attended = jnp.einsum('bkgst,btkd->bskgd', weights[..., :size], true_keys.v)
    for index, own in enumerate(chains.own):
        attended += jnp.einsum('bkgs,bskd->bskgd', weights[..., size + index], own.v)
    return _finish(a, params, stream, attended), chains


def rotate(a: Architecture, values: jax.Array, positions: jax.Array) -> jax.Array:
    """Rotary position over pairs (2i, 2i + 1): the order that GGUF stores queries and keys in."""
    frequencies = a.rope_theta ** (-jnp.arange(a.head_size // 2) * 2 / a.head_size)
    angles = (positions[..., None] * frequencies)[:, :, None]
    even, odd, cos, sin = values[..., 0::2], values[..., 1::2], jnp.cos(angles), jnp.sin(angles)
    return jnp.stack([even * cos - odd * sin, even * sin + odd * cos], -1).reshape(values.shape)


def _project(a: Architecture, params: Params, features, embeddings, scales: Scales, positions):
    """The stream [b, s, H], scaled queries [b, s, kv heads, group, head size] and keys."""
    joined = jnp.concatenate([features / scales.hidden, embeddings / scales.embedding], -1)
    stream = product(joined, params['join'])
    normed = normalize(stream, params['attention_norm'], a.norm_epsilon)
    heads = product(normed, params['qkv']).reshape(*normed.shape[:2], -1, a.head_size)
    rotated = rotate(a, heads[:, :, :a.head_count + a.kv_head_count], positions)
    q = rotated[:, :, :a.head_count] * a.head_size ** -0.5
    q = q.reshape(*q.shape[:2], a.kv_head_count, a.group, a.head_size)
    return stream, q, Keys(rotated[:, :, a.head_count:], heads[:, :, a.head_count + a.kv_head_count:])


def _finish(a: Architecture, params: Params, stream, attended) -> jax.Array:
    attended = attended.reshape(stream.shape)
    stream = stream + product(attended, params['attention_output'])
    normed = normalize(stream, params['feed_forward_norm'], a.norm_epsilon)
    gate, up = jnp.split(product(normed, params['gate_up']), 2, -1)
    stream = stream + product(jax.nn.silu(gate) * up, params['down'])
    return normalize(stream, params['output_norm'], a.norm_epsilon)
