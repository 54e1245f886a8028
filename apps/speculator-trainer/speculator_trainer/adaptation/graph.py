"""
The adaptation graph of the layer without attention: a step of AdamW on recent traffic, for onnxruntime without Python.

The loss is that of training (`objective`): chains of drafts, unrolled on the layer's own features, against the
target's own distribution. What it leaves out is what only long training needs: a choice of chains by what still lives
(the caller chooses rows), and the distance of features.
"""

from dataclasses import dataclass

import numpy as np
import onnx

from ..export.builder import FLOAT, INT64, Builder, model_of
from ..export.quantize import int8_columns
from ..export.weights import GraphWeights
from ..target import Architecture
from ..teacher import CHOICE_SHARE, TEMPERATURE
from .tape import Tape, Value

# First moments follow within ten steps, second ones within twenty: a job has a hundred.
MOMENT_DECAYS = (0.9, 0.95)
ADAM_EPSILON = 1e-8
GRADIENT_NORM_MAX = 1.0
# As in training: the join is as much larger than the other weights as the stream that it makes.
RATES = {'join': 10.0}


@dataclass(frozen=True)
class AdaptationShape:
    """Sequences of a batch, rows of each, and the chains of each that are followed to depths 1, 2, …"""

    batch: int = 2
    rows: int = 256
    chains: tuple[int, ...] = (128, 80, 56)

    @property
    def padded(self) -> int:
        """The deepest draft of the last row looks this far."""
        return self.rows + len(self.chains) + 1


def build_adaptation_graph(a: Architecture, weights: GraphWeights, shape: AdaptationShape) -> onnx.ModelProto:
    """
    Inputs, besides a parameter's `p.NAME` and its moments `m.NAME`, `v.NAME`:

    | `hidden`, `embeddings` | [b, padded, H] | the target's hidden states, and the embeddings of the token after each |
    | `weights.D` | [b, chains] | how much a draft at depth D counts; together they add up to about 1 |
    | `rows.D` | [b, chains] | the row in which each chain of depth D ≥ 1 began |
    | `kept.D` | [b, chains] | its place among the chains of depth D − 1 |
    | `rate`, `correction.m`, `correction.v` | [] | learning rate, and 1 ÷ (1 − decay^step) |

    Outputs: `loss` [], and `NAME.next` of every parameter and moment.
    """
    return model_of(_AdaptationGraph(a, weights, shape).build())


