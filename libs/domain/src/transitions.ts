import { TransitionRefused } from './errors.js';

/** Legal transitions as data: for every state, the states it may become. */
export type TransitionTable<State extends string> = Readonly<Record<State, readonly State[]>>;

export function canBecome<State extends string>(
  table: TransitionTable<State>,
  from: State,
  to: State,
): boolean {
  return table[from].includes(to);
}

export interface Transition<State extends string> {
  noun: string;
  from: State;
  to: State;
}

export function assertTransition<State extends string>(
  table: TransitionTable<State>,
  transition: Transition<State>,
): void {
  if (!canBecome(table, transition.from, transition.to)) {
    throw new TransitionRefused(transition.noun, transition.from, transition.to);
  }
}
