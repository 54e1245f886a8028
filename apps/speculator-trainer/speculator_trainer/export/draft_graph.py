"""
The draft graph: all the tokens of a draft in one call.

A Loop runs the layer a row at a time: its first row is the newest true one, each further one what the layer predicted
itself. What a layer needs besides, and how it is made of the rows that the target has just verified, is its own matter.
"""

from abc import ABC, abstractmethod

import numpy as np
import onnx

from ..target import Architecture
from .builder import BOOL, FLOAT, INT64, Builder
from .linear import Linear
from .quantize import int8_columns
from .weights import GraphWeights

# Values by name, and the element type and shape of each.
Values = dict[str, str]
Shapes = dict[str, tuple[int, list[int | str | None]]]


class DraftGraph(ABC):
    """What layers of any form have in common: how a draft begins, chooses its tokens and ends."""

    # True rows a call brings of each lane.
    rows: int | str

    def __init__(self, a: Architecture, weights: GraphWeights, shortlist: np.ndarray, profile: str):
        self.a, self.weights, self.shortlist = a, weights, shortlist
        self.linear = Linear(profile)
        self.graph = Builder('speculator')

    @abstractmethod
    def state_shapes(self) -> Shapes:
        """What the layer carries from row to row."""

    @abstractmethod
    def start(self, joined: str) -> tuple[str, str, Values]:
        """
        `joined` [B, R, 2 × H]. Declares further inputs, and returns the newest true row of each lane [B, 1, 2 × H],
        how many lanes there are [1], and the state before that row.
        """

    @abstractmethod
    def layer(self, body: Builder, joined: str, state: Values) -> tuple[str, Values]:
        """One row: features [B, 1, H] as the head reads them, and the state after it."""

    def add_outputs(self) -> None:
        """Declares what goes out besides drafts."""

    def build(self) -> onnx.GraphProto:
        graph, size = self.graph, self.a.hidden_size
        hidden = graph.input('hidden', FLOAT, ['B', self.rows, size])
        embeddings = graph.input('embeddings', FLOAT, ['B', self.rows, size])
        self.table, self.table_scales = self._table()
        newest, lanes, state = self.start(self._join_inputs(hidden, embeddings))
        lookahead = graph.input('lookahead', INT64, [])
        self.survival_min = graph.input('survival_min', FLOAT, [])
        column = graph.node('Concat', [lanes, graph.integers(1)], axis=0)
        survival = graph.node('Expand', [graph.constant('one', np.ones((1, 1), np.float32)), column])
        drafts = self._loop(lookahead, {'joined': newest, 'survival': survival, **state})
        for value, name, kind in zip(drafts, ('draft_tokens', 'draft_probs'), (INT64, FLOAT)):
            graph.output(value, name, kind, ['K', 'B', 1])
        self.add_outputs()
        return graph.graph()

    def feed_forward(self, body: Builder, stream: str, normed: str) -> str:
        """The gated network, and the features that the head reads."""
        weights = self.weights
        gate_up = self.linear.apply(body, normed, 'gateUp', weights.gate_up)
        gate, up = body.node_with('Split', [gate_up], 2, axis=-1, num_outputs=2)
        activated = body.node('Mul', [body.node('QuickGelu', [gate], alpha=1.0), up])
        update = self.linear.apply(body, activated, 'down', weights.down)
        return body.node('SkipSimplifiedLayerNormalization', [
            stream, update, body.constant('output.norm', weights.output_norm)], epsilon=self.a.norm_epsilon)

    def _table(self) -> tuple[str, str]:
        """
        The head by rows, [shortlist, H] int8, and the scales of its rows, [shortlist, 1], as the join reads embeddings.
        Both are made of the head when the session opens, so that a head may be exchanged in its file alone.
        """
        graph, name = self.graph, 'head' if self.linear.is_int8 else 'head.int8'
        values, scales = int8_columns(self.weights.head)
        of_rows = graph.node('Unsqueeze', [graph.constant(f'{name}.scales', scales), graph.integers(1)])
        return graph.node('Transpose', [graph.constant(name, values)]), graph.node('Mul', [
            of_rows, graph.constant('join.embedding', self.weights.join_embedding)])

    def _join_inputs(self, hidden: str, embeddings: str) -> str:
        graph, weights = self.graph, self.weights
        return graph.node('Concat', [
            graph.node('Mul', [hidden, graph.constant('join.hidden', weights.join_hidden)]),
            graph.node('Mul', [embeddings, graph.constant('join.embedding', weights.join_embedding)]),
        ], axis=-1)

    def _loop(self, lookahead: str, start: Values) -> list[str]:
        graph = self.graph
        always = graph.constant('true', np.array(True))
        outputs = graph.node_with('Loop', [lookahead, always, *start.values()], len(start) + 2, body=self._body(start))
        return outputs[len(start):]

    def _body(self, start: Values) -> onnx.GraphProto:
        body = Builder('step', outer=self.graph)
        shapes = {'joined': (FLOAT, ['B', 1, 2 * self.a.hidden_size]), 'survival': (FLOAT, ['B', 1]),
                  **self.state_shapes()}
        body.input('iteration', INT64, [])
        body.input('goes_on', BOOL, [])
        carried = {name: body.input(f'{name}.in', *shapes[name]) for name in start}
        features, state = self.layer(body, carried['joined'], carried)
        place, choice = self._choose(body, features, carried['survival'])
        after = {'joined': self._join_drafted(body, features, place), 'survival': choice['survival'], **state}
        body.result(choice['goes_on'], BOOL, [])
        for name in start:
            body.result(after[name], *shapes[name])
        body.result(choice['token'], INT64, ['B', 1])
        body.result(choice['probability'], FLOAT, ['B', 1])
        return body.graph()

    def _choose(self, body: Builder, features: str, survival: str) -> tuple[str, Values]:
        """The place in the shortlist [B, 1], and what goes out."""
        logits = body.node('Squeeze', [self.linear.apply(body, features, 'head', self.weights.head), body.integers(1)])
        probabilities = body.node('Softmax', [logits], axis=-1)
        probability, place = body.node_with('TopK', [probabilities, body.integers(1)], 2, axis=-1)
        survival = body.node('Mul', [survival, probability])
        best_survival = body.node('ReduceMax', [survival], keepdims=0)
        return place, {
            'token': body.node('Gather', [body.constant('shortlist', self.shortlist.astype(np.int64)), place]),
            'probability': probability, 'survival': survival,
            'goes_on': body.node('GreaterOrEqual', [best_survival, self.survival_min]),
        }

    def _join_drafted(self, body: Builder, features: str, place: str) -> str:
        """
        What the next row reads. The head is turned when the session opens: a column of it took 36 µs to gather for the
        chosen token's embedding, a row takes 6.
        """
        values = body.node('Cast', [body.node('Gather', [self.table, place])], to=FLOAT)
        return body.node('Concat', [
            body.node('Mul', [features, body.constant('join.hidden', self.weights.join_hidden)]),
            body.node('Mul', [values, body.node('Gather', [self.table_scales, place])]),
        ], axis=-1)
