import type { Conversation } from './conversation.js';
import { armOrder, groupByStream, roundsOf, type Round } from './schedule.js';

function conversation(stream: string, lineNumber: number, turnCount = 1): Conversation {
  return { stream, lineNumber, turns: Array.from({ length: turnCount }, () => []) };
}

const namesOf = (rounds: readonly Round[]): string[] =>
  rounds.map((round) =>
    round.map(({ conversation: { lineNumber }, turn }) => `${lineNumber}.${turn}`).join(' '),
  );

it('goes request by request in the order of the stream, the turns of a conversation in a row', () => {
  const rounds = roundsOf([conversation('a', 1, 2), conversation('a', 2), conversation('a', 3, 2)], 1);
  expect(namesOf(rounds)).toEqual(['1.0', '1.1', '2.0', '3.0', '3.1']);
});

it('with concurrency takes the same turn of a wave of lines at once', () => {
  const lines = Array.from({ length: 10 }, (_, index) => conversation('a', index + 1, index === 9 ? 1 : 2));
  expect(namesOf(roundsOf(lines, 2))).toEqual([
    '1.0 2.0 3.0 4.0 5.0 6.0 7.0 8.0',
    '1.1 2.1 3.1 4.1 5.1 6.1 7.1 8.1',
    '9.0 10.0',
    '9.1',
  ]);
});

it('takes as many lines at once as it is told', () => {
  const lines = [1, 2, 3].map((lineNumber) => conversation('a', lineNumber));
  expect(namesOf(roundsOf(lines, 1, 2))).toEqual(['1.0 2.0', '3.0']);
});

it('lets every arm go first equally often', () => {
  const arms = ['none', 'auto', 'other'];
  const firsts = Array.from({ length: 9 }, (_, index) => armOrder(arms, index)[0]);
  for (const arm of arms) expect(firsts.filter((first) => first === arm)).toHaveLength(3);
  expect(armOrder(arms, 4)).toEqual(['auto', 'other', 'none']);
});

it('groups by stream in the order of first lines', () => {
  const streams = groupByStream([conversation('b', 1), conversation('a', 2), conversation('b', 3)]);
  expect([...streams.keys()]).toEqual(['b', 'a']);
  expect(streams.get('b')!.map(({ lineNumber }) => lineNumber)).toEqual([1, 3]);
});
