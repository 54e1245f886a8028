import type { DecodeEvent } from './decode-event.js';
import type { ChoiceProgress, DecodeResume } from './decode-resume.js';

/** What a worker has told of one answer, as far as another worker must know it to go on. */
export class DecodeTranscript {
  private fingerprint: string | undefined;
  private readonly choices: ChoiceProgress[];

  constructor(choiceCount: number) {
    this.choices = Array.from({ length: choiceCount }, () => ({
      state: 'running',
      tokens: [],
      textLength: 0,
    }));
  }

  /** How the answer can go on elsewhere; undefined as long as nothing of it was told, so that it can simply begin. */
  get resume(): DecodeResume | undefined {
    if (this.fingerprint === undefined || this.isUntold) return undefined;
    return { fingerprint: this.fingerprint, choices: structuredClone(this.choices) };
  }

  get isUntold(): boolean {
    return this.choices.every(
      (choice) => choice.state === 'running' && choice.tokens.length === 0 && choice.textLength === 0,
    );
  }

  observe(event: DecodeEvent): void {
    switch (event.type) {
      case 'start':
        this.fingerprint = event.fingerprint;
        break;
      case 'delta': {
        const choice = this.choices[event.index];
        if (choice?.state !== 'running') break;
        choice.tokens.push(...event.tokens);
        choice.textLength += event.text.length;
        break;
      }
      case 'finish':
        this.choices[event.index] = { state: 'finished', completionTokens: event.completionTokens };
        break;
      case 'done':
      case 'error':
        break;
    }
  }
}
