import { createMetrics, type Metrics } from '@slipstream/observability';
import type { FastifyInstance } from 'fastify';

/** Bounds in seconds: what a query takes, and what makes people wait. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Times every request by its route, which bounds the labels: an unknown path counts as one route. */
export function measureRequests(app: FastifyInstance): Metrics {
  const metrics = createMetrics();
  const duration = metrics.histogram({
    name: 'slipstream_admin_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets,
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    duration.observe(labels, reply.elapsedTime / 1_000);
  });
  return metrics;
}
