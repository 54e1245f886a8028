"""A thin layer over onnx.helper: names, constants and outputs without ceremony."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = 'com.microsoft'
CONTRIB = {
    'DynamicQuantizeMatMul', 'GroupQueryAttention', 'QuickGelu', 'SkipSimplifiedLayerNormalization', 'FusedMatMul',
}


class Builder:
    """Collects nodes of one graph. Values are names; constants of a subgraph live in its outermost graph."""

    def __init__(self, name: str, outer: 'Builder | None' = None):
        self.name, self.outer = name, outer
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []
        self.used = 0

    def input(self, name: str, kind: int, dims: list[int | str]) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, dims))
        return name

    def output(self, value: str, name: str, kind: int, dims: list[int | str]) -> None:
        self.nodes.append(helper.make_node('Identity', [value], [name], name=f'{self.name}.{name}'))
        self.outputs.append(helper.make_tensor_value_info(name, kind, dims))

    def result(self, value: str, kind: int, dims: list[int | str | None]) -> None:
        """An output that is known by its place alone, as a subgraph's are: without a node of its own."""
        self.outputs.append(helper.make_tensor_value_info(value, kind, dims))

    def constant(self, name: str, values: np.ndarray) -> str:
        root = self
        while root.outer is not None:
            root = root.outer
        if name not in root.initializers:
            root.initializers[name] = numpy_helper.from_array(np.array(values, order='C'), name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant('i64.' + '_'.join(map(str, values)), np.array(values, np.int64))

    def node(self, operator: str, inputs: list[str], **attributes) -> str:
        return self.node_with(operator, inputs, 1, **attributes)[0]

    def node_with(self, operator: str, inputs: list[str], count: int, **attributes) -> list[str]:
        """`count` outputs, by position; the caller ignores what it does not need."""
        self.used += 1
        stem = f'{self.name}.{self.used}.{operator}'
        outputs = [stem] if count == 1 else [f'{stem}.{index}' for index in range(count)]
        domain = MICROSOFT if operator in CONTRIB else ''
        self.nodes.append(helper.make_node(operator, inputs, outputs, name=stem, domain=domain, **attributes))
        return outputs

    def graph(self) -> onnx.GraphProto:
        return helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, list(self.initializers.values()))


FLOAT, INT64, INT32, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32, TensorProto.BOOL


def model_of(graph: onnx.GraphProto) -> onnx.ModelProto:
    opsets = [helper.make_opsetid('', 21), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name='slipstream')
