"""The artifact folder: the draft graph, its manifest and its model card."""

import hashlib
import json
from pathlib import Path

import numpy as np

from ..checkpoint import Checkpoint
from ..target import CompiledManifest
from ..target_weights import TargetWeights
from .graph import build_draft_graph
from .model_card import model_card
from .weights import graph_weights

FORMAT_VERSION = 1
NAME = 'smollm2-135m-instruct'


def export_graph(path: Path, manifest: CompiledManifest, weights: TargetWeights, checkpoint: Checkpoint,
                 shortlist: np.ndarray, profile: str = 'int8') -> None:
    """The head is tied to the target's embeddings, so any shortlist will do, also one made after the training."""
    hidden, embedding = map(float, checkpoint.extras['scales'])
    matrices = graph_weights(checkpoint.params, (hidden, embedding), weights.embeddings[shortlist])
    model = build_draft_graph(manifest.architecture, matrices, shortlist, manifest.context_length, profile)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())


def write_manifest(folder: Path, manifest: CompiledManifest, checkpoint: Checkpoint, shortlist_size: int, window: int,
                   command: str, evaluation: dict) -> None:
    a, progress = manifest.architecture, checkpoint.progress
    described = {
        'formatVersion': FORMAT_VERSION,
        'name': NAME,
        'target': {
            'name': manifest.name, 'ggufSha256': manifest.gguf_sha256, 'hiddenSize': a.hidden_size,
            'vocabularySize': a.vocabulary_size, 'compilerVersion': manifest.compiler_version,
            'profile': manifest.profile,
        },
        'architecture': 'eagle-layer',
        'shortlistSize': shortlist_size,
        'window': window,
        'kvHeads': a.kv_head_count,
        'headDim': a.head_size,
        'ropeTheta': a.rope_theta,
        'training': {
            'tokens': progress.tokens, 'epochs': round(progress.epochs, 2), 'steps': progress.steps,
            'seconds': round(progress.seconds), 'seed': progress.seed, 'command': command,
        },
        'evaluation': evaluation,
        'sha256': hashlib.sha256((folder / 'speculator.onnx').read_bytes()).hexdigest(),
    }
    (folder / 'manifest.json').write_text(json.dumps(described, indent=2, ensure_ascii=False) + '\n')
    (folder / 'MODEL_CARD.md').write_text(model_card(described))
