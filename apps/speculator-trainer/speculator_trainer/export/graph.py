"""
The draft graph: all the tokens of a draft in one call.

The rows that the target has just verified give keys and values in parallel. Then a Loop runs the layer a row at a
time: its first row is the newest true one, each further one what the layer predicted itself.
"""

import numpy as np
import onnx

from ..target import MASKED, Architecture
from .builder import BOOL, FLOAT, INT32, INT64, Builder, model_of
from .linear import Linear
from .quantize import int8_columns
from .weights import GraphWeights

# Positions of the rotary table, the target's whole context and the longest draft after it.
DRAFT_MAX = 64


def build_draft_graph(a: Architecture, weights: GraphWeights, shortlist: np.ndarray, context_length: int,
                      profile: str = 'int8') -> onnx.ModelProto:
    return model_of(_DraftGraph(a, weights, shortlist, context_length, profile).build())


class _DraftGraph:
    def __init__(self, a: Architecture, weights: GraphWeights, shortlist: np.ndarray, context_length: int,
                 profile: str):
        self.a, self.weights, self.shortlist, self.context_length = a, weights, shortlist, context_length
        self.linear = Linear(profile)
        self.graph = Builder('speculator')

    def build(self) -> onnx.GraphProto:
        graph, a = self.graph, self.a
        hidden = graph.input('hidden', FLOAT, ['B', 'R', a.hidden_size])
        embeddings = graph.input('embeddings', FLOAT, ['B', 'R', a.hidden_size])
        positions = graph.input('positions', INT64, ['B', 'R'])
        row_count = graph.input('row_count', INT64, ['B'])
        past_k = graph.input('past_k', FLOAT, ['B', a.kv_head_count, 'W', a.head_size])
        past_v = graph.input('past_v', FLOAT, ['B', a.kv_head_count, 'W', a.head_size])
        past_mask = graph.input('past_mask', FLOAT, ['B', 'W'])
        lookahead = graph.input('lookahead', INT64, [])
        survival_min = graph.input('survival_min', FLOAT, [])

        self.cos, self.sin = self._rotary_tables()
        self.table, self.table_scales = self._table()
        joined = self._join_inputs(hidden, embeddings)
        new_k, new_v = self._true_keys(joined, positions)
        start = self._loop_start(joined, positions, row_count, (past_k, new_k), (past_v, new_v), past_mask)
        self.survival_min = survival_min
        tokens, probabilities, seconds = self._loop(lookahead, start)
        graph.output(tokens, 'draft_tokens', INT64, ['K', 'B'])
        graph.output(probabilities, 'draft_probs', FLOAT, ['K', 'B'])
        graph.output(seconds, 'draft_probs2', FLOAT, ['K', 'B'])
        graph.output(new_k, 'new_k', FLOAT, ['B', a.kv_head_count, 'R', a.head_size])
        graph.output(new_v, 'new_v', FLOAT, ['B', a.kv_head_count, 'R', a.head_size])
        return graph.graph()

    def _rotary_tables(self) -> tuple[str, str]:
        """[positions, head size / 2] each; made from a range when the session opens, so that no file carries them."""
        graph, a = self.graph, self.a
        frequencies = a.rope_theta ** (-np.arange(a.head_size // 2) * 2 / a.head_size)
        bounds = [graph.constant(f'rotary.{value}', np.array(value, np.float32))
                  for value in (0, self.context_length + DRAFT_MAX, 1)]
        column = graph.node('Unsqueeze', [graph.node('Range', bounds), graph.integers(1)])
        angles = graph.node('Mul', [column, graph.constant('rotary.frequencies', frequencies[None].astype(np.float32))])
        return graph.node('Cos', [angles]), graph.node('Sin', [angles])

    def _table(self) -> tuple[str, str]:
        """
        The head by rows, [shortlist, H] int8, and the scales of its rows as the join reads embeddings. Both are made
        of the head when the session opens, so that a head may be exchanged in its file alone.
        """
        graph, name = self.graph, 'head' if self.linear.is_int8 else 'head.int8'
        values, scales = int8_columns(self.weights.head)
        return graph.node('Transpose', [graph.constant(name, values)]), graph.node('Mul', [
            graph.constant(f'{name}.scales', scales), graph.constant('join.embedding', self.weights.join_embedding)])

    def _join_inputs(self, hidden: str, embeddings: str) -> str:
        graph, weights = self.graph, self.weights
        return graph.node('Concat', [
            graph.node('Mul', [hidden, graph.constant('join.hidden', weights.join_hidden)]),
            graph.node('Mul', [embeddings, graph.constant('join.embedding', weights.join_embedding)]),
        ], axis=-1)

    def _normalized_stream(self, graph: Builder, joined: str) -> tuple[str, str]:
        stream = self.linear.apply(graph, joined, 'join', self.weights.join)
        gain = graph.constant('attention.norm', self.weights.attention_norm)
        return stream, graph.node('SimplifiedLayerNormalization', [stream, gain], epsilon=self.a.norm_epsilon)

    def _true_keys(self, joined: str, positions: str) -> tuple[str, str]:
        """Keys, rotated, and values of the true rows: [B, kv heads, R, head size]."""
        graph, a = self.graph, self.a
        _, normed = self._normalized_stream(graph, joined)
        product = self.linear.apply_last(graph, normed, 'qkv', self.weights.qkv, 2 * a.kv_head_count * a.head_size)
        by_head = graph.node('Reshape', [product, graph.integers(0, 0, 2 * a.kv_head_count, a.head_size)])
        heads = graph.node('Transpose', [by_head], perm=[0, 2, 1, 3])
        keys, values = graph.node_with('Split', [heads], 2, axis=1, num_outputs=2)
        rotated = graph.node('RotaryEmbedding', [keys, positions, self.cos, self.sin], interleaved=1)
        graph.nodes[-1].domain = 'com.microsoft'
        return rotated, values

    def _loop_start(self, joined, positions, row_count, keys, values, past_mask) -> dict[str, str]:
        """What the loop carries, before its first row: the newest true row of each lane."""
        graph = self.graph
        last = graph.node('Sub', [row_count, graph.integers(1)])
        last_index = graph.node('Unsqueeze', [last, graph.integers(1, 2)])
        last_column = graph.node('Unsqueeze', [last, graph.integers(1)])
        row_numbers = self._row_numbers(positions)
        # The newest row brings its own key into the loop, so the parallel one of it is hidden, as padding is.
        is_before = graph.node('Less', [row_numbers, last_column])
        row_mask = graph.node('Where', [is_before, graph.constant('zero', np.float32(0)),
                                        graph.constant('masked', MASKED)])
        mask = graph.node('Unsqueeze', [graph.node('Concat', [past_mask, row_mask], axis=1), graph.integers(1, 2)])
        all_keys = graph.node('Concat', list(keys), axis=2)
        size = graph.node('Shape', [all_keys], start=2, end=3)
        lanes = graph.node('Shape', [row_count])
        total = graph.node('Cast', [size], to=INT32)
        self.zero_column = graph.node('Expand', [
            graph.constant('zero.1111', np.zeros((1, 1, 1, 1), np.float32)),
            graph.node('Concat', [lanes, graph.integers(1, 1, 1)], axis=0)])
        return {
            'joined': graph.node('GatherND', [joined, last_index], batch_dims=1),
            'position': graph.node('GatherElements', [positions, last_column], axis=1),
            'keys': all_keys,
            'values': graph.node('Concat', list(values), axis=2),
            'mask': mask,
            # Key positions before the row that is added: the index of the last one, of each lane.
            'last_key': graph.node('Expand', [total, lanes]),
            'survival': graph.node('Expand', [graph.constant('one', np.float32(1)), lanes]),
        }

    def _row_numbers(self, positions: str) -> str:
        graph = self.graph
        count = graph.node('Squeeze', [graph.node('Shape', [positions], start=1, end=2), graph.integers(0)])
        zero, one = (graph.constant(f'i64.scalar.{value}', np.array(value, np.int64)) for value in (0, 1))
        return graph.node('Range', [zero, count, one])

    def _loop(self, lookahead: str, start: dict[str, str]) -> list[str]:
        graph, a = self.graph, self.a
        always = graph.constant('true', np.array(True))
        body = self._body(start)
        outputs = graph.node_with('Loop', [lookahead, always, *start.values()], len(start) + 3, body=body)
        return outputs[len(start):]

    def _body(self, start: dict[str, str]) -> onnx.GraphProto:
        a, body = self.a, Builder('step', outer=self.graph)
        size = 2 * a.hidden_size
        shapes = {
            'joined': (FLOAT, ['B', 1, size]), 'position': (INT64, ['B', 1]),
            'keys': (FLOAT, ['B', a.kv_head_count, None, a.head_size]),
            'values': (FLOAT, ['B', a.kv_head_count, None, a.head_size]),
            'mask': (FLOAT, ['B', 1, 1, None]), 'last_key': (INT32, ['B']), 'survival': (FLOAT, ['B']),
        }
        body.input('iteration', INT64, [])
        body.input('goes_on', BOOL, [])
        carried = {name: body.input(f'{name}.in', *shapes[name]) for name in start}
        after, choice = self._step(body, carried)
        body.output(choice['goes_on'], 'goes_on.out', BOOL, [])
        for name in start:
            body.output(after[name], f'{name}.out', *shapes[name])
        body.output(choice['token'], 'token', INT64, ['B'])
        body.output(choice['probability'], 'probability', FLOAT, ['B'])
        body.output(choice['second'], 'second', FLOAT, ['B'])
        return body.graph()

    def _step(self, body: Builder, carried: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        features, keys, values, mask = self._layer(body, carried)
        place, choice = self._choose(body, features, carried['survival'])
        after = {
            'joined': body.node('Concat', [
                body.node('Mul', [features, body.constant('join.hidden', self.weights.join_hidden)]),
                self._embedding(body, place),
            ], axis=-1),
            'position': body.node('Add', [carried['position'], body.integers(1)]),
            'keys': keys, 'values': values, 'mask': mask,
            'last_key': body.node('Add', [carried['last_key'], body.constant('i32.1', np.array([1], np.int32))]),
            'survival': choice['survival'],
        }
        return after, choice

    def _layer(self, body: Builder, carried: dict[str, str]) -> tuple[str, str, str, str]:
        """Features [B, 1, H] as the head reads them, and keys, values, mask with the row's own."""
        a, weights = self.a, self.weights
        stream, normed = self._normalized_stream(body, carried['joined'])
        qkv = self.linear.apply(body, normed, 'qkv', weights.qkv)
        mask = body.node('Concat', [carried['mask'], self.zero_column], axis=-1)
        total = body.node('Cast', [body.node('Shape', [mask], start=3, end=4)], to=INT32)
        attended, keys, values = body.node_with('GroupQueryAttention', [
            qkv, '', '', carried['keys'], carried['values'], carried['last_key'], total, self.cos, self.sin,
            carried['position'], mask,
        ], 3, num_heads=a.head_count, kv_num_heads=a.kv_head_count, do_rotary=1, rotary_interleaved=1)
        update = self.linear.apply(body, attended, 'attention.output', weights.attention_output)
        normed, _, _, stream = body.node_with('SkipSimplifiedLayerNormalization', [
            stream, update, body.constant('feedForward.norm', weights.feed_forward_norm),
        ], 4, epsilon=a.norm_epsilon)
        gate_up = self.linear.apply(body, normed, 'gateUp', weights.gate_up)
        gate, up = body.node_with('Split', [gate_up], 2, axis=-1, num_outputs=2)
        activated = body.node('Mul', [body.node('QuickGelu', [gate], alpha=1.0), up])
        update = self.linear.apply(body, activated, 'down', weights.down)
        features = body.node('SkipSimplifiedLayerNormalization', [
            stream, update, body.constant('output.norm', weights.output_norm)], epsilon=a.norm_epsilon)
        return features, keys, values, mask

    def _choose(self, body: Builder, features: str, survival: str) -> tuple[str, dict[str, str]]:
        """The place in the shortlist [B], and what goes out."""
        logits = self.linear.apply(body, features, 'head', self.weights.head)
        probabilities = body.node('Squeeze', [body.node('Softmax', [logits], axis=-1), body.integers(1)])
        best, places = body.node_with('TopK', [probabilities, body.integers(2)], 2, axis=-1)
        first, second = body.node_with('Split', [best], 2, axis=-1, num_outputs=2)
        first, second = (body.node('Squeeze', [value, body.integers(1)]) for value in (first, second))
        place = body.node('Gather', [places, body.constant('i64.scalar.0', np.array(0, np.int64))], axis=1)
        survival = body.node('Mul', [survival, first])
        best_survival = body.node('ReduceMax', [survival], keepdims=0)
        return place, {
            'token': body.node('Gather', [body.constant('shortlist', self.shortlist.astype(np.int64)), place]),
            'probability': first, 'second': second, 'survival': survival,
            'goes_on': body.node('GreaterOrEqual', [best_survival, self.survival_min]),
        }

    def _embedding(self, body: Builder, place: str) -> str:
        """
        [B, 1, H]: the chosen token's embedding. The head is turned when the session opens: a column of it took 36 µs
        to gather, a row takes 6.
        """
        rows = body.node('DequantizeLinear', [
            body.node('Gather', [self.table, place]),
            body.node('Gather', [self.table_scales, place]),
        ], axis=0)
        return body.node('Unsqueeze', [rows, body.integers(1)])
