"""The draft graph that belongs to a layer's weights."""

import numpy as np
import onnx

from ..target import Architecture
from .builder import model_of
from .eagle_graph import EagleGraph
from .mlp_graph import MlpGraph
from .weights import EagleWeights, GraphWeights


def build_draft_graph(a: Architecture, weights: GraphWeights, shortlist: np.ndarray, context_length: int,
                      profile: str = 'int8') -> onnx.ModelProto:
    """`context_length`: positions that the target knows."""
    if isinstance(weights, EagleWeights):
        return model_of(EagleGraph(a, weights, shortlist, context_length, profile).build())
    return model_of(MlpGraph(a, weights, shortlist, profile).build())
