import type { Part, PartName } from './part.js';
import { concurrency } from './parts/concurrency.js';
import { drift } from './parts/drift.js';
import { fixedLookahead } from './parts/fixed-lookahead.js';
import { ladder } from './parts/ladder.js';
import { liveEstimate } from './parts/live-estimate.js';
import { narrow } from './parts/narrow.js';
import { peers } from './parts/peers.js';
import { rl } from './parts/rl.js';
import { sampled } from './parts/sampled.js';
import { specBench } from './parts/spec-bench.js';
import { suffixDecoding } from './parts/suffix-decoding.js';
import { unpredictable } from './parts/unpredictable.js';
import type { FiguresByPart } from './reports.js';

export const parts: { readonly [Name in PartName]: Part<FiguresByPart[Name]> } = {
  ladder,
  'spec-bench': specBench,
  narrow,
  sampled,
  unpredictable,
  drift,
  rl,
  concurrency,
  peers,
  'fixed-lookahead': fixedLookahead,
  'suffix-decoding': suffixDecoding,
  'live-estimate': liveEstimate,
};
