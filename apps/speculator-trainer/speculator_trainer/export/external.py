"""Tensors outside the graph's file, at places a reader without protobuf finds by the manifest."""

from pathlib import Path

import onnx
from onnx import TensorProto


def move_outside(model: onnx.ModelProto, names: list[str], path: Path) -> dict[str, int]:
    """Writes the initializers of these names to a file beside the graph's; gives the offset of each."""
    initializers = {tensor.name: tensor for tensor in model.graph.initializer}
    offsets: dict[str, int] = {}
    with open(path, 'wb') as file:
        for name in names:
            tensor = initializers[name]
            offsets[name] = file.tell()
            file.write(tensor.raw_data)
            point_outside(tensor, path.name, offsets[name], len(tensor.raw_data))
    return offsets


def point_outside(tensor: TensorProto, location: str, offset: int, length: int) -> None:
    tensor.ClearField('raw_data')
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (('location', location), ('offset', offset), ('length', length)):
        tensor.external_data.add(key=key, value=str(value))
