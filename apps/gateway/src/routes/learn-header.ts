import type { DecodeBody } from '@slipstream/contract';
import { ApiError } from '../api-error.js';

export const learnHeader = 'x-slipstream-learn';

/**
 * Whether the endpoint may learn from a request, from `x-slipstream-learn: on | off`; left out, its policy says so. Anything
 * else is refused: whoever sends it means something by it.
 */
export function learningOf(header: string | string[] | undefined): DecodeBody['learning'] {
  if (header === undefined || header === 'on' || header === 'off') return header;
  throw new ApiError({
    status: 400,
    message: `${learnHeader} must be "on" or "off".`,
    code: 'invalid_header',
    param: learnHeader,
  });
}
