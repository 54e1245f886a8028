-- What replicas tell of their speculation, as they tell it; kept for days.
CREATE TABLE "speculation_windows" (
  "replica_id" TEXT NOT NULL,
  "replica_epoch" INTEGER NOT NULL,
  -- Of the report that brought it: told twice, it is kept once.
  "number" INTEGER NOT NULL,
  "endpoint_id" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "seconds" REAL NOT NULL,
  "figures" JSONB NOT NULL,
  "drift_score" REAL NOT NULL,
  "learned_tokens" BIGINT NOT NULL,
  "curve" JSONB NOT NULL,
  CONSTRAINT "speculation_windows_pkey" PRIMARY KEY ("replica_id", "replica_epoch", "number"),
  CONSTRAINT "speculation_windows_endpoint_id_fkey"
    FOREIGN KEY ("endpoint_id") REFERENCES "endpoints" ("id") ON DELETE CASCADE
);
CREATE INDEX "speculation_windows_endpoint_id_started_at_idx" ON "speculation_windows" ("endpoint_id", "started_at");

-- The same by hour and by day, over all replicas of an endpoint; kept for months and years.
CREATE TABLE "speculation_rollups" (
  "endpoint_id" TEXT NOT NULL,
  "resolution" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "figures" JSONB NOT NULL,
  "drift_score" REAL NOT NULL,
  "learned_tokens" BIGINT NOT NULL,
  CONSTRAINT "speculation_rollups_pkey" PRIMARY KEY ("endpoint_id", "resolution", "started_at"),
  CONSTRAINT "speculation_rollups_resolution_check" CHECK ("resolution" IN ('hour', 'day')),
  CONSTRAINT "speculation_rollups_endpoint_id_fkey"
    FOREIGN KEY ("endpoint_id") REFERENCES "endpoints" ("id") ON DELETE CASCADE
);

-- Lasting changes of an endpoint's traffic, from the request at which a replica found one to the one at which it was over.
CREATE TABLE "drift_events" (
  "id" TEXT NOT NULL,
  "endpoint_id" TEXT NOT NULL,
  "replica_id" TEXT NOT NULL,
  "replica_epoch" INTEGER NOT NULL,
  "start_request" INTEGER NOT NULL,
  "cause" TEXT NOT NULL,
  "scores" JSONB NOT NULL,
  "tokens_per_step_before" REAL NOT NULL,
  "tokens_per_step_worst" REAL NOT NULL,
  "tokens_per_step_after" REAL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "drift_events_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "drift_events_endpoint_id_fkey"
    FOREIGN KEY ("endpoint_id") REFERENCES "endpoints" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "drift_events_replica_id_replica_epoch_start_request_key" ON "drift_events" ("replica_id", "replica_epoch", "start_request");
CREATE INDEX "drift_events_endpoint_id_id_idx" ON "drift_events" ("endpoint_id", "id");

GRANT SELECT ON "speculation_windows", "speculation_rollups", "drift_events" TO "slipstream_tenant";
ALTER TABLE "speculation_windows" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "speculation_rollups" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "drift_events" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "speculation_windows" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "speculation_rollups" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "drift_events" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "speculation_windows" TO "slipstream_tenant"
  USING (EXISTS (SELECT 1 FROM "endpoints" WHERE "endpoints"."id" = "endpoint_id"));
CREATE POLICY "tenant" ON "speculation_rollups" TO "slipstream_tenant"
  USING (EXISTS (SELECT 1 FROM "endpoints" WHERE "endpoints"."id" = "endpoint_id"));
CREATE POLICY "tenant" ON "drift_events" TO "slipstream_tenant"
  USING (EXISTS (SELECT 1 FROM "endpoints" WHERE "endpoints"."id" = "endpoint_id"));
