-- What is looked for every second: the few endpoints that time alone may change. Their conditions are those of the query.
CREATE INDEX "endpoints_moving_idx" ON "endpoints" ("id")
  WHERE "state" IN ('pending', 'starting', 'updating', 'draining') OR "observed_generation" < "generation"
    OR ("state" = 'ready' AND "idle_timeout_seconds" IS NOT NULL);
CREATE INDEX "replicas_moving_idx" ON "replicas" ("endpoint_id")
  WHERE "state" IN ('starting', 'draining', 'failed');
