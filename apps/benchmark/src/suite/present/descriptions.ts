import type { PartName } from '../part.js';

/** What a reader of a part's figures has to know. */
export const descriptions: Readonly<Record<PartName, { readonly title: string; readonly text: string }>> = {
  ladder: {
    title: 'The ladder',
    text:
      'One narrow stream (JSON extraction), whose last quarter counts: plain decoding in full precision, quantized, with the ' +
      'static speculator, with all. Full precision says other things, so texts are compared from the second rung on.',
  },
  'spec-bench': {
    title: 'Spec-Bench by task',
    text: 'Broad prompts, greedy. The streams are short, so the static layer is not fine-tuned.',
  },
  narrow: {
    title: 'Narrow streams',
    text:
      'Three tenants with one kind of work each, greedy. The static layer is fine-tuned between requests; the measurement ' +
      'waits for it and does not count that time.',
  },
  sampled: {
    title: 'Sampled text',
    text: 'Narrow and broad prompts at temperature 0.7, without fine-tuning.',
  },
  unpredictable: {
    title: 'Nothing to predict',
    text:
      'Open-ended questions at temperature 1.5. The arms take turns of many requests; fine-tuning that starts within a turn ' +
      'competes with its decoding, and what is left of it when the turn ends is waited for.',
  },
  drift: {
    title: 'Drift',
    text:
      'One tenant whose work goes from Python to Rust to JSON extraction, made by a seeded generator with many templates. The ' +
      'static layer is fine-tuned between requests. The plateau is the last third of a domain.',
  },
  rl: {
    title: 'Rollouts of a policy that moves',
    text: 'What `npm run demo:rl` shows: the weights move by noise from revision to revision; what was learned stays.',
  },
  concurrency: {
    title: 'Requests at once',
    text: 'JSON extraction, SQL and word problems in turn, greedy, prompts included.',
  },
  peers: {
    title: 'Against llama.cpp',
    text:
      'The same GGUF, threads and prompts, in turns. The engines round differently, so texts can differ from theirs, and are ' +
      'compared among ours.',
  },
  'fixed-lookahead': {
    title: 'Against fixed lookaheads',
    text: 'The same proposals, but always so many tokens drafted. Nobody is fine-tuned.',
  },
  'suffix-decoding': {
    title: 'Against SuffixDecoding',
    text:
      "Recorded greedy answers replayed at this machine's step times: modelled, not measured. SuffixDecoding has its own default " +
      'settings. Auto reads the true hidden states, is charged its calls as timed, and is fine-tuned between requests.',
  },
  'live-estimate': {
    title: 'The live speed-up',
    text:
      'One step in 64 is decoded without a draft, at random, and gives the speed-up that an endpoint shows of itself. The same ' +
      'requests decoded plainly beside it give the true one. Temperature 0.7, each run a stream of its own.',
  },
};
