-- What an endpoint's number of replicas follows; null leaves it to the platform. `scaling` is the condition that says
-- why there are as many as there are.
ALTER TABLE "endpoints"
  ADD COLUMN "target_requests_per_replica" INTEGER,
  ADD COLUMN "target_queue_ms" INTEGER,
  ADD COLUMN "scale_down_delay_seconds" INTEGER,
  ADD COLUMN "scaling" JSONB,
  ADD CONSTRAINT "endpoints_scaling_check" CHECK (
    "target_requests_per_replica" > 0 AND "target_queue_ms" > 0 AND "scale_down_delay_seconds" >= 0
  );

-- The few endpoints whose number of replicas may move at all.
CREATE INDEX "endpoints_scalable_idx" ON "endpoints" ("id")
  WHERE "desired_state" = 'running' AND "replica_count" > 0 AND "max_replicas" > GREATEST("min_replicas", 1);

-- What each gateway has under way at each endpoint. Gateways write theirs anew while there is something.
CREATE TABLE "endpoint_demands" (
  "endpoint_id" TEXT NOT NULL,
  "gateway_id" TEXT NOT NULL,
  "in_flight" INTEGER NOT NULL,
  "waiting" INTEGER NOT NULL,
  "oldest_wait_ms" INTEGER NOT NULL,
  "reported_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "endpoint_demands_pkey" PRIMARY KEY ("endpoint_id", "gateway_id"),
  CONSTRAINT "endpoint_demands_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "endpoint_demands_reported_at_idx" ON "endpoint_demands" ("reported_at");
ALTER TABLE "endpoint_demands" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "endpoint_demands" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);

-- Since when a replica is in its state.
ALTER TABLE "replicas" ADD COLUMN "state_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- The platform itself changes things too, and no request asks it to.
ALTER TABLE "audit_events"
  DROP CONSTRAINT "audit_events_actor_kind_check",
  ADD CONSTRAINT "audit_events_actor_kind_check" CHECK ("actor_kind" IN ('apiKey', 'user', 'platform')),
  ALTER COLUMN "request_id" DROP NOT NULL,
  ALTER COLUMN "ip_address" DROP NOT NULL;
