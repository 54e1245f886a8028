import { z } from 'zod';
import { integerFrom } from './parameter-kinds.js';
import { documentedParameters } from './documented-parameters.js';
import { parseParameters } from './parse-parameters.js';
import { refusedInCompletions } from './refused-parameters.js';
import { checkStreamOptions, sharedParameters } from './shared-parameters.js';

/** OpenAI's default for this route, surprising as it is: clients that rely on it get what they expect. */
const maxTokensDefault = 16;

const promptProblem =
  'must be a string, or an array of one string; token arrays and batches are not supported.';

const shape = {
  ...sharedParameters,
  prompt: z
    .union([z.string(), z.tuple([z.string(promptProblem)])], promptProblem)
    .transform((prompt) => (typeof prompt === 'string' ? prompt : prompt[0])),
  max_tokens: sharedParameters.max_tokens.default(maxTokensDefault),
  /** Number of alternatives per token; 0 reports the chosen token alone. */
  logprobs: integerFrom(0, 5).optional(),
  best_of: z.literal(1).optional(),
};

const schema = z.object(shape).superRefine((request, context) => {
  checkStreamOptions(request, context);
  if (request.best_of !== undefined && request.best_of < request.n) {
    context.addIssue({ code: 'custom', path: ['best_of'], message: "must not be less than 'n'." });
  }
});

const rules = { schema, known: new Set(Object.keys(shape)), refused: refusedInCompletions };

/** What `parseCompletionRequest` accepts, for documentation. */
export const completionRequestSchema = documentedParameters({ shape, refused: refusedInCompletions }).meta({
  id: 'CompletionRequest',
});

export type CompletionRequest = z.output<typeof schema>;

/** Reads the body of `POST /v1/completions`, or throws a `ParameterError`. */
export function parseCompletionRequest(body: unknown): CompletionRequest {
  return parseParameters(body, rules);
}
