import type { ElementType } from './onnx-schema.js';
import { byteLengthOf, type ConstantTensor } from './tensor.js';

/** A name that stands for what a node, an input or a constant gives. */
export type Value = string & { readonly brand: 'Value' };

/** Symbolic dimensions are strings. */
export type Dims = readonly (number | string)[];

export interface Port {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: Dims;
}

export type Attribute = { float: number } | { tensor: ConstantTensor } | number | readonly number[];

export interface GraphNode {
  readonly operator: string;
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface WeightShape {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
}

/** Tensors that come out of one computation, such as quantized values and their scales. */
export interface WeightGroup {
  readonly tensors: readonly WeightShape[];
  /** Makes the tensors' bytes, in the order of `tensors`. Called once, when the group is written. */
  readonly produce: () => Promise<readonly Uint8Array[]>;
}

export interface Graph {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly nodes: readonly GraphNode[];
  readonly constants: ReadonlyMap<string, ConstantTensor>;
  readonly weights: readonly WeightGroup[];
}

/** An operator's optional input or output that is left out. */
export const absent = '' as Value;

/**
 * Collects a graph in the order of its computation. Weights are only declared here: their bytes are made while the
 * file is written, one group at a time, so a graph of any size is built at once and in no memory.
 */
export class GraphBuilder implements Graph {
  readonly inputs: Port[] = [];
  readonly outputs: Port[] = [];
  readonly nodes: GraphNode[] = [];
  readonly constants = new Map<string, ConstantTensor>();
  readonly weights: WeightGroup[] = [];
  private readonly names = new Set<string>();
  private readonly namespaces: string[] = [];

  input(name: string, type: ElementType, dims: Dims): Value {
    this.inputs.push({ name, type, dims });
    return this.claim(name);
  }

  /** Declares a value that a node made under exactly this name as an output of the graph. */
  output(name: string, type: ElementType, dims: Dims): void {
    if (!this.names.has(name)) throw new Error(`no node makes the output ${name}`);
    this.outputs.push({ name, type, dims });
  }

  constant(name: string, tensor: ConstantTensor): Value {
    const value = this.claim(this.qualified(name));
    this.constants.set(value, tensor);
    return value;
  }

  weight(group: WeightGroup): Value[] {
    const tensors = group.tensors.map((tensor) => ({ ...tensor, name: this.qualified(tensor.name) }));
    this.weights.push({ tensors, produce: group.produce });
    return tensors.map((tensor) => this.claim(tensor.name));
  }

  /** Adds a node with one output, named after what it is. */
  node(operator: Operator, inputs: readonly Value[], output: string, attributes: Attributes = {}): Value {
    return this.nodeWithOutputs(operator, inputs, [output], attributes)[0];
  }

  /** Adds a node with several outputs; an empty name leaves an optional one out. */
  nodeWithOutputs(
    operator: Operator,
    inputs: readonly Value[],
    outputs: readonly string[],
    attributes: Attributes = {},
  ): Value[] {
    const values = outputs.map((name) => (name === '' ? absent : this.claim(this.qualified(name))));
    const domain = microsoftOperators.has(operator) ? MICROSOFT : '';
    this.nodes.push({
      operator,
      domain,
      name: `${values[0]}:${operator}`,
      inputs,
      outputs: values,
      attributes,
    });
    return values;
  }

  /** Names everything that `build` adds after a part of the model. */
  within<T>(namespace: string, build: () => T): T {
    this.namespaces.push(namespace);
    try {
      return build();
    } finally {
      this.namespaces.pop();
    }
  }

  private qualified(name: string): string {
    return [...this.namespaces, name].join('.');
  }

  private claim(name: string): Value {
    if (this.names.has(name)) throw new Error(`the graph already has a value named ${name}`);
    this.names.add(name);
    return name as Value;
  }
}

/** Bytes of all weights together. */
export function weightBytesOf(graph: Graph): number {
  const tensors = graph.weights.flatMap((group) => group.tensors);
  return tensors.reduce((sum, { type, dims }) => sum + byteLengthOf(type, dims), 0);
}

export type Operator = StandardOperator | MicrosoftOperator;
export type Attributes = Readonly<Record<string, Attribute>>;

type StandardOperator = (typeof standardOperatorNames)[number];
type MicrosoftOperator = (typeof microsoftOperatorNames)[number];

export const MICROSOFT = 'com.microsoft';

export const standardOperatorNames = [
  'Abs',
  'Add',
  'ArgMax',
  'Concat',
  'ConstantOfShape',
  'DequantizeLinear',
  'Div',
  'Gather',
  'GatherND',
  'Identity',
  'MatMul',
  'Mod',
  'Mul',
  'QuantizeLinear',
  'ReduceMax',
  'Reshape',
  'ScatterND',
  'Shape',
  'SimplifiedLayerNormalization',
  'Softmax',
  'Split',
  'Unsqueeze',
] as const;

/** Operators of ONNX Runtime beyond the standard. `SimplifiedLayerNormalization` is kept in the standard's domain. */
export const microsoftOperatorNames = [
  'FusedMatMul',
  'MatMulIntegerToFloat',
  'MatMulNBits',
  'QuickGelu',
  'RotaryEmbedding',
  'SkipSimplifiedLayerNormalization',
] as const;

const microsoftOperators: ReadonlySet<string> = new Set(microsoftOperatorNames);
