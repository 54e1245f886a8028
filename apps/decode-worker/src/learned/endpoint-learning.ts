import { draftGraph, type NeuralAdaptation, type StaticArtifact } from '@slipstream/runtime-onnx';
import { type EndpointSpeculation, StateRefused } from '@slipstream/speculation';

import { packLearned, refusal, unpackLearned } from './learned-file.js';
import type { PackedLearning } from './learned-route.js';

export interface EndpointLearningParts {
  /** SHA-256 of the GGUF of the endpoint's first revision. */
  readonly modelDigest: string;
  readonly speculation: EndpointSpeculation;
  readonly neural:
    { readonly artifact: StaticArtifact; readonly adaptation: NeuralAdaptation | undefined } | undefined;
}

/** All that a replica learns of its endpoint's traffic, as one thing that can be taken out and put in. */
export class EndpointLearning {
  constructor(private readonly parts: EndpointLearningParts) {}

  /**
   * Undefined if nothing has changed since this etag. The copy is made at once, between two steps; packing it is a thread's
   * work.
   */
  async save(knownEtag?: string): Promise<PackedLearning | undefined> {
    const { etag } = this;
    if (etag === knownEtag) return undefined;
    const { modelDigest, speculation, neural } = this.parts;
    const tokens = speculation.learnedTokens;
    const state = speculation.saveState();
    const layer = await neural?.adaptation?.saveLayer();
    const bytes = await packLearned({
      modelDigest,
      speculation: state,
      ...(layer === undefined ? {} : { layer: { ...layer, graphDigest: this.graphDigest! } }),
    });
    return { etag, modelDigest, tokens, bytes };
  }

  /**
   * Goes on from there, in place of what was learned so far. A layer that belongs to another artifact than the present
   * one is left out. Resolves with the new etag. @throws DecodeRefusal `learned_refused`, and nothing is changed.
   */
  async restore(bytes: Uint8Array): Promise<string> {
    const { modelDigest, speculation, neural } = this.parts;
    const learned = await unpackLearned(bytes);
    if (learned.modelDigest !== modelDigest) throw refusal('it was learned with another model.');
    try {
      speculation.restoreState(learned.speculation);
    } catch (error) {
      if (error instanceof StateRefused) throw refusal(`${error.message}.`);
      throw error;
    }
    if (learned.layer?.graphDigest === this.graphDigest) {
      await neural?.adaptation?.restoreLayer(learned.layer!);
    }
    return this.etag;
  }

  /** Changes whenever something was learned. */
  private get etag(): string {
    const { speculation, neural } = this.parts;
    return `"${speculation.learnedTokens}-${neural?.adaptation?.adoptionCount ?? 0}"`;
  }

  private get graphDigest(): string | undefined {
    return this.parts.neural?.artifact.manifest.sha256[draftGraph];
  }
}
