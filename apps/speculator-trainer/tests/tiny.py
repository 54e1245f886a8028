"""A tiny architecture with random weights, for tests."""

import json
from pathlib import Path

import numpy as np

from speculator_trainer.checkpoint import Checkpoint, Progress
from speculator_trainer.export.graph import build_draft_graph
from speculator_trainer.export.weights import graph_weights
from speculator_trainer.model import MODELS
from speculator_trainer.model.chains import Scales
from speculator_trainer.target import Architecture, CompiledManifest
from speculator_trainer.target_weights import TargetWeights

ARCHITECTURE = Architecture(
    layer_count=1, hidden_size=64, head_count=4, kv_head_count=2, head_size=16, feed_forward_size=96,
    vocabulary_size=100, rope_theta=10000.0, norm_epsilon=1e-5)
TARGET = CompiledManifest('tiny', 'digest', 1, 'fp32', 64, 128, ARCHITECTURE)
SCALES = Scales(hidden=0.8, embedding=0.3)
SHORTLIST = np.arange(3, 91, 2).astype(np.int32)


def random_weights(random: np.random.Generator) -> TargetWeights:
    a = ARCHITECTURE
    heads, kv_heads = a.head_count * a.head_size, a.kv_head_count * a.head_size

    def matrix(rows: int, columns: int) -> np.ndarray:
        return (random.normal(size=(rows, columns)) / np.sqrt(columns)).astype(np.float32)

    def gain() -> np.ndarray:
        return (1 + 0.1 * random.normal(size=a.hidden_size)).astype(np.float32)

    return TargetWeights(
        embeddings=matrix(a.vocabulary_size, a.hidden_size) * 3,
        output_norm=gain(),
        last_layer={
            'attn_q': matrix(heads, a.hidden_size), 'attn_k': matrix(kv_heads, a.hidden_size),
            'attn_v': matrix(kv_heads, a.hidden_size), 'attn_output': matrix(a.hidden_size, heads), 'attn_norm': gain(),
            'ffn_gate': matrix(a.feed_forward_size, a.hidden_size),
            'ffn_up': matrix(a.feed_forward_size, a.hidden_size),
            'ffn_down': matrix(a.hidden_size, a.feed_forward_size), 'ffn_norm': gain(),
        })


def random_params(random: np.random.Generator, weights: TargetWeights, architecture: str = 'mlp'):
    join = random.normal(size=(2 * ARCHITECTURE.hidden_size, ARCHITECTURE.hidden_size)).astype(np.float32)
    return MODELS[architecture].init_params(ARCHITECTURE, weights, join / 4)


def write_draft_graph(path: Path, weights: TargetWeights, params, profile: str) -> None:
    """Over the shortlist, of a target that knows 128 positions."""
    arrays = {name: np.asarray(value) for name, value in params.items()}
    matrices = graph_weights(arrays, SCALES, weights.embeddings[SHORTLIST])
    path.write_bytes(build_draft_graph(ARCHITECTURE, matrices, SHORTLIST, 128, profile).SerializeToString())


def tiny_checkpoint(random: np.random.Generator, weights: TargetWeights, architecture: str = 'mlp') -> Checkpoint:
    params = {name: np.asarray(value) for name, value in random_params(random, weights, architecture).items()}
    return Checkpoint(params, [], {'scales': np.array(SCALES)}, Progress(seed=5, tokens=9))


def write_target_manifest(folder: Path, **changes) -> None:
    """As the target compiler writes it, as far as it is read here."""
    a = ARCHITECTURE
    manifest = {
        'name': 'Tiny Model 1M', 'ggufSha256': 'digest', 'compilerVersion': 4, 'profile': 'int8-row', 'blockSize': 64,
        'chatTemplate': '<|im_start|>user\nHello<|im_end|>\n',
        'architecture': {
            'layerCount': a.layer_count, 'hiddenSize': a.hidden_size, 'headCount': a.head_count,
            'kvHeadCount': a.kv_head_count, 'headSize': a.head_size, 'feedForwardSize': a.feed_forward_size,
            'vocabularySize': a.vocabulary_size, 'contextLength': 128, 'ropeTheta': a.rope_theta,
            'normEpsilon': a.norm_epsilon,
        },
    }
    (folder / 'manifest.json').write_text(json.dumps(manifest | changes))
