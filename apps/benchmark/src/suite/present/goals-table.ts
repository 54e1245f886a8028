import Table from 'cli-table3';

import type { Goal } from '../goals/goal.js';

/** The goals as people read them at a terminal. */
export function renderGoals(goals: readonly Goal[]): string {
  const table = new Table({
    head: ['goal', 'demand', 'figure', '95 %', 'verdict', 'in detail'],
    colWidths: [44, 10, 12, 15, 14, 48],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const goal of goals)
    table.push([goal.claim, demandOf(goal), figureOf(goal), intervalOf(goal), goal.verdict, goal.detail]);
  return `${table.toString()}\n`;
}

export function demandOf({ demand }: Goal): string {
  return 'atLeast' in demand ? `≥ ${demand.atLeast}` : `≤ ${demand.atMost}`;
}

export function figureOf({ estimate, unit }: Goal): string {
  if (estimate === undefined) return '–';
  if (!Number.isFinite(estimate.value)) return 'never';
  const isCount = Number.isInteger(estimate.value) && unit !== '×';
  return `${isCount ? String(estimate.value) : estimate.value.toFixed(2)}${unit}`;
}

export function intervalOf({ estimate }: Goal): string {
  if (estimate?.interval == null) return '';
  return estimate.interval.map((bound) => bound.toFixed(2)).join(' – ');
}
