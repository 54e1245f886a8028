-- All of a tenant's usage by hour and by day, so that a month by hour is 720 rows, however many endpoints and keys it has.
CREATE TABLE "usage_tenant_hours" (
  "tenant_id" TEXT NOT NULL,
  "hour" TIMESTAMPTZ(3) NOT NULL,
  "requests" BIGINT NOT NULL,
  "prompt_tokens" BIGINT NOT NULL,
  "cached_tokens" BIGINT NOT NULL,
  "completion_tokens" BIGINT NOT NULL,
  "drafted_tokens" BIGINT NOT NULL,
  "accepted_tokens" BIGINT NOT NULL,
  CONSTRAINT "usage_tenant_hours_pkey" PRIMARY KEY ("tenant_id", "hour")
);
CREATE TABLE "usage_tenant_days" (
  "tenant_id" TEXT NOT NULL,
  "day" TIMESTAMPTZ(3) NOT NULL,
  "requests" BIGINT NOT NULL,
  "prompt_tokens" BIGINT NOT NULL,
  "cached_tokens" BIGINT NOT NULL,
  "completion_tokens" BIGINT NOT NULL,
  "drafted_tokens" BIGINT NOT NULL,
  "accepted_tokens" BIGINT NOT NULL,
  CONSTRAINT "usage_tenant_days_pkey" PRIMARY KEY ("tenant_id", "day")
);

-- One endpoint's hours or one key's lie together, and are not picked from among those of all.
CREATE INDEX "usage_hours_tenant_id_endpoint_id_hour_idx" ON "usage_hours" ("tenant_id", "endpoint_id", "hour");
CREATE INDEX "usage_hours_tenant_id_api_key_id_hour_idx" ON "usage_hours" ("tenant_id", "api_key_id", "hour");
CREATE INDEX "usage_days_tenant_id_endpoint_id_day_idx" ON "usage_days" ("tenant_id", "endpoint_id", "day");
CREATE INDEX "usage_days_tenant_id_api_key_id_day_idx" ON "usage_days" ("tenant_id", "api_key_id", "day");

-- Nobody adds to the ledger between the sums of what is there and the triggers for what comes.
LOCK TABLE "usage_records" IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO "usage_tenant_hours"
  SELECT "tenant_id", "hour", sum("requests"), sum("prompt_tokens"), sum("cached_tokens"), sum("completion_tokens"),
    sum("drafted_tokens"), sum("accepted_tokens")
  FROM "usage_hours" GROUP BY 1, 2;
INSERT INTO "usage_tenant_days"
  SELECT "tenant_id", "day", sum("requests"), sum("prompt_tokens"), sum("cached_tokens"), sum("completion_tokens"),
    sum("drafted_tokens"), sum("accepted_tokens")
  FROM "usage_days" GROUP BY 1, 2;

-- In the same transaction as the rows themselves. Rows are locked in the order of their keys, whether they are new or have
-- grown, so that two control planes never wait for each other.
CREATE FUNCTION "slipstream_roll_up_tenant_usage"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  unit TEXT := TG_ARGV[0];
  figures TEXT;
BEGIN
  IF TG_OP = 'INSERT' THEN
    figures := $sql$
      SELECT "tenant_id", "started_at", 1 AS "requests", "prompt_tokens", "cached_tokens", "completion_tokens",
        "drafted_tokens", "accepted_tokens"
      FROM "new_rows"$sql$;
  ELSE
    figures := $sql$
      SELECT n."tenant_id", n."started_at", 0 AS "requests", n."prompt_tokens" - o."prompt_tokens" AS "prompt_tokens",
        n."cached_tokens" - o."cached_tokens" AS "cached_tokens",
        n."completion_tokens" - o."completion_tokens" AS "completion_tokens",
        n."drafted_tokens" - o."drafted_tokens" AS "drafted_tokens",
        n."accepted_tokens" - o."accepted_tokens" AS "accepted_tokens"
      FROM "new_rows" n JOIN "old_rows" o USING ("request_id")$sql$;
  END IF;
  EXECUTE format($sql$
    INSERT INTO %1$I AS "total"
      SELECT "tenant_id", date_trunc(%2$L, "started_at", 'UTC'), sum("requests"), sum("prompt_tokens"),
        sum("cached_tokens"), sum("completion_tokens"), sum("drafted_tokens"), sum("accepted_tokens")
      FROM (%3$s) AS "figures" GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT ("tenant_id", %2$I) DO UPDATE SET
      "requests" = "total"."requests" + EXCLUDED."requests",
      "prompt_tokens" = "total"."prompt_tokens" + EXCLUDED."prompt_tokens",
      "cached_tokens" = "total"."cached_tokens" + EXCLUDED."cached_tokens",
      "completion_tokens" = "total"."completion_tokens" + EXCLUDED."completion_tokens",
      "drafted_tokens" = "total"."drafted_tokens" + EXCLUDED."drafted_tokens",
      "accepted_tokens" = "total"."accepted_tokens" + EXCLUDED."accepted_tokens"
  $sql$, 'usage_tenant_' || unit || 's', unit, figures);
  RETURN NULL;
END;
$$;

CREATE TRIGGER "usage_records_sum_up_new_tenant_hours"
  AFTER INSERT ON "usage_records" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_tenant_usage"('hour');
CREATE TRIGGER "usage_records_sum_up_grown_tenant_hours"
  AFTER UPDATE ON "usage_records" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_tenant_usage"('hour');
CREATE TRIGGER "usage_records_sum_up_new_tenant_days"
  AFTER INSERT ON "usage_records" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_tenant_usage"('day');
CREATE TRIGGER "usage_records_sum_up_grown_tenant_days"
  AFTER UPDATE ON "usage_records" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_tenant_usage"('day');

GRANT SELECT ON "usage_tenant_hours", "usage_tenant_days" TO "slipstream_tenant";

ALTER TABLE "usage_tenant_hours" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "usage_tenant_days" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "usage_tenant_hours" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "usage_tenant_days" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "usage_tenant_hours" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
CREATE POLICY "tenant" ON "usage_tenant_days" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
