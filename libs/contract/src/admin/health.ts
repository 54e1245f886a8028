import { z } from 'zod';

import { everybody, operation } from './operation.js';

const tag = 'Operations';
const healthy = z.strictObject({ status: z.literal('ok') });
const get = { tag, method: 'get', access: everybody, status: 200 } as const;

export const healthOperations = {
  check: operation({
    ...get,
    id: 'getHealth',
    summary: 'Whether the control plane and its database answer',
    path: '/health',
    result: healthy,
    problems: ['DATABASE_UNAVAILABLE'],
  }),
  live: operation({
    ...get,
    id: 'getLiveness',
    summary: 'Whether the process answers; if not, it should be restarted',
    path: '/health/live',
    result: healthy,
  }),
  ready: operation({
    ...get,
    id: 'getReadiness',
    summary: 'Whether requests can be served; if not, they should go elsewhere meanwhile',
    path: '/health/ready',
    result: healthy,
    problems: ['DATABASE_UNAVAILABLE'],
  }),
  metrics: operation({
    ...get,
    id: 'getMetrics',
    summary: 'Figures of this process, in the text format of Prometheus',
    path: '/metrics',
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    result: z.string(),
  }),
} as const;
