"""Reverse-mode differentiation while an ONNX graph is built. Shapes are static, so gradients need no broadcasting."""

from typing import Callable, NamedTuple

import numpy as np

from ..export.builder import FLOAT, Builder


class Value(NamedTuple):
    """A tensor of the graph. Gradients flow to it only if it `learns`: depends on a parameter."""

    name: str
    shape: tuple[int, ...]
    learns: bool = False


class Tape:
    """Adds operators to a graph and remembers how to go back; `gradients` then adds the way back."""

    def __init__(self, graph: Builder):
        self.graph = graph
        self._steps: list[tuple[Value, Callable[[str], None]]] = []
        self._gradients: dict[str, str] = {}

    def data(self, name: str, shape: tuple[int, ...], kind: int = FLOAT) -> Value:
        return Value(self.graph.input(name, kind, list(shape)), shape)

    def parameter(self, name: str, shape: tuple[int, ...]) -> Value:
        return Value(self.graph.input(name, FLOAT, list(shape)), shape, True)

    def constant(self, name: str, values: np.ndarray) -> Value:
        values = np.asarray(values, np.float32)
        return Value(self.graph.constant(name, values), values.shape)

    def gradients(self, seeds: dict[Value, str], parameters: list[Value]) -> list[str]:
        """Gradients of the parameters, given those of the values in `seeds`."""
        for value, seed in seeds.items():
            self._add(value, seed)
        for output, back in reversed(self._steps):
            if output.name in self._gradients:
                back(self._gradients[output.name])
        return [self._gradients[parameter.name] for parameter in parameters]

    def linear(self, x: Value, weight: Value) -> Value:
        """x […, n] times weight [n, m]."""
        n, m = weight.shape

        def back(gradient: str) -> None:
            if x.learns:
                self._add(x, self.graph.node('FusedMatMul', [gradient, weight.name], transB=1))
            if weight.learns:
                rows, slopes = self._flat(x.name, n), self._flat(gradient, m)
                self._add(weight, self.graph.node('FusedMatMul', [rows, slopes], transA=1))

        return self._record('MatMul', [x, weight], (*x.shape[:-1], m), back)

    def product(self, a: Value, b: Value) -> Value:
        """Batches of a [n, k] times b [k, m]."""

        def back(gradient: str) -> None:
            node = self.graph.node
            if a.learns:
                self._add(a, node('FusedMatMul', [gradient, b.name], transB=1))
            if b.learns:
                self._add(b, node('FusedMatMul', [a.name, gradient], transA=1))

        return self._record('MatMul', [a, b], (*a.shape[:-1], b.shape[-1]), back)

    def add(self, a: Value, b: Value) -> Value:
        assert a.shape == b.shape

        def back(gradient: str) -> None:
            for term in (a, b):
                if term.learns:
                    self._add(term, gradient)

        return self._record('Add', [a, b], a.shape, back)

    def times(self, a: Value, b: Value) -> Value:
        """b may be data of a shape that is broadcast to that of a."""
        assert a.shape == b.shape or not b.learns

        def back(gradient: str) -> None:
            for factor, other in ((a, b), (b, a)):
                if factor.learns:
                    self._add(factor, self.graph.node('Mul', [gradient, other.name]))

        return self._record('Mul', [a, b], a.shape, back)

    def silu(self, x: Value) -> Value:
        """x σ(x), whose slope is σ + y (1 − σ)."""
        sigmoid = self.graph.node('Sigmoid', [x.name])

        def back(gradient: str) -> None:
            node, one = self.graph.node, self.constant('tape.one', np.ones(())).name
            rest = node('Mul', [output.name, node('Sub', [one, sigmoid])])
            self._add(x, node('Mul', [gradient, node('Add', [sigmoid, rest])]))

        output = self._record('Mul', [x, Value(sigmoid, x.shape)], x.shape, back)
        return output

    def normalize(self, x: Value, gain: np.ndarray, name: str, epsilon: float) -> Value:
        """x r g with r = 1 ÷ √(mean x² + ε); with u = x r, the gradient is r (g ∂ − u mean(g ∂ u))."""
        node, integers = self.graph.node, self.graph.integers
        square = node('ReduceMean', [node('Mul', [x.name, x.name]), integers(-1)], keepdims=1)
        shifted = node('Add', [square, self.constant('tape.epsilon', np.array(epsilon)).name])
        inverse = node('Reciprocal', [node('Sqrt', [shifted])])
        unit = node('Mul', [x.name, inverse])
        gains = self.constant(name, gain)

        def back(gradient: str) -> None:
            slopes = node('Mul', [gradient, gains.name])
            along = node('ReduceMean', [node('Mul', [slopes, unit]), integers(-1)], keepdims=1)
            self._add(x, node('Mul', [inverse, node('Sub', [slopes, node('Mul', [unit, along])])]))

        return self._record('Mul', [Value(unit, x.shape, x.learns), gains], x.shape, back)

    def split(self, x: Value, axis: int, *sizes: int) -> list[Value]:
        """Parts that lie side by side along an axis."""
        return [self.slice(x, axis, sum(sizes[:i]), sum(sizes[:i + 1])) for i in range(len(sizes))]

    def slice(self, x: Value, axis: int, begin: int, end: int) -> Value:
        shape = tuple(end - begin if i == axis else size for i, size in enumerate(x.shape))
        bounds = [self._integers(value) for value in (begin, end, axis)]

        def back(gradient: str) -> None:
            pads = [0] * (2 * len(x.shape))
            pads[axis], pads[axis + len(x.shape)] = begin, x.shape[axis] - end
            self._add(x, self.graph.node('Pad', [gradient, self.graph.integers(*pads)]))

        return self._record('Slice', [x, *bounds], shape, back)

    def join(self, parts: list[Value], axis: int) -> Value:
        """Parts side by side along an axis."""
        ends = np.cumsum([part.shape[axis] for part in parts])
        shape = tuple(int(ends[-1]) if i == axis else size for i, size in enumerate(parts[0].shape))

        def back(gradient: str) -> None:
            for part, end in zip(parts, ends):
                if part.learns:
                    bounds = [self.graph.integers(int(v)) for v in (end - part.shape[axis], end, axis)]
                    self._add(part, self.graph.node('Slice', [gradient, *bounds]))

        return self._record('Concat', parts, shape, back, axis=axis)

    def _record(self, operator: str, inputs: list[Value], shape: tuple[int, ...], back: Callable[[str], None],
                **attributes) -> Value:
        name = self.graph.node(operator, [value.name for value in inputs], **attributes)
        output = Value(name, tuple(shape), any(value.learns for value in inputs))
        if output.learns:
            self._steps.append((output, back))
        return output

    def _add(self, value: Value, gradient: str) -> None:
        known = self._gradients.get(value.name)
        self._gradients[value.name] = gradient if known is None else self.graph.node('Add', [known, gradient])

    def _integers(self, *values: int) -> Value:
        return Value(self.graph.integers(*values), (len(values),))

    def _flat(self, name: str, width: int) -> str:
        return self.graph.node('Reshape', [name, self.graph.integers(-1, width)])
