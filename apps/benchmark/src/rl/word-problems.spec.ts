import { wordProblems } from './word-problems.js';

it('gives the same problems for the same seed, and others for another', () => {
  expect(wordProblems(12, 3)).toEqual(wordProblems(12, 3));
  expect(new Set([...wordProblems(12, 3), ...wordProblems(12, 4)]).size).toBe(24);
});

it('begins longer lists with shorter ones, and asks a question each time', () => {
  expect(wordProblems(8, 1).slice(0, 5)).toEqual(wordProblems(5, 1));
  for (const problem of wordProblems(40, 2)) expect(problem).toMatch(/^[^?]+\d[^?]+\? Think/);
});
