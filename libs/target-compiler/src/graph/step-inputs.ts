import type { Architecture } from '../architecture.js';
import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import { integers } from '../onnx/tensor.js';

/** Positions of a block, and slots of the window that holds the block still open. */
export const BLOCK_SIZE = 64;

/**
 * The inputs that say which rows a step has, and the indices that all layers share, computed once.
 *
 * The R rows of all lanes are packed for everything but attention, which wants them as [lanes, padded rows].
 */
export interface StepInputs {
  readonly tokenIds: Value;
  readonly logitRows: Value;
  readonly mask: Value;
  /** [R, 1] and [logit rows, 1]. */
  readonly rowShape: Value;
  readonly logitRowShape: Value;
  /** [R, query + key + value heads]: each head's row in the rotary tables. */
  readonly rotaryRows: Value;
  /** [lanes, kv heads, padded rows × group, 2]: where each query of attention lies in the packed rows. */
  readonly queryIndices: Value;
  /** [R, heads, 3]: where each head of a packed row lies in attention's result. */
  readonly attendedIndices: Value;
  /** [R, kv heads, 3]: where each new key and value goes in the window. */
  readonly windowIndices: Value;
}

export function declareStepInputs(graph: GraphBuilder, architecture: Architecture): StepInputs {
  const group = architecture.headCount / architecture.kvHeadCount;
  const tokenIds = graph.input('token_ids', 'int64', ['R']);
  const positions = graph.input('positions', 'int64', ['R']);
  const rowGather = graph.input('row_gather', 'int64', ['b*s']);
  const rowScatter = graph.input('row_scatter', 'int64', ['R']);
  const windowSlots = graph.input('window_slots', 'int64', ['R', 2]);
  const mask = graph.input('mask', 'float32', ['b', 1, group === 1 ? 's' : `${group}*s`, 'capacity+64']);
  const logitRows = graph.input('logit_rows', 'int64', ['N']);
  return graph.within('step', () => {
    const one = graph.constant('one', integers([1]));
    const columnShape = (rows: Value, name: string) =>
      graph.node('Concat', [graph.node('Shape', [rows], `${name}.count`), one], `${name}.columnShape`, {
        axis: 0,
      });
    const lanes = graph.node('Shape', [mask], 'lanes', { start: 0, end: 1 });
    const shared = { graph, architecture, group };
    return {
      tokenIds,
      logitRows,
      mask,
      rowShape: columnShape(tokenIds, 'rows'),
      logitRowShape: columnShape(logitRows, 'logitRows'),
      rotaryRows: rotaryRows(shared, positions, one),
      queryIndices: queryIndices(shared, rowGather, lanes),
      ...rowTargets(shared, { rowGather, rowScatter, windowSlots, lanes }),
    };
  });
}

interface Shared {
  readonly graph: GraphBuilder;
  readonly architecture: Architecture;
  readonly group: number;
}

/** Queries and keys rotate by their position; values take the row after the last position, which does nothing. */
function rotaryRows({ graph, architecture }: Shared, positions: Value, one: Value): Value {
  const { headCount, kvHeadCount, contextLength } = architecture;
  const isRotated = Array.from(
    { length: headCount + 2 * kvHeadCount },
    (_, head) => head < headCount + kvHeadCount,
  );
  const rotated = graph.constant(
    'rotated',
    integers(
      isRotated.map((is) => (is ? 1 : 0)),
      [1, isRotated.length],
    ),
  );
  const still = graph.constant(
    'still',
    integers(
      isRotated.map((is) => (is ? 0 : contextLength)),
      [1, isRotated.length],
    ),
  );
  const column = graph.node('Unsqueeze', [positions, one], 'positionColumn');
  return graph.node('Add', [graph.node('Mul', [column, rotated], 'rotatedRows'), still], 'rotaryRows');
}

/** Query `i * group + g` of key-value head `k` is head `k * group + g` of the packed row behind padded row `i`. */
function queryIndices({ graph, architecture, group }: Shared, rowGather: Value, lanes: Value): Value {
  const { kvHeadCount, headCount } = architecture;
  const paddedShape = graph.node(
    'Concat',
    [lanes, graph.constant('paddedRest', integers([1, -1, 1, 1]))],
    'paddedShape',
    { axis: 0 },
  );
  const padded = graph.node('Reshape', [rowGather, paddedShape], 'padded');
  const rowPlace = graph.constant('rowPlace', integers([1, 0]));
  const headPairs = Array.from({ length: headCount }, (_, head) => [0, head]).flat();
  const heads = graph.constant('queryHeads', integers(headPairs, [1, kvHeadCount, 1, group, 2]));
  const indices = graph.node(
    'Add',
    [graph.node('Mul', [padded, rowPlace], 'queryRows'), heads],
    'queryGroups',
  );
  const shape = graph.node(
    'Concat',
    [lanes, graph.constant('queryRest', integers([kvHeadCount, -1, 2]))],
    'queryShape',
    {
      axis: 0,
    },
  );
  return graph.node('Reshape', [indices, shape], 'queryIndices');
}

interface RowInputs {
  readonly rowGather: Value;
  readonly rowScatter: Value;
  readonly windowSlots: Value;
  readonly lanes: Value;
}

function rowTargets(
  { graph, architecture, group }: Shared,
  { rowGather, rowScatter, windowSlots, lanes }: RowInputs,
): Pick<StepInputs, 'attendedIndices' | 'windowIndices'> {
  const { kvHeadCount, headCount } = architecture;
  const rowRest = graph.constant('rowRest', integers([-1, 1, 1]));
  const slotAndLane = graph.nodeWithOutputs('Split', [windowSlots], ['lane', 'slot'], {
    axis: 1,
    num_outputs: 2,
  });
  const [lane, slot] = slotAndLane.map((value) =>
    graph.node('Reshape', [value, rowRest], `${value}.column`.slice(5)),
  );
  const paddedLength = graph.node(
    'Div',
    [graph.node('Shape', [rowGather], 'paddedCount'), lanes],
    'paddedLength',
  );
  const rowInLane = graph.node('Mod', [rowScatter, paddedLength], 'rowInLane');
  const rowColumn = graph.node('Reshape', [rowInLane, rowRest], 'rowColumn');

  const place = (value: Value, unit: readonly number[], name: string) =>
    graph.node('Mul', [value, graph.constant(`${name}.unit`, integers(unit))], name);
  const lanePlace = place(lane, [1, 0, 0], 'lanePlace');
  const heads = Array.from({ length: headCount }, (_, head) => [
    0,
    Math.floor(head / group),
    head % group,
  ]).flat();
  const kvHeads = Array.from({ length: kvHeadCount }, (_, head) => [0, head, 0]).flat();
  const headsOf = (values: readonly number[], name: string) => {
    const constant = graph.constant(`${name}.heads`, integers(values, [1, values.length / 3, 3]));
    return graph.node('Add', [lanePlace, constant], `${name}.lanesAndHeads`);
  };
  return {
    attendedIndices: graph.node(
      'Add',
      [headsOf(heads, 'attended'), place(rowColumn, [0, 0, group], 'rowOfGroup')],
      'attendedIndices',
    ),
    windowIndices: graph.node(
      'Add',
      [headsOf(kvHeads, 'window'), place(slot, [0, 0, 1], 'slotPlace')],
      'windowIndices',
    ),
  };
}
