"""
The adaptation graph: one step of AdamW on recent traffic, for onnxruntime without Python.

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

# Names in the draft graph, and the matrices they stand for. Gains stay as they are.
PARAMETERS = {
    'join': 'join', 'qkv': 'qkv', 'attention.output': 'attention_output', 'gateUp': 'gate_up', 'down': 'down'}
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
    | `mask` | [b, rows, rows] | 0 where a row sees another, −1e9 elsewhere |
    | `weights.D` | [b, chains] | how much a draft at depth D counts; together they add up to about 1 |
    | `rows.D` | [b, chains] | the row in which each chain of depth D ≥ 1 began |
    | `kept.D` | [b, chains] | its place among the chains of depth D − 1 |
    | `rate`, `correction.m`, `correction.v` | [] | learning rate, and 1 ÷ (1 − decay^step) |

    Outputs: `loss` [], and `NAME.next` of every parameter and moment.
    """
    return model_of(_AdaptationGraph(a, weights, shape).build())


@dataclass(frozen=True)
class _Keys:
    """[b, rows, kv heads, head size]."""

    k: Value
    v: Value


class _AdaptationGraph:
    def __init__(self, a: Architecture, weights: GraphWeights, shape: AdaptationShape):
        self.a, self.weights, self.shape = a, weights, shape
        self.graph = Builder('adaptation')
        self.tape = Tape(self.graph)

    def build(self) -> onnx.GraphProto:
        tape, shape, size = self.tape, self.shape, self.a.hidden_size
        self.parameters = {
            name: tape.parameter(f'p.{name}', getattr(self.weights, field).shape) for name, field in PARAMETERS.items()}
        self.hidden = tape.data('hidden', (shape.batch, shape.padded, size))
        self.embeddings = tape.data('embeddings', (shape.batch, shape.padded, size))
        self.mask = tape.data('mask', (shape.batch, shape.rows, shape.rows))
        self._add_head()
        self.lessons = self._lessons()

        features, keys = self._true_rows()
        losses = [self._loss(0, features, None)]
        seeds = [losses[0]]
        own: list[_Keys] = []
        previous = shape.rows
        for depth, count in enumerate(shape.chains, 1):
            rows = tape.data(f'rows.{depth}', (shape.batch, count), INT64)
            kept = self._one_hot(tape.data(f'kept.{depth}', (shape.batch, count), INT64), previous)
            features = tape.product(kept, features)
            own = [_Keys(self._keep(kept, one.k), self._keep(kept, one.v)) for one in own]
            features, own = self._chain_rows(depth, features, rows, keys, own)
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

    def _true_rows(self) -> tuple[Value, _Keys]:
        a, tape, shape = self.a, self.tape, self.shape
        here = [tape.slice(value, 1, 0, shape.rows) for value in (self.hidden, self.embeddings)]
        positions = self.graph.constant('positions', np.arange(shape.rows)[None].repeat(shape.batch, 0))
        stream, queries, keys = self._project(here[0], here[1], positions)
        by_row = (shape.batch, a.kv_head_count, shape.rows, a.group, shape.rows)
        scores = tape.product(self._grouped(queries), self._by_head(keys.k), transposed=True)
        masked = tape.add(tape.reshape(scores, *by_row), self._mask_of(self.mask.name, shape.rows))
        weights = tape.reshape(tape.softmax(masked), *scores.shape)
        attended = tape.product(weights, self._by_head(keys.v))
        return self._finish(stream, attended), keys

    def _chain_rows(self, depth: int, features: Value, rows: Value, keys: _Keys,
                    own: list[_Keys]) -> tuple[Value, list[_Keys]]:
        a, tape, graph, shape = self.a, self.tape, self.graph, self.shape
        count = rows.shape[1]
        positions = self._ahead(rows, depth)
        embeddings = Value(self._gather(self.embeddings.name, positions), features.shape)
        stream, queries, new = self._project(features, embeddings, positions)
        own = [*own, new]
        grouped = self._grouped(queries)
        visible = self._gather(self.mask.name, rows.name)
        true_shape = (shape.batch, a.kv_head_count, count, a.group, shape.rows)
        true_scores = tape.reshape(
            tape.product(grouped, self._by_head(keys.k), transposed=True), *true_shape)
        true_scores = tape.add(true_scores, self._mask_of(visible, count))
        own_queries = tape.reshape(grouped, shape.batch, a.kv_head_count, count, a.group, a.head_size)
        own_scores = tape.product(own_queries, self._stack([one.k for one in own]), transposed=True)
        weights = tape.softmax(tape.join([true_scores, own_scores], 4))
        true_weights, own_weights = tape.split(weights, 4, shape.rows, len(own))
        flat = tape.reshape(true_weights, shape.batch, a.kv_head_count, count * a.group, shape.rows)
        attended = tape.product(flat, self._by_head(keys.v))
        own_attended = tape.product(own_weights, self._stack([one.v for one in own]))
        attended = tape.add(attended, tape.reshape(own_attended, *attended.shape))
        return self._finish(stream, attended), own

    def _project(self, features: Value, embeddings: Value, positions: str) -> tuple[Value, Value, _Keys]:
        """The stream [b, n, H], scaled and rotated queries [b, n, heads, head size], and keys."""
        a, tape, weights = self.a, self.tape, self.weights
        scaled = [tape.times(value, tape.constant(name, np.array(scale))) for value, name, scale in (
            (features, 'join.hidden', weights.join_hidden), (embeddings, 'join.embedding', weights.join_embedding))]
        stream = tape.linear(tape.join(scaled, 2), self.parameters['join'])
        normed = tape.normalize(stream, weights.attention_norm, 'attention.norm', a.norm_epsilon)
        heads = tape.linear(normed, self.parameters['qkv'])
        by_head = tape.reshape(heads, *features.shape[:2], a.head_count + 2 * a.kv_head_count, a.head_size)
        queries, keys, values = tape.split(by_head, 2, a.head_count, a.kv_head_count, a.kv_head_count)
        queries = tape.times(queries, tape.constant('query.scale', np.array(a.head_size ** -0.5)))
        return stream, self._rotate(queries, positions), _Keys(self._rotate(keys, positions), values)

    def _rotate(self, heads: Value, positions: str) -> Value:
        """Pairs (2i, 2i + 1), as x cos + (x turned by 90°) sin."""
        a, tape, graph = self.a, self.tape, self.graph
        angles = np.arange(self.shape.padded)[:, None] * a.rope_theta ** (-np.arange(a.head_size // 2) * 2 / a.head_size)
        quarter = np.zeros((a.head_size, a.head_size))
        pairs = np.arange(0, a.head_size, 2)
        quarter[pairs + 1, pairs], quarter[pairs, pairs + 1] = -1, 1
        waves = []
        for name, wave in (('cosines', np.cos), ('sines', np.sin)):
            table = tape.constant(name, wave(angles).repeat(2, 1))
            rows = graph.node('Unsqueeze', [graph.node('Gather', [table.name, positions]), graph.integers(2)])
            waves.append(Value(rows, (*heads.shape[:2], 1, a.head_size)))
        turned = tape.linear(heads, tape.constant('quarter', quarter))
        return tape.add(tape.times(heads, waves[0]), tape.times(turned, waves[1]))

    def _finish(self, stream: Value, attended: Value) -> Value:
        """`attended` [b, kv heads, n × group, head size] → features [b, n, H]."""
        a, tape, weights = self.a, self.tape, self.weights
        batch, count = stream.shape[:2]
        by_row = tape.reshape(attended, batch, a.kv_head_count, count, a.group, a.head_size)
        vectors = tape.reshape(tape.transpose(by_row, 0, 2, 1, 3, 4), batch, count, a.head_count * a.head_size)
        stream = tape.add(stream, tape.linear(vectors, self.parameters['attention.output']))
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
        return features, gradient, node('ReduceSum', [node('Mul', [weights.name, node('Sub', [spread, hit])])], keepdims=0)

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
        for name, gradient in zip(PARAMETERS, gradients):
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

    def _grouped(self, queries: Value) -> Value:
        """[b, kv heads, n × group, head size], the queries of a row side by side."""
        a, tape = self.a, self.tape
        batch, count = queries.shape[:2]
        by_group = tape.reshape(queries, batch, count, a.kv_head_count, a.group, a.head_size)
        ordered = tape.transpose(by_group, 0, 2, 1, 3, 4)
        return tape.reshape(ordered, batch, a.kv_head_count, count * a.group, a.head_size)

    def _by_head(self, keys: Value) -> Value:
        return self.tape.transpose(keys, 0, 2, 1, 3)

    def _stack(self, keys: list[Value]) -> Value:
        """[b, kv heads, chains, own rows, head size]."""
        tape = self.tape
        batch, count, heads, size = keys[0].shape
        stacked = tape.join([tape.reshape(one, batch, count, heads, 1, size) for one in keys], 3)
        return tape.transpose(stacked, 0, 2, 1, 3, 4)

    def _keep(self, kept: Value, keys: Value) -> Value:
        batch, count, heads, size = keys.shape
        flat = self.tape.product(kept, self.tape.reshape(keys, batch, count, heads * size))
        return self.tape.reshape(flat, batch, kept.shape[1], heads, size)

    def _one_hot(self, index: Value, size: int) -> Value:
        """A product with it takes rows, and its transpose puts their gradients back."""
        graph = self.graph
        bounds = graph.constant('bounds', np.array([0, 1], np.float32))
        hot = graph.node('OneHot', [index.name, graph.constant(f'size.{size}', np.array(size, np.int64)), bounds])
        return Value(hot, (*index.shape, size))

    def _mask_of(self, mask: str, count: int) -> Value:
        """[b, n, rows] → [b, 1, n, 1, rows]."""
        expanded = self.graph.node('Unsqueeze', [mask, self.graph.integers(1, 3)])
        return Value(expanded, (self.shape.batch, 1, count, 1, self.shape.rows))

    def _ahead(self, rows: Value, count: int) -> str:
        return self.graph.node('Add', [rows.name, self.graph.integers(count)])

    def _gather(self, values: str, index: str) -> str:
        """[b, n, …] at [b, m] → [b, m, …]."""
        places = self.graph.node('Unsqueeze', [index, self.graph.integers(2)])
        return self.graph.node('GatherND', [values, places], batch_dims=1)
