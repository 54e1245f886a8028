import { BadInput } from '../bad-input.js';
import { codeEditPrompt } from './code-edits.js';
import { Draw } from './draw.js';
import type { PromptLine, TrafficOptions } from './prompt-line.js';
import { city, firstName, fullName, item } from './words.js';

/** So many draws in a row without anything new, and nothing new is left. */
const repeatsMax = 10_000;

const tables: readonly (readonly [name: string, ...columns: string[]])[] = [
  ['orders', 'order_id', 'customer_id', 'total', 'created_at', 'status'],
  ['customers', 'customer_id', 'name', 'city', 'email', 'signup_date'],
  ['products', 'product_id', 'title', 'price', 'stock', 'category'],
  ['employees', 'employee_id', 'name', 'department', 'salary', 'hired_at'],
  ['flights', 'flight_id', 'origin', 'destination', 'departure', 'seats'],
];

/**
 * Three tenants with one kind of work each: orders as JSON, SQL with an explanation, small edits of Python code. Nobody asks
 * the same twice: an answer that was given before would be drafted whole.
 */
export function narrowTraffic({ count, seed }: TrafficOptions): PromptLine[] {
  const draw = new Draw(seed);
  const stream = (name: string, promptOf: (draw: Draw) => string): PromptLine[] =>
    distinct(count, () => promptOf(draw)).map((prompt) => ({ stream: name, prompt }));
  return [...stream('json', orderPrompt), ...stream('sql', sqlPrompt), ...stream('edit', codeEditPrompt)];
}

/** Orders as JSON, SQL and word problems in one stream, taking turns; `count` lines in all. */
export function mixedTraffic({ count, seed }: TrafficOptions): PromptLine[] {
  const draw = new Draw(seed);
  const kinds = [orderPrompt, sqlPrompt, shoppingPrompt];
  return Array.from({ length: count }, (_, index) => ({
    stream: 'mixed',
    prompt: kinds[index % kinds.length]!(draw),
  }));
}

/** Drawn again what was drawn before, as long as there is anything new to find. */
function distinct(count: number, draw: () => string): string[] {
  const found = new Set<string>();
  for (let repeats = 0; found.size < count;) {
    const size = found.size;
    found.add(draw());
    repeats = found.size === size ? repeats + 1 : 0;
    if (repeats === repeatsMax)
      throw new BadInput(`There are no ${count} different prompts of this kind, only ${found.size}.`);
  }
  return [...found];
}

function orderPrompt(draw: Draw): string {
  const [name, place, thing] = [fullName(draw), city(draw), item(draw)];
  const [quantity, price] = [draw.integer(1, 9), draw.integer(10, 900)];
  const text = draw.pick([
    `${name} from ${place} ordered ${quantity} ${thing}s for $${price} on 2024-0${draw.integer(1, 9)}-1${draw.integer(0, 9)}.`,
    `On 2023-1${draw.integer(0, 2)}-0${draw.integer(1, 9)} we shipped ${quantity} ${thing}s to ${name} in ${place}; the invoice was $${price}.`,
    `Please note that ${name} (${place}) paid $${price} for ${quantity} ${thing}s.`,
  ]);
  return `Extract the order from the text as JSON with the keys "customer", "city", "item", "quantity", "price", "currency".\n\nText: ${text}`;
}

function sqlPrompt(draw: Draw): string {
  const [table, ...columns] = draw.pick(tables);
  const [first, second] = draw.sample(columns.slice(1), 2);
  const wanted = draw.pick([
    `all ${first} and ${second} where ${second} is greater than ${draw.integer(5, 500)}`,
    `the number of rows per ${first}`,
    `the ten rows with the highest ${second}`,
    `the average ${second} for each ${first}, sorted descending`,
  ]);
  return `Table ${table}(${columns.join(', ')}).\nWrite an SQL query that returns ${wanted}. Then explain the query in two sentences.`;
}

function shoppingPrompt(draw: Draw): string {
  const thing = item(draw);
  return (
    `${firstName(draw)} has ${draw.integer(3, 40)} ${thing}s and buys ${draw.integer(2, 30)} more for $${draw.integer(2, 50)} each. ` +
    `How much does ${firstName(draw)} spend, and how many ${thing}s are there now? Think step by step.`
  );
}
