"""
The draft graph of the layer with attention. The rows that the target has just verified give keys and values in
parallel; in the loop each row attends to those of the window, to these, and to the keys of its own draft.
"""

import numpy as np

from ..target import MASKED, Architecture
from .builder import FLOAT, INT32, INT64, Builder
from .draft_graph import DraftGraph, Shapes, Values
from .weights import EagleWeights

# Positions of the rotary table, the target's whole context and the longest draft after it.
DRAFT_MAX = 64


class EagleGraph(DraftGraph):
    rows = 'R'
    weights: EagleWeights

    def __init__(self, a: Architecture, weights: EagleWeights, shortlist: np.ndarray, context_length: int,
                 profile: str):
        super().__init__(a, weights, shortlist, profile)
        self.context_length = context_length

    def state_shapes(self) -> Shapes:
        kept = ['B', self.a.kv_head_count, None, self.a.head_size]
        return {'position': (INT64, ['B', 1]), 'keys': (FLOAT, kept), 'values': (FLOAT, kept),
                'mask': (FLOAT, ['B', 1, 1, None]), 'last_key': (INT32, ['B'])}

    def start(self, joined: str) -> tuple[str, str, Values]:
        graph, a = self.graph, self.a
        positions = graph.input('positions', INT64, ['B', 'R'])
        row_count = graph.input('row_count', INT64, ['B'])
        past_k = graph.input('past_k', FLOAT, ['B', a.kv_head_count, 'W', a.head_size])
        past_v = graph.input('past_v', FLOAT, ['B', a.kv_head_count, 'W', a.head_size])
        past_mask = graph.input('past_mask', FLOAT, ['B', 'W'])
        self.cos, self.sin = self._rotary_tables()
        self.new_k, self.new_v = self._true_keys(joined, positions)

        last = graph.node('Sub', [row_count, graph.integers(1)])
        last_index = graph.node('Unsqueeze', [last, graph.integers(1, 2)])
        last_column = graph.node('Unsqueeze', [last, graph.integers(1)])
        # The newest row brings its own key into the loop, so the parallel one of it is hidden, as padding is.
        is_before = graph.node('Less', [self._row_numbers(positions), last_column])
        row_mask = graph.node('Where', [is_before, graph.constant('zero', np.float32(0)),
                                        graph.constant('masked', MASKED)])
        mask = graph.node('Unsqueeze', [graph.node('Concat', [past_mask, row_mask], axis=1), graph.integers(1, 2)])
        all_keys = graph.node('Concat', [past_k, self.new_k], axis=2)
        lanes = graph.node('Shape', [row_count])
        total = graph.node('Cast', [graph.node('Shape', [all_keys], start=2, end=3)], to=INT32)
        self.zero_column = graph.node('Expand', [
            graph.constant('zero.1111', np.zeros((1, 1, 1, 1), np.float32)),
            graph.node('Concat', [lanes, graph.integers(1, 1, 1)], axis=0)])
        return graph.node('GatherND', [joined, last_index], batch_dims=1), lanes, {
            'position': graph.node('GatherElements', [positions, last_column], axis=1),
            'keys': all_keys,
            'values': graph.node('Concat', [past_v, self.new_v], axis=2),
            'mask': mask,
            # Key positions before the row that is added: the index of the last one, of each lane.
            'last_key': graph.node('Expand', [total, lanes]),
        }

    def layer(self, body: Builder, joined: str, state: Values) -> tuple[str, Values]:
        a, weights = self.a, self.weights
        stream, normed = self._normalized_stream(body, joined)
        qkv = self.linear.apply(body, normed, 'qkv', weights.qkv)
        mask = body.node('Concat', [state['mask'], self.zero_column], axis=-1)
        total = body.node('Cast', [body.node('Shape', [mask], start=3, end=4)], to=INT32)
        attended, keys, values = body.node_with('GroupQueryAttention', [
            qkv, '', '', state['keys'], state['values'], state['last_key'], total, self.cos, self.sin,
            state['position'], mask,
        ], 3, num_heads=a.head_count, kv_num_heads=a.kv_head_count, do_rotary=1, rotary_interleaved=1)
        update = self.linear.apply(body, attended, 'attention.output', weights.attention_output)
        normed, _, _, stream = body.node_with('SkipSimplifiedLayerNormalization', [
            stream, update, body.constant('feedForward.norm', weights.feed_forward_norm),
        ], 4, epsilon=a.norm_epsilon)
        return self.feed_forward(body, stream, normed), {
            'position': body.node('Add', [state['position'], body.integers(1)]),
            'keys': keys, 'values': values, 'mask': mask,
            'last_key': body.node('Add', [state['last_key'], body.constant('i32.1', np.array([1], np.int32))]),
        }

    def add_outputs(self) -> None:
        """Keys, rotated, and values of the true rows, for the window."""
        for value, name in ((self.new_k, 'new_k'), (self.new_v, 'new_v')):
            self.graph.output(value, name, FLOAT, ['B', self.a.kv_head_count, 'R', self.a.head_size])

    def _rotary_tables(self) -> tuple[str, str]:
        """[positions, head size / 2] each; made from a range when the session opens, so that no file carries them."""
        graph, a = self.graph, self.a
        frequencies = a.rope_theta ** (-np.arange(a.head_size // 2) * 2 / a.head_size)
        bounds = [graph.constant(f'rotary.{value}', np.array(value, np.float32))
                  for value in (0, self.context_length + DRAFT_MAX, 1)]
        column = graph.node('Unsqueeze', [graph.node('Range', bounds), graph.integers(1)])
        angles = graph.node('Mul', [column, graph.constant('rotary.frequencies', frequencies[None].astype(np.float32))])
        return graph.node('Cos', [angles]), graph.node('Sin', [angles])

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

    def _row_numbers(self, positions: str) -> str:
        graph = self.graph
        count = graph.node('Squeeze', [graph.node('Shape', [positions], start=1, end=2), graph.integers(0)])
        zero, one = (graph.constant(f'i64.scalar.{value}', np.array(value, np.int64)) for value in (0, 1))
        return graph.node('Range', [zero, count, one])
