import { z } from 'zod';
import { decodeLimits } from '../worker/decode-limits.js';
import { flag, integerFrom, numberFrom, oneOf, text } from './parameter-kinds.js';

const stopProblem = `must be a non-empty string or an array of up to ${decodeLimits.stopCountMax} non-empty strings.`;
const stopString = z
  .string('must be a non-empty string.')
  .min(1, 'must be a non-empty string.')
  .max(decodeLimits.stopLengthMax, `must have at most ${decodeLimits.stopLengthMax} characters.`);

const streamOptions = z
  .strictObject(
    {
      include_usage: flag().default(false),
      // Padding against size side channels is not offered, so only declining it is honest.
      include_obfuscation: z.literal(false, 'is not supported; leave it out or set it to false.').optional(),
    },
    'must be an object.',
  )
  .optional();

const logitBiasProblem = 'must be an object that maps token ids to numbers from -100 to 100.';
const logitBias = z
  .record(
    z.string().regex(/^\d{1,10}$/, 'must be a token id in decimal.'),
    numberFrom(-100, 100),
    logitBiasProblem,
  )
  .refine((bias) => Object.keys(bias).length <= decodeLimits.logitBiasCountMax, {
    error: `must name at most ${decodeLimits.logitBiasCountMax} tokens.`,
  });

/** What `/v1/chat/completions` and `/v1/completions` have in common. Defaults are OpenAI's. */
export const sharedParameters = {
  model: text({ lengthMax: 256 })
    .min(1, 'must not be empty.')
    // PostgreSQL's texts cannot have that one.
    // eslint-disable-next-line no-control-regex -- to refuse it is the point
    .regex(/^[^\u0000]*$/, 'must not have a NUL character.')
    .meta({ description: 'The name of an endpoint.', examples: ['smollm2-135m-instruct'] }),
  stream: flag().default(false),
  stream_options: streamOptions,
  temperature: numberFrom(0, 2).default(1),
  top_p: numberFrom(0, 1).default(1),
  n: integerFrom(1, decodeLimits.choiceCountMax).default(1),
  stop: z
    .union([stopString, z.array(stopString).max(decodeLimits.stopCountMax, stopProblem)], stopProblem)
    .transform((stop) => (typeof stop === 'string' ? [stop] : stop))
    .default([]),
  /** Larger integers lose digits in JSON: two different seeds would silently become one. */
  seed: integerFrom(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).optional(),
  max_tokens: integerFrom(1, decodeLimits.maxTokensMax).optional(),
  presence_penalty: numberFrom(-2, 2).default(0),
  frequency_penalty: numberFrom(-2, 2).default(0),
  logit_bias: logitBias.default({}),
  /** Names an end user for abuse reports; by OpenAI's definition it never changes the output. */
  user: text({ lengthMax: 512 }).optional(),

  /** Extension: keep the k most probable tokens; 0 keeps all. */
  top_k: integerFrom(0, decodeLimits.topKMax).default(0),
  /** Extension: drop tokens less probable than this share of the most probable one; 0 keeps all. */
  min_p: numberFrom(0, 1).default(0),
  /** Extension: 'none' decodes plainly. The text is the same; only the speed differs. */
  speculation: oneOf(['auto', 'none']).default('auto'),
  /** Extension: tell how the answer was drafted, in a field `speculation` of the answer or of the last chunk. */
  speculation_details: flag().default(false),
};

/** What both requests check once every single parameter is in order. */
export function checkStreamOptions(
  request: { stream: boolean; stream_options?: unknown },
  context: z.RefinementCtx,
): void {
  if (request.stream_options !== undefined && !request.stream) {
    context.addIssue({
      code: 'custom',
      path: ['stream_options'],
      message: "is only allowed when 'stream' is true.",
    });
  }
}
