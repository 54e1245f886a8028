import type { SeededRandom } from '@slipstream/testing';
import type OpenAI from 'openai';

/** What a client knows of its stream. */
export interface Stream {
  readonly request: StreamRequest;
  requestId: string | undefined;
  /** By choice. */
  texts: string[];
  /** Tokens it has seen, told by their log probabilities. */
  seenTokens: number;
  /** Set when the stream came to its end. */
  completion: { promptTokens: number; completionTokens: number } | undefined;
  /** Whether the client went away before the end. */
  hasLeft: boolean;
  /** Set when it broke: what the client was told. */
  error: string | undefined;
}

export interface StreamRequest {
  readonly seed: number;
  readonly n: number;
  readonly maxTokens: number;
}

/** What streams may ask for; few enough that each is read once undisturbed. */
export const streamRequests: readonly StreamRequest[] = Array.from({ length: 8 }, (_, index) => ({
  seed: index,
  n: 1 + (index % 2),
  maxTokens: 120 + index * 40,
}));

export function pickRequests(random: SeededRandom, count: number): StreamRequest[] {
  return Array.from({ length: count }, () => random.pick(streamRequests));
}

/** Reads a stream to its end, or until it breaks, or for so many chunks. */
export async function readStream(
  client: OpenAI,
  request: StreamRequest,
  { onChunk = () => undefined, leaveAfter = Infinity }: { onChunk?: () => void; leaveAfter?: number } = {},
): Promise<Stream> {
  const { seed, n, maxTokens } = request;
  const texts = Array.from({ length: n }, () => '');
  let chunkCount = 0;
  const seen: Stream = {
    ...{ request, texts, seenTokens: 0, hasLeft: false },
    ...{ requestId: undefined, completion: undefined, error: undefined },
  };
  try {
    const body = {
      model: 'demo',
      messages: [{ role: 'user' as const, content: 'the wind' }],
      temperature: 0.8,
      stream_options: { include_usage: true },
      logprobs: true,
      // Tokens 0 to 2 are control tokens: without them an answer goes on to its limit.
      logit_bias: { '0': -100, '1': -100, '2': -100 },
      // What was said once would be drafted whole the second time, and over before anything can happen.
      speculation: 'none',
    };
    const sent = { ...body, stream: true as const, seed, n, max_tokens: maxTokens };
    for await (const { id, choices, usage } of await client.chat.completions.create(sent)) {
      seen.requestId = id.replace('chatcmpl-', 'req_');
      for (const { index, delta, logprobs } of choices) {
        seen.texts[index] += delta.content ?? '';
        seen.seenTokens += logprobs?.content?.length ?? 0;
      }
      if (usage) {
        const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = usage;
        seen.completion = { promptTokens, completionTokens };
      }
      onChunk();
      if (++chunkCount === leaveAfter) {
        seen.hasLeft = true;
        break;
      }
    }
  } catch (error) {
    seen.error = error instanceof Error ? error.message : String(error);
  }
  return seen;
}
