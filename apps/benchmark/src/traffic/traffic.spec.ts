import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parsePrompts } from '../bench/parse-prompts.js';
import { driftTraffic } from './drift.js';
import { mixedTraffic, narrowTraffic } from './narrow.js';
import { openEndedTraffic } from './open-ended.js';
import { renderPromptLines } from './prompt-line.js';

const committed = new URL('../../../../docs/benchmarks/narrow-prompts.jsonl', import.meta.url);

it.each([
  ['narrow', narrowTraffic],
  ['mixed', mixedTraffic],
  ['drift', driftTraffic],
  ['open-ended', openEndedTraffic],
])('gives the same %s prompts for the same seed, and others for another', (_name, traffic) => {
  expect(traffic({ count: 20, seed: 3 })).toEqual(traffic({ count: 20, seed: 3 }));
  expect(traffic({ count: 20, seed: 4 })).not.toEqual(traffic({ count: 20, seed: 3 }));
  for (const { prompt } of traffic({ count: 50, seed: 1 })) expect(prompt).not.toMatch(/undefined|NaN/);
});

it('is where the committed narrow prompts come from', () => {
  const text = readFileSync(fileURLToPath(committed), 'utf8');
  expect(renderPromptLines(narrowTraffic({ count: 120, seed: 5 }))).toBe(text);
  expect(parsePrompts(text, 'narrow-prompts.jsonl')).toHaveLength(360);
});

it('never asks a narrow tenant the same twice', () => {
  const lines = narrowTraffic({ count: 400, seed: 5 });
  expect(new Set(lines.map(({ stream, prompt }) => stream + prompt)).size).toBe(3 * 400);
});

it('switches domain twice in one stream', () => {
  const lines = driftTraffic({ count: 40, seed: 1 });
  expect(new Set(lines.map(({ stream }) => stream)).size).toBe(1);
  const domains = lines.map(({ domain }) => domain);
  expect([domains[0], domains[39], domains[40], domains[79], domains[80], domains[119]]).toEqual([
    'python',
    'python',
    'rust',
    'rust',
    'json',
    'json',
  ]);
});

it('asks hardly anything twice, and in many forms', () => {
  const prompts = driftTraffic({ count: 60, seed: 2 }).map(({ prompt }) => prompt);
  expect(new Set(prompts).size).toBeGreaterThan(0.97 * prompts.length);
  const forms = prompts.slice(0, 120).map((prompt) => prompt.split(' ').slice(0, 4).join(' '));
  expect(new Set(forms).size).toBeGreaterThanOrEqual(10);
});
