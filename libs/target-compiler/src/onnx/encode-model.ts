import type { ExternalTensor } from './external-data.js';
import { MICROSOFT, type Attribute, type Graph, type GraphNode, type Port } from './graph-builder.js';
import { attributeTypes, elementTypes, EXTERNAL_DATA_LOCATION, ModelMessage } from './onnx-schema.js';
import type { ConstantTensor } from './tensor.js';

/** 21 brought quantization by blocks, which is how a row gets its own scale without reshaping. */
export const STANDARD_OPSET = 21;
const MICROSOFT_OPSET = 1;
const IR_VERSION = 10;

/** Serializes a graph whose weights lie in another file. */
export function encodeModel(
  graph: Graph,
  weights: readonly ExternalTensor[],
  weightsFile: string,
): Uint8Array {
  const constants = [...graph.constants].map(([name, tensor]) => ({ name, ...tensorMessage(tensor) }));
  const external = weights.map((tensor) => externalTensorMessage(tensor, weightsFile));
  return ModelMessage.encode({
    ir_version: IR_VERSION,
    producer_name: 'slipstream',
    opset_import: [
      { domain: '', version: STANDARD_OPSET },
      { domain: MICROSOFT, version: MICROSOFT_OPSET },
    ],
    graph: {
      name: 'target',
      node: graph.nodes.map(nodeMessage),
      initializer: [...constants, ...external],
      input: graph.inputs.map(portMessage),
      output: graph.outputs.map(portMessage),
    },
  }).finish();
}

function nodeMessage(node: GraphNode): object {
  return {
    op_type: node.operator,
    domain: node.domain,
    name: node.name,
    input: node.inputs,
    output: node.outputs,
    attribute: Object.entries(node.attributes).map(([name, value]) => ({ name, ...attributeMessage(value) })),
  };
}

function attributeMessage(value: Attribute): object {
  if (typeof value === 'number') return { type: attributeTypes.int, i: value };
  if ('float' in value) return { type: attributeTypes.float, f: value.float };
  if ('tensor' in value) return { type: attributeTypes.tensor, t: tensorMessage(value.tensor) };
  return { type: attributeTypes.ints, ints: value };
}

function tensorMessage(tensor: ConstantTensor): object {
  return { dims: tensor.dims, data_type: elementTypes[tensor.type], raw_data: tensor.bytes };
}

function externalTensorMessage(tensor: ExternalTensor, weightsFile: string): object {
  return {
    name: tensor.name,
    dims: tensor.dims,
    data_type: elementTypes[tensor.type],
    data_location: EXTERNAL_DATA_LOCATION,
    external_data: [
      { key: 'location', value: weightsFile },
      { key: 'offset', value: String(tensor.offset) },
      { key: 'length', value: String(tensor.byteLength) },
    ],
  };
}

function portMessage({ name, type, dims }: Port): object {
  const shape = {
    dim: dims.map((dim) => (typeof dim === 'number' ? { dim_value: dim } : { dim_param: dim })),
  };
  return { name, type: { tensor_type: { elem_type: elementTypes[type], shape } } };
}
