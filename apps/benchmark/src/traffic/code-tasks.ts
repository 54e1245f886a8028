import type { Draw } from './draw.js';

/** Records of small programs, and the numbers that they hold. */
const records: readonly (readonly [one: string, many: string, ...fields: string[]])[] = [
  ['order', 'orders', 'total', 'discount', 'weight', 'quantity'],
  ['invoice', 'invoices', 'amount', 'tax', 'discount', 'days_overdue'],
  ['user', 'users', 'age', 'score', 'visits', 'balance'],
  ['sensor', 'sensors', 'temperature', 'voltage', 'humidity', 'pressure'],
  ['book', 'books', 'price', 'pages', 'rating', 'year'],
  ['flight', 'flights', 'distance', 'duration', 'seats', 'delay'],
  ['ticket', 'tickets', 'priority', 'age', 'severity', 'replies'],
  ['song', 'songs', 'length', 'plays', 'year', 'rating'],
];

interface Words {
  readonly one: string;
  /** As a type is called. */
  readonly type: string;
  readonly many: string;
  readonly field: string;
  readonly other: string;
  readonly number: number;
}

const tasks: readonly ((words: Words) => readonly [name: string, does: string])[] = [
  ({ many, field, number }) => [`sum_${field}`, `sums the ${field} of all ${many} above ${number}`],
  ({ many, field }) => [`group_by_${field}`, `groups a list of ${many} by ${field}`],
  ({ many, field }) => [`sort_by_${field}`, `sorts a list of ${many} by ${field}, highest first`],
  ({ one, many, field }) => [
    `top_${one}`,
    `returns the ${one} with the highest ${field} of a list of ${many}`,
  ],
  ({ many, field, number }) => [`drop_low_${field}`, `removes all ${many} whose ${field} is below ${number}`],
  ({ many, field }) => [`mean_${field}`, `reads ${many} from a CSV file and returns the mean ${field}`],
  ({ many, field }) => [`count_by_${field}`, `counts how many ${many} there are of each ${field}`],
  ({ many, field }) => [
    `index_by_${field}`,
    `turns a list of ${many} into a map from ${field} to the record`,
  ],
  ({ many, number }) => [`chunk_${many}`, `splits a list of ${many} into chunks of ${number}`],
  ({ many, field }) => [`same_${field}`, `checks whether two lists of ${many} have the same ${field} values`],
  ({ many, field }) => [`merge_${many}`, `merges two lists of ${many} that are sorted by ${field}`],
  ({ one, field, other }) => [
    `format_${one}`,
    `formats the ${field} and the ${other} of a record as one line`,
  ],
];

export interface CodeTask extends Words {
  /** Of the function, in snake case. */
  readonly name: string;
  /** What it does, to follow "that". */
  readonly does: string;
}

export function codeTask(draw: Draw): CodeTask {
  const [one, many, ...fields] = draw.pick(records);
  const [field, other] = draw.sample(fields, 2);
  const type = `${one[0]!.toUpperCase()}${one.slice(1)}`;
  const words = { one, type, many, field: field!, other: other!, number: draw.integer(2, 90) };
  const [name, does] = draw.pick(tasks)(words);
  return { ...words, name, does };
}
