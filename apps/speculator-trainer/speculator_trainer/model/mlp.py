"""
A feed-forward layer over the target's hidden states, in the manner of Hydra and Arctic: the form that replicas run.
Row t reads the target's normalized hidden state of position t and the embedding of token t + 1, and predicts the hidden
state of position t + 1, from which the head reads token t + 2. It sees nothing else, so there are no keys to keep.
"""

import jax
import jax.numpy as jnp
import numpy as np

from ..target import Architecture
from ..target_weights import TargetWeights
from .chains import Chains, Keys, Params, Scales, normalize
from .product import product

# The layer with attention has all of them too, so this one can begin with what that one has learned.
PARAMETERS = ('join', 'feed_forward_norm', 'gate_up', 'down', 'output_norm')


def init_params(a: Architecture, weights: TargetWeights, join: np.ndarray) -> Params:
    """Starts from the target's last feed-forward part. `join` [2 × hidden, hidden]."""
    layer = weights.last_layer
    return {
        'join': jnp.asarray(join),
        'feed_forward_norm': jnp.asarray(layer['ffn_norm']),
        'gate_up': jnp.asarray(np.concatenate([layer['ffn_gate'], layer['ffn_up']]).T),
        'down': jnp.asarray(layer['ffn_down'].T),
        'output_norm': jnp.asarray(weights.output_norm),
    }


def true_rows(a: Architecture, params: Params, features, embeddings, scales: Scales, visible) -> tuple[jax.Array, Keys]:
    """`features`, `embeddings` [b, s, H] → predicted hidden states [b, s, H], and empty keys."""
    none = jnp.zeros((*features.shape[:2], 0, 0))
    return _apply(a, params, features, embeddings, scales), Keys(none, none)


def chain_rows(a: Architecture, params: Params, features, embeddings, scales: Scales, visible, true_keys: Keys,
               chains: Chains) -> tuple[jax.Array, Chains]:
    return _apply(a, params, features, embeddings, scales), Chains(chains.rows, ())


def _apply(a: Architecture, params: Params, features, embeddings, scales: Scales) -> jax.Array:
    joined = jnp.concatenate([features / scales.hidden, embeddings / scales.embedding], -1)
    stream = product(joined, params['join'])
    normed = normalize(stream, params['feed_forward_norm'], a.norm_epsilon)
    gate, up = jnp.split(product(normed, params['gate_up']), 2, -1)
    stream = stream + product(jax.nn.silu(gate) * up, params['down'])
    return normalize(stream, params['output_norm'], a.norm_epsilon)
