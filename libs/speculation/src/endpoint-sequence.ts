import type { DraftChain } from './draft-chain.js';
import type { RequestRecord } from './drift/request-record.js';
import type { Draft, Learning, SequenceSpeculation, TokenHistory } from './speculation.js';
import type { StaticRecord } from './static-benefit.js';
import type { StaticLane } from './static-speculator.js';
import type { TokenMemory } from './token-memory.js';

/** Tokens of the prompt that an answer is recorded with, so that its beginning can be matched too. */
const promptTailLength = 32;

export interface EndpointSequenceParts {
  readonly history: TokenHistory;
  /** What this request said, prompt and answer. */
  readonly request: TokenMemory;
  /** What the answers of the endpoint said. */
  readonly endpoint: TokenMemory;
  readonly chain: DraftChain;
  /** What the static speculator knows of this sequence, and how good it has been at it. */
  readonly neural: { readonly lane: StaticLane; readonly record: StaticRecord } | undefined;
  /** Whether the endpoint learns from it. */
  readonly learning: Learning;
  /** What it tells about drift. */
  readonly record: RequestRecord;
  readonly onClose: (ended: EndedSequence) => void;
}

/** A sequence that has ended, with the tokens it has said after those of its prompt. */
export interface EndedSequence {
  readonly tokens: Int32Array;
  readonly promptLength: number;
  readonly length: number;
  /** Whether the endpoint has learned from it. */
  readonly hasTaught: boolean;
}

/** A sequence that the endpoint has learned from, prompt first. */
export interface TaughtSequence {
  readonly tokens: Int32Array;
  readonly promptLength: number;
}

/** The answer becomes a text of its own, with the end of its prompt. */
export function recordAnswer(
  memory: TokenMemory,
  { tokens, promptLength, length }: TaughtSequence & { readonly length: number },
): void {
  memory.record(tokens, Math.max(0, promptLength - promptTailLength), length);
  memory.separate();
}

/** Carries the tokens of one sequence into the memories, and the outcome of its drafts into the calibration. */
export class EndpointSequence implements SequenceSpeculation {
  lookaheadMax = 0;
  private observedLength = 0;
  private answerStart = 0;
  /** Tokens accepted of a draft whose next token is still to be seen; -1 when there is none. */
  private settledCount = -1;
  private isClosed = false;
  private isTeaching: boolean;

  constructor(private readonly parts: EndpointSequenceParts) {
    this.isTeaching = parts.learning === 'on';
  }

  get draft(): Draft {
    return this.parts.chain.draft;
  }

  get neural(): EndpointSequenceParts['neural'] {
    return this.parts.neural;
  }

  /** Starts a new, empty draft for the planner to extend. */
  begin(hasStaticDraft: boolean): DraftChain {
    const { chain, history } = this.parts;
    this.settledCount = -1;
    chain.proposer.hasStaticDraft = hasStaticDraft;
    chain.begin(history, this.isClosed ? 0 : this.lookaheadMax);
    return chain;
  }

  /** What it goes on to say, and what it has said, stays with it. */
  stopTeaching(): void {
    this.isTeaching = false;
  }

  observeHidden(firstPosition: number, rows: Float32Array, count: number): void {
    const { history, neural } = this.parts;
    if (neural === undefined || this.isClosed) return;
    const size = rows.length / count;
    for (let row = 0; row < count; row++) {
      const position = firstPosition + row;
      if (position + 1 >= history.length) return;
      neural.lane.read(position, rows.subarray(row * size, (row + 1) * size), history.tokens[position + 1]);
    }
  }

  settle(acceptedCount: number): void {
    this.settledCount = Math.max(0, Math.min(acceptedCount, this.draft.length));
    this.parts.record.steps++;
    if (this.isTeaching) this.parts.chain.learnAccepted(this.settledCount);
  }

  /**
   * The endpoint counts answers while they are written, so that sequences which run side by side help each other
   * (+0.2 % in replay, eight at once +0.3 %). Prompts stay with their request: counting them too cost 0.3 %.
   */
  observe(): void {
    if (this.isClosed) return;
    const { history, request, endpoint } = this.parts;
    const { tokens, length } = history;
    this.learnVerdict(tokens, length);
    // The first call brings the prompt, and perhaps the first token of the answer with it.
    if (this.observedLength === 0) this.answerStart = Math.max(0, length - 1);
    request.count(tokens, this.observedLength, length);
    request.record(tokens, this.observedLength, length);
    if (this.isTeaching) endpoint.count(tokens, Math.max(this.answerStart, this.observedLength), length);
    this.observedLength = length;
  }

  /** The endpoint records whole answers only: side by side, their tokens would tear each other's text apart. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const { history, endpoint, neural, onClose } = this.parts;
    if (this.observedLength > 0 && this.isTeaching) {
      recordAnswer(endpoint, {
        tokens: history.tokens,
        promptLength: this.answerStart,
        length: this.observedLength,
      });
    }
    neural?.lane.close();
    onClose({
      tokens: history.tokens,
      promptLength: this.answerStart,
      length: this.observedLength,
      hasTaught: this.isTeaching,
    });
  }

  private learnVerdict(tokens: Int32Array, length: number): void {
    const { chain, neural } = this.parts;
    if (neural !== undefined && chain.proposer.hasStaticDraft && this.settledCount >= 0) {
      neural.record.learn(neural.lane, tokens, chain.base, length);
    }
    const next = chain.base + this.settledCount;
    if (this.isTeaching && this.settledCount >= 0 && next < length)
      chain.learnNext(this.settledCount, tokens[next]);
    this.settledCount = -1;
  }
}
