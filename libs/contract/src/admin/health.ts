import { z } from 'zod';

import { everybody, operation } from './operation.js';

export const healthOperations = {
  check: operation({
    id: 'getHealth',
    tag: 'Operations',
    summary: 'Whether the control plane and its database answer',
    method: 'get',
    path: '/health',
    access: everybody,
    status: 200,
    result: z.strictObject({ status: z.literal('ok') }),
    problems: ['DATABASE_UNAVAILABLE'],
  }),
} as const;
