import { type DecodeBody, type DecodeEvent, EventLineDecoder } from '@slipstream/contract';

/** Where a worker listens, and the token it wants. */
export interface WorkerAddress {
  readonly address: string;
  readonly token: string;
}

export function postTo({ address, token }: WorkerAddress, path: string, body: unknown): Promise<Response> {
  return fetch(`${address}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** The events of one answer as they come. */
export class DecodeStream {
  readonly events: DecodeEvent[] = [];
  /** Resolves with all events when the answer has ended. */
  readonly ended: Promise<readonly DecodeEvent[]>;
  /** Resolves with the first event that brings text. */
  readonly begun: Promise<void>;
  private begin!: () => void;

  constructor(response: Promise<Response>) {
    this.begun = new Promise((resolve) => (this.begin = resolve));
    this.ended = this.read(response);
  }

  static open(worker: WorkerAddress, body: Partial<DecodeBody>): DecodeStream {
    return new DecodeStream(postTo(worker, '/v1/decode', { ...plainBody, ...body }));
  }

  private async read(answer: Promise<Response>): Promise<readonly DecodeEvent[]> {
    const response = await answer;
    if (!response.ok) throw new Error(await response.text());
    const decoder = new EventLineDecoder();
    for await (const chunk of response.body!) {
      this.events.push(...decoder.push(chunk as Uint8Array));
      if (this.events.some(({ type }) => type === 'delta')) this.begin();
    }
    return this.events;
  }
}

/** Tokens 0 to 2 of a tiny model are control tokens: without them an answer goes on to its limit. */
const plainBody: DecodeBody = {
  requestId: 'req_test',
  account: {
    tenantId: 'ten_1',
    apiKeyId: 'key_1',
    endpointId: 'ep_1',
    startedAt: '2026-01-01T00:00:00.000Z',
  },
  input: { kind: 'text', prompt: 'the wind' },
  sampling: {
    temperature: 0.9,
    topP: 1,
    topK: 0,
    minP: 0,
    presencePenalty: 0,
    frequencyPenalty: 0,
    seed: 1,
    logitBias: { '0': -100, '1': -100, '2': -100 },
  },
  n: 1,
  maxTokens: 64,
  stop: [],
  topLogprobs: null,
  speculation: 'auto',
};

export const sampledWith = (seed: number): Pick<DecodeBody, 'sampling'> => ({
  sampling: { ...plainBody.sampling, seed },
});

export const textOf = (events: readonly DecodeEvent[]): string =>
  events.map((event) => (event.type === 'delta' ? event.text : '')).join('');

export const fingerprintOf = ([first]: readonly DecodeEvent[]): string | undefined =>
  first?.type === 'start' ? first.fingerprint : undefined;