class _AdaptationGraph:
    def __init__(self, a: Architecture, weights: GraphWeights, shape: AdaptationShape):
        self.a, self.weights, self.shape = a, weights, shape
        self.graph = Builder('adaptation')
        self.tape = Tape(self.graph)

    def build(self) -> onnx.GraphProto:
        tape, shape, size = self.tape, self.shape, self.a.hidden_size
        self.parameters = {
            name: tape.parameter(f'p.{name}', getattr(self.weights, field).shape)
            for name, field in self.weights.matrix_fields.items()}
        self.hidden = tape.data('hidden', (shape.batch, shape.padded, size))
        self.embeddings = tape.data('embeddings', (shape.batch, shape.padded, size))
        self._add_head()
        self.lessons = self._lessons()

        features = self._layer(*(tape.slice(value, 1, 0, shape.rows) for value in (self.hidden, self.embeddings)))
        seeds = [self._loss(0, features, None)]
        previous = shape.rows
        for depth, count in enumerate(shape.chains, 1):
            rows = tape.data(f'rows.{depth}', (shape.batch, count), INT64)
            kept = self._one_hot(tape.data(f'kept.{depth}', (shape.batch, count), INT64), previous)
            read = Value(self._gather(self.embeddings.name, self._ahead(rows, depth)), (shape.batch, count, size))
            features = self._layer(tape.product(kept, features), read)
            seeds.append(self._loss(depth, features, rows))
            previous = count
        self._add_optimizer({value: gradient for value, gradient, _ in seeds})
        total = self.graph.node('Sum', [loss for _, _, loss in seeds])
        self.graph.output(total, 'loss', FLOAT, [])
        return self.graph.graph()

    def _add_head(self) -> None:
        """[H, shortlist], from the same integers as the draft graph's."""
        values, scales = int8_columns(self.weights.head)
        graph = self.graph
        self.head = graph.node('DequantizeLinear', [
            graph.constant('head', values), graph.constant('head.scales', scales)], axis=1)

    def _lessons(self) -> str:
        """What the target teaches at each position: see `teacher`. [b, padded, H]."""
        node = self.graph.node
        logits = node('MatMul', [self.hidden.name, self.head])
        sharp = node('Mul', [logits, self.tape.constant('lesson.sharpness', np.array(1 / TEMPERATURE)).name])
        expected = node('FusedMatMul', [node('Softmax', [sharp], axis=-1), self.head], transB=1)
        choice = node('ArgMax', [logits], axis=-1, keepdims=0)
        chosen = node('Transpose', [node('Gather', [self.head, choice], axis=1)], perm=[1, 2, 0])
        shares = [self.tape.constant(f'lesson.share{i}', np.array(share)).name
                  for i, share in enumerate((CHOICE_SHARE, 1 - CHOICE_SHARE))]
        return node('Add', [node('Mul', [chosen, shares[0]]), node('Mul', [expected, shares[1]])])

    def _layer(self, features: Value, embeddings: Value) -> Value:
        """`features`, `embeddings` [b, n, H] → features [b, n, H] of the positions after them."""
        a, tape, weights = self.a, self.tape, self.weights
        scaled = [tape.times(value, tape.constant(name, np.array(scale))) for value, name, scale in (
            (features, 'join.hidden', weights.join_hidden), (embeddings, 'join.embedding', weights.join_embedding))]
        stream = tape.linear(tape.join(scaled, 2), self.parameters['join'])
        normed = tape.normalize(stream, weights.feed_forward_norm, 'feedForward.norm', a.norm_epsilon)
        wide = tape.linear(normed, self.parameters['gateUp'])
        gate, up = tape.split(wide, 2, a.feed_forward_size, a.feed_forward_size)
        stream = tape.add(stream, tape.linear(tape.times(tape.silu(gate), up), self.parameters['down']))
        return tape.normalize(stream, weights.output_norm, 'output.norm', a.norm_epsilon)

    def _loss(self, depth: int, features: Value, rows: Value | None) -> tuple[Value, str, str]:
        """The weighted cross-entropy of a depth, and its gradient: w (Σ p E − lesson)."""
        node, integers, shape = self.graph.node, self.graph.integers, self.shape
        count = features.shape[1]
        if rows is None:
            lessons = node('Slice', [self.lessons, *map(integers, (1, shape.rows + 1, 1))])
        else:
            lessons = self._gather(self.lessons, self._ahead(rows, depth + 1))
        weights = self.tape.data(f'weights.{depth}', (shape.batch, count))
        column = node('Unsqueeze', [weights.name, integers(2)])
        logits = node('MatMul', [features.name, self.head])
        expected = node('FusedMatMul', [node('Softmax', [logits], axis=-1), self.head], transB=1)
        gradient = node('Mul', [column, node('Sub', [expected, lessons])])
        spread = node('ReduceLogSumExp', [logits, integers(-1)], keepdims=0)
        hit = node('ReduceSum', [node('Mul', [features.name, lessons]), integers(-1)], keepdims=0)
        losses = node('Mul', [weights.name, node('Sub', [spread, hit])])
        return features, gradient, node('ReduceSum', [losses], keepdims=0)

    def _add_optimizer(self, seeds: dict[Value, str]) -> None:
        """Adam with bias corrections, behind a clip of the gradient's norm over all parameters."""
        graph, node = self.graph, self.graph.node
        scalars = {name: graph.input(name, FLOAT, []) for name in ('rate', 'correction.m', 'correction.v')}
        gradients = self.tape.gradients(seeds, list(self.parameters.values()))
        squares = [node('ReduceSumSquare', [gradient], keepdims=0) for gradient in gradients]
        norm = node('Sqrt', [node('Sum', squares)])
        bound, smallest = (self.tape.constant(name, np.array(value)).name for name, value in (
            ('gradient.max', GRADIENT_NORM_MAX), ('adam.epsilon', ADAM_EPSILON)))
        clip = node('Div', [bound, node('Max', [bound, norm])])
        decays = [self._decay(f'adam.{name}', value) for name, value in zip('mv', MOMENT_DECAYS)]
        for name, gradient in zip(self.parameters, gradients):
            dims = list(self.parameters[name].shape)
            clipped = node('Mul', [gradient, clip])
            moments = []
            for kind, fresh, (keep, rest) in zip('mv', (clipped, node('Mul', [clipped, clipped])), decays):
                old = graph.input(f'{kind}.{name}', FLOAT, dims)
                moments.append(node('Add', [node('Mul', [old, keep]), node('Mul', [fresh, rest])]))
                graph.output(moments[-1], f'{kind}.{name}.next', FLOAT, dims)
            share = self.tape.constant(f'rate.{name}', np.array(RATES.get(name, 1.0))).name
            rate = node('Mul', [node('Mul', [scalars['rate'], share]), scalars['correction.m']])
            step = node('Mul', [moments[0], rate])
            spread = node('Sqrt', [node('Mul', [moments[1], scalars['correction.v']])])
            change = node('Div', [step, node('Add', [spread, smallest])])
            graph.output(node('Sub', [f'p.{name}', change]), f'p.{name}.next', FLOAT, dims)

    def _decay(self, name: str, value: float) -> tuple[str, str]:
        return (self.tape.constant(f'{name}.kept', np.array(value)).name,
                self.tape.constant(f'{name}.fresh', np.array(1 - value)).name)

    def _one_hot(self, index: Value, size: int) -> Value:
        """A product with it takes rows, and its transpose puts their gradients back."""
        graph = self.graph
        bounds = graph.constant('bounds', np.array([0, 1], np.float32))
        hot = graph.node('OneHot', [index.name, graph.constant(f'size.{size}', np.array(size, np.int64)), bounds])
        return Value(hot, (*index.shape, size))

    def _ahead(self, rows: Value, count: int) -> str:
        return self.graph.node('Add', [rows.name, self.graph.integers(count)])

    def _gather(self, values: str, index: str) -> str:
        """[b, n, …] at [b, m] → [b, m, …]."""
        places = self.graph.node('Unsqueeze', [index, self.graph.integers(2)])
        return self.graph.node('GatherND', [values, places], batch_dims=1)
