import type { Machine } from '../bench/machine.js';
import type { SpeculatorIdentity } from '../engine/speculator-identity.js';
import type { RlReport } from '../rl/rl-report.js';
import type { CodeVersion } from './code-version.js';
import type { StreamsFigures } from './measure-arms.js';
import type { PartName, Settings } from './part.js';
import type { ConcurrencyFigures } from './parts/measure-levels.js';
import type { DriftFigures } from './parts/drift.js';
import type { LiveEstimateFigures } from './parts/live-estimate.js';
import type { PeersFigures } from './parts/peers.js';
import type { SuffixDecodingFigures } from './parts/suffix-decoding.js';

/** What each part finds. */
export interface FiguresByPart {
  readonly ladder: StreamsFigures;
  readonly 'spec-bench': StreamsFigures;
  readonly narrow: StreamsFigures;
  readonly sampled: StreamsFigures;
  readonly unpredictable: ConcurrencyFigures;
  readonly drift: DriftFigures;
  readonly rl: RlReport;
  readonly concurrency: ConcurrencyFigures;
  readonly peers: PeersFigures;
  readonly 'fixed-lookahead': StreamsFigures;
  readonly 'suffix-decoding': SuffixDecodingFigures;
  readonly 'live-estimate': LiveEstimateFigures;
}

/** What was asked for on the command line. */
export interface Asked {
  /** Few requests: shows that everything works, says little about speed. */
  readonly quick: boolean;
  readonly model: string;
  readonly profile: string;
  /** Null is one for each physical core. */
  readonly threads: number | null;
}

/** The file of a part that was measured. */
export interface PartReport<Figures = unknown> {
  readonly part: PartName;
  /** When it ended, ISO 8601. */
  readonly date: string;
  readonly seconds: number;
  readonly code: CodeVersion;
  readonly machine: Machine;
  readonly model: string;
  readonly profile: string;
  readonly settings: Settings;
  readonly asked: Asked;
  /** The static layer; null where none was trained for the model. Older files say nothing. */
  readonly speculator?: SpeculatorIdentity | null;
  readonly figures: Figures;
}

/** What figures depend on besides the machine. */
export type PartRequest = Required<Pick<PartReport, 'code' | 'asked' | 'settings' | 'speculator'>>;

/** The parts that have been measured. */
export type Reports = { readonly [Name in PartName]?: PartReport<FiguresByPart[Name]> };
