import { z } from 'zod';
import { decodeLimits } from '../worker/decode-limits.js';
import { chatMessageParameter } from './chat-message.js';
import { flag, integerFrom, oneOf, text } from './parameter-kinds.js';
import { documentedParameters } from './documented-parameters.js';
import { parseParameters } from './parse-parameters.js';
import { refusedInChat } from './refused-parameters.js';
import { checkStreamOptions, sharedParameters } from './shared-parameters.js';

const messageCountMax = 4_096;
const messagesProblem = `must be an array of 1 to ${messageCountMax} messages.`;

const metadata = z
  .record(text({ lengthMax: 64 }), text({ lengthMax: 512 }), 'must be an object of strings.')
  .refine((pairs) => Object.keys(pairs).length <= 16, { error: 'must have at most 16 entries.' });

const shape = {
  ...sharedParameters,
  messages: z
    .array(chatMessageParameter, messagesProblem)
    .min(1, messagesProblem)
    .max(messageCountMax, messagesProblem),
  max_completion_tokens: integerFrom(1, decodeLimits.maxTokensMax).optional(),
  logprobs: flag().default(false),
  top_logprobs: integerFrom(0, decodeLimits.topLogprobsMax).optional(),

  // By OpenAI's own definition these never change an output: they label a request for storage, abuse reports, cache
  // routing and billing. Nothing is stored here, prefixes are always cached, and there is one tier.
  metadata: metadata.optional(),
  safety_identifier: text({ lengthMax: 512 }).optional(),
  prompt_cache_key: text({ lengthMax: 512 }).optional(),
  service_tier: oneOf(['auto', 'default']).optional(),
};

const schema = z.object(shape).superRefine((request, context) => {
  checkStreamOptions(request, context);
  const { max_tokens: older, max_completion_tokens: newer } = request;
  if (older !== undefined && newer !== undefined && older !== newer) {
    context.addIssue({
      code: 'custom',
      path: ['max_tokens'],
      message: "differs from 'max_completion_tokens'; send one of them.",
    });
  }
  if (request.top_logprobs !== undefined && !request.logprobs) {
    context.addIssue({
      code: 'custom',
      path: ['top_logprobs'],
      message: "is only allowed when 'logprobs' is true.",
    });
  }
});

const rules = { schema, known: new Set(Object.keys(shape)), refused: refusedInChat };

/** What `parseChatCompletionRequest` accepts, for documentation. */
export const chatCompletionRequestSchema = documentedParameters({ shape, refused: refusedInChat }).meta({
  id: 'ChatCompletionRequest',
});

export type ChatCompletionRequest = z.output<typeof schema>;

/** Reads the body of `POST /v1/chat/completions`, or throws a `ParameterError`. */
export function parseChatCompletionRequest(body: unknown): ChatCompletionRequest {
  return parseParameters(body, rules);
}
