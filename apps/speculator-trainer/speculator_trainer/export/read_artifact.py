"""An exported layer as parameters again: to go on training where only the artifact is left."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from ..model.chains import Scales
from .artifact import GRAPH, MANIFEST
from .weights import Arrays, EagleWeights

# Gains, and what the inputs are multiplied with, by their names in the draft graph.
GAINS = {'attention.norm': 'attention_norm', 'feedForward.norm': 'feed_forward_norm', 'output.norm': 'output_norm'}
JOIN_HIDDEN, JOIN_EMBEDDING = 'join.hidden', 'join.embedding'


@dataclass(frozen=True)
class ExportedLayer:
    """`training`: what the manifest says of how it was trained."""

    params: Arrays
    scales: Scales
    training: dict


def read_artifact(folder: Path) -> ExportedLayer:
    """The parameters as the draft graph has them: rounded to int8. Only artifacts of that profile."""
    manifest = json.loads((folder / MANIFEST).read_text())
    layout = manifest['weights']
    content = (folder / layout['file']).read_bytes()
    params = {EagleWeights.matrix_fields[matrix['name']]: _matrix(content, matrix) for matrix in layout['matrices']}
    graph = onnx.load(str(folder / GRAPH), load_external_data=False).graph
    constants = {tensor.name: tensor for tensor in graph.initializer}
    params |= {field: numpy_helper.to_array(constants[name]) for name, field in GAINS.items() if name in constants}
    hidden, embedding = (1 / float(numpy_helper.to_array(constants[name])) for name in (JOIN_HIDDEN, JOIN_EMBEDDING))
    return ExportedLayer(params, Scales(hidden, embedding), manifest['training'])


def _matrix(content: bytes, layout: dict) -> np.ndarray:
    inputs, outputs = layout['inputs'], layout['outputs']
    values = np.frombuffer(content, np.int8, inputs * outputs, layout['valuesOffset']).reshape(inputs, outputs)
    return values * np.frombuffer(content, np.float32, outputs, layout['scalesOffset'])
