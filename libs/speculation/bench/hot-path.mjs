/**
 * Times the hot path on text like real text (words drawn from a skewed distribution, with repeated passages):
 *   node libs/speculation/bench/hot-path.mjs
 */
import { performance } from 'node:perf_hooks';

import { createSpeculation, StepCost } from '../dist/index.js';

/** Step times of the lean int8-row graph on two cores with VNNI. */
const leanCurve = [
  { rows: 1, ms: 7.0 },
  { rows: 8, ms: 11 },
  { rows: 16, ms: 18 },
  { rows: 32, ms: 33 },
];

const promptLength = 8192;
const answerLength = 2048;
const roundCount = 12;
const laneCounts = [1, 8];

let state = 1;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;

function text(length) {
  const tokens = new Int32Array(length);
  let copyFrom = -1;
  for (let index = 0; index < length; index++) {
    if (index > 100 && random() < 0.05) copyFrom = Math.floor(random() * (index - 50));
    if (random() < 0.05) copyFrom = -1;
    tokens[index] = copyFrom >= 0 ? tokens[copyFrom++] : Math.floor(49_152 * random() ** 4);
  }
  return tokens;
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const micros = (startedMs, count) => ((performance.now() - startedMs) * 1000) / count;

const speculation = createSpeculation({ stepCost: StepCost.fromProfile(leanCurve) });
const observed = [];
const folded = [];
for (let round = 0; round < roundCount; round++) {
  const tokens = text(promptLength + answerLength);
  const history = { tokens, length: promptLength };
  const sequence = speculation.open(history, 'auto');
  let startedMs = performance.now();
  sequence.observe();
  observed.push(micros(startedMs, promptLength));
  history.length = tokens.length;
  sequence.observe();
  startedMs = performance.now();
  sequence.close();
  folded.push(micros(startedMs, answerLength));
}
console.log(
  `observe, a prompt of ${promptLength}: first ${observed[0].toFixed(2)}, median ${median(observed).toFixed(2)} µs a token`,
);
console.log(`close, an answer of ${answerLength}: median ${median(folded).toFixed(2)} µs a token`);

/** Knows the text half of the time; a call itself takes nothing here. */
const staticSpeculator = {
  lookaheadMax: 16,
  open: () => ({
    tokens: new Int32Array(16),
    probabilities: new Float32Array(16),
    length: 0,
    read() {},
    close() {},
  }),
  async draft(lanes, { lookahead }) {
    for (const lane of lanes) {
      lane.length = lookahead;
      for (let index = 0; index < lookahead; index++) {
        lane.tokens[index] = Math.floor(49_152 * random() ** 4);
        lane.probabilities[index] = 0.5;
      }
    }
  },
};
const asking = createSpeculation({
  stepCost: StepCost.fromProfile(leanCurve),
  neural: { speculator: staticSpeculator, now: () => 0 },
});
for (const [name, endpoint] of Object.entries({ counting: speculation, 'with the static layer': asking })) {
  for (const laneCount of laneCounts) {
    await timePlans(endpoint, laneCount);
    const { perSequence, perToken } = await timePlans(endpoint, laneCount);
    console.log(
      `plan, ${name}, ${laneCount} lanes: ${perSequence.toFixed(1)} µs a sequence` +
        (Number.isFinite(perToken)
          ? `, ${perToken.toFixed(2)} µs a drafted token`
          : ', nothing was worth drafting'),
    );
  }
}

/** Decodes answers of the same kind as their prompts until the first lane is done. */
async function timePlans(endpoint, laneCount) {
  const lanes = Array.from({ length: laneCount }, () => {
    const history = { tokens: text(promptLength + answerLength), length: promptLength };
    const sequence = endpoint.open(history, 'auto');
    sequence.observe();
    return { history, sequence };
  });
  const batch = lanes.map(({ sequence }) => sequence);
  let planMs = 0;
  let planCount = 0;
  let drafted = 0;
  while (lanes.every(({ history }) => history.length < history.tokens.length - 64)) {
    for (const sequence of batch) sequence.lookaheadMax = 63;
    const startedMs = performance.now();
    await endpoint.plan(batch);
    planMs += performance.now() - startedMs;
    planCount += laneCount;
    for (const { history, sequence } of lanes) {
      const { draft } = sequence;
      let accepted = 0;
      while (accepted < draft.length && draft.tokens[accepted] === history.tokens[history.length + accepted])
        accepted++;
      drafted += draft.length;
      sequence.settle(accepted);
      history.length += accepted + 1;
      sequence.observe();
    }
  }
  for (const sequence of batch) sequence.close();
  return { perSequence: (planMs * 1000) / planCount, perToken: (planMs * 1000) / drafted };
}
