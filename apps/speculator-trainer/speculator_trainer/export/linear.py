"""Products of the draft graph, in int8 or exact."""

import numpy as np

from .builder import Builder
from .quantize import int8_columns

PROFILES = ('int8', 'fp32')


class Linear:
    """
    One set of constants a matrix, however often it is applied.

    int8: DynamicQuantizeMatMul, a scale per output column, one scale for the whole activation tensor.
    """

    def __init__(self, profile: str):
        self.profile = profile

    @property
    def is_int8(self) -> bool:
        return self.profile == 'int8'

    def apply_last(self, graph: Builder, values: str, name: str, matrix: np.ndarray, count: int) -> str:
        """Times the last `count` columns of a matrix that is there anyway; the session cuts them out when it opens."""
        if not self.is_int8:
            return self.apply(graph, values, f'{name}.last', matrix[:, -count:])
        quantized, scales = int8_columns(matrix)
        begin, end, last = graph.integers(-count), graph.integers(matrix.shape[1]), graph.integers(-1)
        parts = [graph.node('Slice', [graph.constant(part, array), begin, end, last])
                 for part, array in ((name, quantized), (f'{name}.scales', scales))]
        zero = graph.constant(f'{name}.last.zero', np.zeros(count, np.int8))
        return graph.node('DynamicQuantizeMatMul', [values, *parts, zero])

    def apply(self, graph: Builder, values: str, name: str, matrix: np.ndarray) -> str:
        """`values` […, in] times `matrix` [in, out]."""
        if not self.is_int8:
            return graph.node('MatMul', [values, graph.constant(name, matrix.astype(np.float32))])
        quantized, scales = int8_columns(matrix)
        zero = graph.constant(f'{name}.zero', np.zeros(matrix.shape[1], np.int8))
        return graph.node('DynamicQuantizeMatMul', [
            values, graph.constant(name, quantized), graph.constant(f'{name}.scales', scales), zero])
