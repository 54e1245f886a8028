"""The draft graph of the layer without attention: it reads the newest row, and carries nothing."""

from .builder import Builder
from .draft_graph import DraftGraph, Shapes, Values


class MlpGraph(DraftGraph):
    rows = 1

    def state_shapes(self) -> Shapes:
        return {}

    def start(self, joined: str) -> tuple[str, str, Values]:
        return joined, self.graph.node('Shape', [joined], start=0, end=1), {}

    def layer(self, body: Builder, joined: str, state: Values) -> tuple[str, Values]:
        stream = self.linear.apply(body, joined, 'join', self.weights.join)
        gain = body.constant('feedForward.norm', self.weights.feed_forward_norm)
        normed = body.node('SimplifiedLayerNormalization', [stream, gain], epsilon=self.a.norm_epsilon)
        return self.feed_forward(body, stream, normed), {}
