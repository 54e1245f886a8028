import { randomUUID } from 'node:crypto';

import { LearnedRefused, type LearnedState, packLearned, unpackLearned } from '@slipstream/learned-state';
import { draftGraph, type NeuralAdaptation, type StaticArtifact } from '@slipstream/runtime-onnx';
import { type EndpointSpeculation, StateRefused } from '@slipstream/speculation';

import { DecodeRefusal } from '../decode-refusal.js';
import type { EndpointPolicy } from './endpoint-policy.js';
import type { PackedLearning } from './learned-route.js';
import type { TaughtSequences } from './taught-sequences.js';

export interface EndpointLearningParts {
  /** SHA-256 of the GGUF of the endpoint's first revision. */
  readonly modelDigest: string;
  readonly speculation: EndpointSpeculation;
  readonly policy: EndpointPolicy;
  readonly taught: TaughtSequences;
  readonly neural:
    { readonly artifact: StaticArtifact; readonly adaptation: NeuralAdaptation | undefined } | undefined;
}

/** All that a replica learns of its endpoint's traffic, as one thing that can be taken out and put in. */
export class EndpointLearning {
  /** Tells this process's etags from those of the replica's other lives. */
  private readonly life = randomUUID().slice(0, 8);
  private replacements = 0;
  /** Tokens of what it goes on from, and what the speculation had recorded then. */
  private inherited = { tokens: 0, recorded: 0 };

  constructor(private readonly parts: EndpointLearningParts) {}

  /** Tokens learned from in all, those of earlier lives included. */
  get learnedTokens(): number {
    const { tokens, recorded } = this.inherited;
    return tokens + this.parts.speculation.learnedTokens - recorded;
  }

  /**
   * Undefined if nothing has changed since this etag. The copy is made at once, between two steps; packing it is a thread's
   * work.
   */
  async save(knownEtag?: string): Promise<PackedLearning | undefined> {
    const { etag, learnedTokens } = this;
    if (etag === knownEtag) return undefined;
    const { modelDigest, speculation, policy, taught, neural } = this.parts;
    const { generation } = policy.current;
    taught.begin(etag);
    const state = speculation.saveState();
    const layer = await neural?.adaptation?.saveLayer();
    const bytes = await packLearned({
      modelDigest,
      learnedTokens,
      speculation: state,
      ...(layer === undefined ? {} : { layer: { ...layer, graphDigest: this.graphDigest! } }),
    });
    return { etag, modelDigest, generation, tokens: learnedTokens, bytes };
  }

  /**
   * Goes on from there, in place of what was learned so far, but for what was learned since `includes`, the etag of a save
   * that went into it. A layer that belongs to another artifact than the present one is left out. Resolves with the etag of
   * what was taken. @throws DecodeRefusal `learned_refused`, and nothing is changed.
   */
  async restore(bytes: Uint8Array, includes?: string): Promise<string> {
    const { speculation, taught, neural } = this.parts;
    const learned = await this.unpack(bytes);
    try {
      speculation.restoreState(learned.speculation);
    } catch (error) {
      if (error instanceof StateRefused) throw refusalOf(new LearnedRefused(`${error.message}.`));
      throw error;
    }
    const recorded = speculation.learnedTokens;
    this.inherited = { tokens: Math.max(learned.learnedTokens, recorded), recorded };
    this.replacements++;
    speculation.relearn(taught.since(includes));
    if (learned.layer?.graphDigest === this.graphDigest) {
      await neural?.adaptation?.restoreLayer(learned.layer!);
    }
    return this.etagAt(recorded);
  }

  /** Leaves nothing of what was learned, and learns nothing from requests that run. */
  async forget(): Promise<void> {
    const { speculation, taught, neural } = this.parts;
    speculation.forget();
    taught.begin(undefined);
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

function refusalOf({ message }: LearnedRefused): DecodeRefusal {
  return new DecodeRefusal('learned_refused', message);
}
