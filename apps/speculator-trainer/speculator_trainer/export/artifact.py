"""The artifact folder: the draft graph, what adapts it, its manifest and its model card."""

import hashlib
import json
import re
from pathlib import Path

import numpy as np

from ..adaptation.graph import MOMENT_DECAYS, AdaptationShape, build_adaptation_graph
from ..checkpoint import Checkpoint
from ..target import CompiledManifest
from ..target_weights import TargetWeights
from .external import move_outside, point_outside
from .graph import build_draft_graph
from .model_card import model_card
from .weights import EagleWeights, GraphWeights, graph_weights

FORMAT_VERSION = 3
GRAPH, ADAPTATION, HEAD, WEIGHTS = 'speculator.onnx', 'adaptation.onnx', 'head.bin', 'weights.bin'
MANIFEST = 'manifest.json'
# Of targets that are known by another name than their GGUF's, by its SHA-256.
NAMES = {'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53': 'smollm2-135m-instruct'}


def artifact_name(manifest: CompiledManifest) -> str:
    """Also the name of its folder."""
    name = re.sub('[^a-z0-9.]+', '-', manifest.name.lower()).strip('-.')
    return NAMES.get(manifest.gguf_sha256, name or manifest.gguf_sha256[:16])


def export_artifact(folder: Path, manifest: CompiledManifest, weights: TargetWeights, checkpoint: Checkpoint,
                    shortlist: np.ndarray, window: int, profile: str) -> None:
    """
    The head is tied to the target's embeddings, so any shortlist will do, also one made after the training. Only the
    layer without attention, in the int8 profile, can adapt: its matrices and its head lie in files of their own, which
    a replica rewrites.
    """
    hidden, embedding = map(float, checkpoint.extras['scales'])
    matrices = graph_weights(checkpoint.params, (hidden, embedding), weights.embeddings[shortlist])
    folder.mkdir(parents=True, exist_ok=True)
    model = build_draft_graph(manifest.architecture, matrices, shortlist, manifest.context_length, profile)
    described = _description(manifest, checkpoint, matrices.architecture, len(shortlist))
    if isinstance(matrices, EagleWeights):
        a = manifest.architecture
        described |= {'window': window, 'kvHeads': a.kv_head_count, 'headDim': a.head_size, 'ropeTheta': a.rope_theta}
    if profile == 'int8':
        parts = [part for name in matrices.matrix_fields for part in (name, f'{name}.scales')]
        described['weights'] = _weights_layout(matrices, move_outside(model, parts, folder / WEIGHTS))
        offsets = move_outside(model, ['head', 'head.scales', 'shortlist'], folder / HEAD)
        described['head'] = _head_layout(matrices, offsets)
        if not isinstance(matrices, EagleWeights):
            described['adaptation'] = _export_adaptation(folder, manifest, matrices, offsets)
    (folder / GRAPH).write_bytes(model.SerializeToString())
    # A folder may hold files of a former export, which are not this one's.
    files = [GRAPH, *(described[part]['file'] for part in ('adaptation', 'head', 'weights') if part in described)]
    described['sha256'] = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}
    _write(folder, described)


def add_evaluation(folder: Path, evaluation: dict) -> None:
    described = json.loads((folder / MANIFEST).read_text())
    _write(folder, described | {'evaluation': evaluation})
    (folder / 'MODEL_CARD.md').write_text(model_card(described | {'evaluation': evaluation}))


def _export_adaptation(folder: Path, manifest: CompiledManifest, matrices: GraphWeights, head_offsets: dict[str, int]
                       ) -> dict:
    """Its head is the draft graph's file."""
    shape = AdaptationShape()
    model = build_adaptation_graph(manifest.architecture, matrices, shape)
    for tensor in model.graph.initializer:
        if tensor.name in head_offsets:
            point_outside(tensor, HEAD, head_offsets[tensor.name], len(tensor.raw_data))
    (folder / ADAPTATION).write_bytes(model.SerializeToString())
    return {'file': ADAPTATION, 'batch': shape.batch, 'rows': shape.rows, 'chains': list(shape.chains),
            'momentDecays': list(MOMENT_DECAYS)}


def _weights_layout(matrices: GraphWeights, offsets: dict[str, int]) -> dict:
    """Each matrix: int8 [inputs, outputs] and float32 scales [outputs], at byte offsets of the file."""
    layout = []
    for name, field in matrices.matrix_fields.items():
        inputs, outputs = getattr(matrices, field).shape
        layout.append({'name': name, 'inputs': inputs, 'outputs': outputs,
                       'valuesOffset': offsets[name], 'scalesOffset': offsets[f'{name}.scales']})
    return {'file': WEIGHTS, 'matrices': layout}


def _head_layout(matrices: GraphWeights, offsets: dict[str, int]) -> dict:
    """int8 [inputs, outputs], float32 scales [outputs], and the token of each output, int64 [outputs]."""
    inputs, outputs = matrices.head.shape
    return {'file': HEAD, 'name': 'head', 'inputs': inputs, 'outputs': outputs, 'valuesOffset': offsets['head'],
            'scalesOffset': offsets['head.scales'], 'tokensOffset': offsets['shortlist']}


def _description(manifest: CompiledManifest, checkpoint: Checkpoint, architecture: str, shortlist_size: int) -> dict:
    a, progress = manifest.architecture, checkpoint.progress
    return {
        'formatVersion': FORMAT_VERSION,
        'name': artifact_name(manifest),
        'target': {
            'name': manifest.name, 'ggufSha256': manifest.gguf_sha256, 'hiddenSize': a.hidden_size,
            'vocabularySize': a.vocabulary_size, 'compilerVersion': manifest.compiler_version,
            'profile': manifest.profile,
        },
        'architecture': architecture,
        'shortlistSize': shortlist_size,
        'training': {
            'tokens': progress.tokens, 'epochs': round(progress.epochs, 2), 'steps': progress.steps,
            'seconds': round(progress.seconds), 'seed': progress.seed, 'command': progress.command,
            **({} if progress.text is None else {'text': progress.text}),
            **({} if progress.before is None else {'before': progress.before}),
        },
    }


def _write(folder: Path, described: dict) -> None:
    (folder / MANIFEST).write_text(json.dumps(described, indent=2, ensure_ascii=False) + '\n')
