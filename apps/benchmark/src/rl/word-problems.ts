import { Draw } from '../traffic/draw.js';

const names = ['Ada', 'Ben', 'Chloe', 'David', 'Elif', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jonas'];
const things = ['apples', 'marbles', 'stickers', 'pencils', 'cookies', 'shells', 'coins', 'cards'];

/** Kinds of problems of two to four steps, as grade-school benchmarks have them. */
const kinds: readonly ((words: { name: string; other: string; thing: string; draw: Draw }) => string)[] = [
  ({ name, other, thing, draw }) =>
    `${name} has ${draw.integer(12, 60)} ${thing}. ${name} gives ${draw.integer(2, 11)} of them to ${other} and then buys ` +
    `${draw.integer(2, 6)} packs of ${draw.integer(3, 9)} ${thing} each. How many ${thing} does ${name} have now?`,
  ({ name, other, thing, draw }) =>
    `${name} collects ${draw.integer(3, 15)} ${thing} every day for ${draw.integer(2, 9)} days. ${other} collects ${draw.integer(2, 5)} times ` +
    `as many. How many ${thing} do they have together?`,
  ({ name, thing, draw }) =>
    `A box holds ${draw.integer(4, 12)} ${thing} and costs ${draw.integer(2, 9)} dollars. ${name} needs ${draw.integer(30, 120)} ${thing}. ` +
    `How many dollars must ${name} spend?`,
  ({ name, other, draw }) =>
    `${name} walks ${draw.integer(2, 9)} kilometres in the morning and ${draw.integer(2, 9)} kilometres in the evening, ${draw.integer(3, 7)} ` +
    `days a week. ${other} walks half as far. How far do they walk together in ${draw.integer(2, 5)} weeks?`,
];

/** Word problems in the style of GSM8K, the same ones for the same seed. */
export function wordProblems(count: number, seed: number): string[] {
  const draw = new Draw(seed);
  return Array.from({ length: count }, (_, index) => {
    const name = draw.pick(names);
    const other = draw.pick(names.filter((candidate) => candidate !== name));
    const problem = kinds[index % kinds.length]!({ name, other, thing: draw.pick(things), draw });
    return `${problem} Think step by step and end with the answer.`;
  });
}
