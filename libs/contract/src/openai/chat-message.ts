import { z } from 'zod';
import { text } from './parameter-kinds.js';

const roles = ['system', 'developer', 'user', 'assistant'] as const;

const textPart = z.strictObject(
  {
    type: z.literal('text', "content parts other than 'text' are not supported."),
    text: z.string('must be a string.'),
  },
  'must be an object.',
);

const contentProblem = 'must be a string or a non-empty array of text parts.';
const content = z
  .union([z.string(), z.array(textPart).min(1)], contentProblem)
  // Parts are joined as they stand: a separator would put text into the prompt that nobody wrote.
  .transform((parts) => (typeof parts === 'string' ? parts : parts.map((part) => part.text).join('')));

const emptyHistoryProblem = 'is not supported; leave it out or send null.';

export const chatMessageParameter = z.strictObject(
  {
    role: z.enum(roles, {
      error: `must be one of ${roles.map((role) => `'${role}'`).join(', ')}; tool messages are not supported.`,
    }),
    content,
    /** Reaches the model where its chat template makes use of names. */
    name: text({ lengthMax: 256 }).optional(),
    // Clients send answers back as they came: what an answer of ours carries empty may return empty.
    refusal: z.null(emptyHistoryProblem).optional(),
    audio: z.null(emptyHistoryProblem).optional(),
    function_call: z.null(emptyHistoryProblem).optional(),
    tool_calls: z.union([z.null(), z.array(z.never()).max(0)], emptyHistoryProblem).optional(),
    annotations: z.union([z.null(), z.array(z.never()).max(0)], emptyHistoryProblem).optional(),
  },
  'must be an object.',
);
