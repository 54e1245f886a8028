-- How many replicas an endpoint may have, and when it may do without any.
ALTER TABLE "endpoints"
  ADD COLUMN "min_replicas" INTEGER,
  ADD COLUMN "max_replicas" INTEGER,
  ADD COLUMN "idle_timeout_seconds" INTEGER,
  ADD COLUMN "last_request_at" TIMESTAMPTZ(3),
  ADD COLUMN "conditions" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "state_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

UPDATE "endpoints" SET "min_replicas" = "replica_count", "max_replicas" = "replica_count";

ALTER TABLE "endpoints"
  ALTER COLUMN "min_replicas" SET NOT NULL,
  ALTER COLUMN "max_replicas" SET NOT NULL,
  DROP CONSTRAINT "endpoints_replica_count_check",
  ADD CONSTRAINT "endpoints_replica_count_check" CHECK ("replica_count" >= 0),
  ADD CONSTRAINT "endpoints_replicas_check" CHECK (
    0 <= "min_replicas" AND "min_replicas" <= "max_replicas" AND 0 < "max_replicas"
  ),
  -- Only an endpoint that may be without replicas has a time after which it is.
  ADD CONSTRAINT "endpoints_idle_timeout_check" CHECK (
    ("min_replicas" = 0) = ("idle_timeout_seconds" IS NOT NULL) AND "idle_timeout_seconds" > 0
  );

-- What an update was made on the basis of, and which key a rotated one took over from.
ALTER TABLE "api_keys"
  ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "rotated_from" TEXT;

-- When an endpoint was last asked decides no route, so caches need not hear of it.
DROP TRIGGER "endpoints_notify_change" ON "endpoints";
CREATE TRIGGER "endpoints_notify_change"
  AFTER INSERT OR DELETE OR UPDATE OF "name", "model_id", "replica_count", "desired_state", "state", "reason", "generation"
  ON "endpoints"
  FOR EACH ROW EXECUTE FUNCTION "slipstream_notify_change"();
