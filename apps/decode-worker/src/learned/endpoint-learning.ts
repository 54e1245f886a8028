import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';

import {
  LearnedRefused,
  type LearnedState,
  packLearnedStream,
  unpackLearned,
} from '@slipstream/learned-state';
import {
  draftGraph,
  LayerRefused,
  type NeuralAdaptation,
  type StaticArtifact,
} from '@slipstream/runtime-onnx';
import {
  type EndpointSpeculation,
  type LoadedState,
  StateRefused,
  type TaughtSequence,
  type TrialVerdict,
} from '@slipstream/speculation';

import { DecodeRefusal } from '../decode-refusal.js';
import type { EndpointPolicy } from './endpoint-policy.js';
import type { OfferedLearning, PackedLearning, TakenLearning } from './learned-route.js';
import type { TaughtSequences } from './taught-sequences.js';

export interface EndpointLearningParts {
  /** SHA-256 of the GGUF of the endpoint's first revision. */
  readonly modelDigest: string;
  readonly speculation: EndpointSpeculation;
  readonly policy: EndpointPolicy;
  readonly taught: TaughtSequences;
  /** Live traffic has told whether a version is slower than what was learned before it. */
  readonly onVerdict: (snapshotId: string, verdict: TrialVerdict) => void;
  readonly onLayerFailure: (error: unknown) => void;
  readonly neural:
    { readonly artifact: StaticArtifact; readonly adaptation: NeuralAdaptation | undefined } | undefined;
}

/** All that a replica learns of its endpoint's traffic, as one thing that can be taken out and put in. */
export class EndpointLearning {
  /** Tells this process's etags from those of the replica's other lives. */
  private readonly life = randomUUID().slice(0, 8);
  private replacements = 0;
  private oblivions = 0;
  /** Tokens of what it goes on from, and what the speculation had recorded then. */
  private inherited = { tokens: 0, recorded: 0 };

  constructor(private readonly parts: EndpointLearningParts) {}

  /** Tokens learned from in all, those of earlier lives included. */
  get learnedTokens(): number {
    const { tokens, recorded } = this.inherited;
    return tokens + this.parts.speculation.learnedTokens - recorded;
  }

  /**
   * Undefined if nothing has changed since this etag. It is what was learned until now: the copy is made in slices, to which
   * nothing that is learned meanwhile gets, and compressed by a thread, so that no step waits for it.
   */
  async save(knownEtag?: string): Promise<PackedLearning | undefined> {
    const { etag, learnedTokens } = this;
    if (etag === knownEtag) return undefined;
    const { modelDigest, speculation, policy, taught, neural } = this.parts;
    const { generation } = policy.current;
    taught.begin();
    taught.name(etag);
    const state = await speculation.saveStateInSlices(() => turn());
    const layer = await neural?.adaptation?.saveLayer();
    const bytes = packLearnedStream({
      modelDigest,
      learnedTokens,
      speculation: state,
      ...(layer === undefined ? {} : { layer: { ...layer, graphDigest: this.graphDigest! } }),
    });
    return { etag, modelDigest, generation, tokens: learnedTokens, bytes };
  }

  /**
   * Goes on from there: at once in place of what was learned so far, or, if the version is named, after a trial against it.
   * What was learned since `includes`, the etag of a save that went into it, is kept. A layer that belongs to another
   * artifact than the present one is left out. @throws DecodeRefusal `learned_refused`, and nothing is changed.
   */
  async take({ bytes, includes, snapshotId }: OfferedLearning): Promise<TakenLearning> {
    const { speculation, taught } = this.parts;
    const { oblivions } = this;
    const learned = await this.unpack(bytes);
    const heedOblivion = (): void => {
      if (oblivions !== this.oblivions) throw refusalOf(new LearnedRefused('all is to be forgotten.'));
    };
    return orRefuse(async () => {
      const loaded = await speculation.loadStateInSlices(learned.speculation, () => turn());
      heedOblivion();
      // First, since it may be refused.
      if (snapshotId === undefined) await this.restoreLayer(learned);
      heedOblivion();
      // Only now: sequences that ended while it was checked count, too.
      const since = taught.since(includes);
      if (snapshotId === undefined) return { kind: 'inUse', etag: this.restore(loaded, learned, since) };
      speculation.tryState(loaded, {
        taught: since,
        random: Math.random,
        onVerdict: (verdict) => this.conclude(learned, snapshotId, verdict),
      });
      return { kind: 'onTrial' };
    });
  }

  /** Returns the etag of what was taken. */
  private restore(loaded: LoadedState, learned: LearnedState, since: readonly TaughtSequence[]): string {
    const { speculation, taught } = this.parts;
    speculation.restoreState(loaded);
    const recorded = this.inherit(learned);
    speculation.relearn(since);
    taught.begin(since);
    const etag = this.etagAt(recorded);
    taught.name(etag);
    return etag;
  }

  private conclude(learned: LearnedState, snapshotId: string, verdict: TrialVerdict): void {
    const { onVerdict, onLayerFailure } = this.parts;
    if (!verdict.isWorse) {
      this.inherit(learned);
      void this.restoreLayer(learned).catch(onLayerFailure);
    }
    onVerdict(snapshotId, verdict);
  }

  /** Counts tokens from here on upon those of what was taken. Returns what the speculation has recorded. */
  private inherit({ learnedTokens }: LearnedState): number {
    const recorded = this.parts.speculation.learnedTokens;
    this.inherited = { tokens: Math.max(learnedTokens, recorded), recorded };
    this.replacements++;
    return recorded;
  }

  private async restoreLayer({ layer }: LearnedState): Promise<void> {
    if (layer?.graphDigest !== this.graphDigest) return;
    await this.parts.neural?.adaptation?.restoreLayer(layer!);
  }

  /** Leaves nothing of what was learned, and learns nothing from requests that run. */
  async forget(): Promise<void> {
    const { speculation, taught, neural } = this.parts;
    speculation.forget();
    this.oblivions++;
    taught.begin();
    this.inherited = { tokens: 0, recorded: 0 };
    this.replacements++;
    await neural?.adaptation?.forget();
  }

  private async unpack(bytes: Uint8Array): Promise<LearnedState> {
    try {
      const learned = await unpackLearned(bytes);
      if (learned.modelDigest === this.parts.modelDigest) return learned;
      throw new LearnedRefused('it was learned with another model.');
    } catch (error) {
      throw error instanceof LearnedRefused ? refusalOf(error) : error;
    }
  }

  /** Changes whenever something was learned, or took the place of what was. */
  private get etag(): string {
    return this.etagAt(this.parts.speculation.learnedTokens);
  }

  private etagAt(recordedTokens: number): string {
    const adoptions = this.parts.neural?.adaptation?.adoptionCount ?? 0;
    return `"${this.life}-${this.replacements}-${recordedTokens}-${adoptions}"`;
  }

  private get graphDigest(): string | undefined {
    return this.parts.neural?.artifact.manifest.sha256[draftGraph];
  }
}

async function orRefuse<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StateRefused || error instanceof LayerRefused)
      throw refusalOf(new LearnedRefused(`${error.message}.`));
    throw error;
  }
}

function refusalOf({ message }: LearnedRefused): DecodeRefusal {
  return new DecodeRefusal('learned_refused', message);
}
