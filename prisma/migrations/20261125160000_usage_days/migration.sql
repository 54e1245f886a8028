-- The ledger by day, so that a month of a busy tenant is a few thousand rows and not a hundred thousand hours.
CREATE TABLE "usage_days" (
  "tenant_id" TEXT NOT NULL,
  "day" TIMESTAMPTZ(3) NOT NULL,
  "endpoint_id" TEXT NOT NULL,
  "api_key_id" TEXT NOT NULL,
  "requests" BIGINT NOT NULL,
  "prompt_tokens" BIGINT NOT NULL,
  "cached_tokens" BIGINT NOT NULL,
  "completion_tokens" BIGINT NOT NULL,
  "drafted_tokens" BIGINT NOT NULL,
  "accepted_tokens" BIGINT NOT NULL,
  CONSTRAINT "usage_days_pkey" PRIMARY KEY ("tenant_id", "day", "endpoint_id", "api_key_id")
);

-- Nobody adds to the ledger between the sums of what is there and the triggers for what comes.
LOCK TABLE "usage_records" IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO "usage_days"
  SELECT "tenant_id", date_trunc('day', "hour", 'UTC') AS "day", "endpoint_id", "api_key_id", sum("requests"),
    sum("prompt_tokens"), sum("cached_tokens"), sum("completion_tokens"), sum("drafted_tokens"),
    sum("accepted_tokens")
  FROM "usage_hours" GROUP BY 1, 2, 3, 4;

DROP TRIGGER "usage_records_roll_up_new" ON "usage_records";
DROP TRIGGER "usage_records_roll_up_growth" ON "usage_records";
DROP FUNCTION "slipstream_roll_up_usage"();

-- In the same transaction as the rows themselves, so that hours and days always add up to the ledger. The argument is
-- the unit of time: `hour` is summed up in "usage_hours"."hour", `day` in "usage_days"."day".
CREATE FUNCTION "slipstream_roll_up_usage"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  unit TEXT := TG_ARGV[0];
  sums TEXT := 'usage_' || unit || 's';
BEGIN
  IF TG_OP = 'INSERT' THEN
    EXECUTE format($sql$
      INSERT INTO %1$I AS "total"
        SELECT "tenant_id", date_trunc(%2$L, "started_at", 'UTC'), "endpoint_id", "api_key_id", count(*),
          sum("prompt_tokens"), sum("cached_tokens"), sum("completion_tokens"), sum("drafted_tokens"),
          sum("accepted_tokens")
        FROM "new_rows" GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      ON CONFLICT ("tenant_id", %2$I, "endpoint_id", "api_key_id") DO UPDATE SET
        "requests" = "total"."requests" + EXCLUDED."requests",
        "prompt_tokens" = "total"."prompt_tokens" + EXCLUDED."prompt_tokens",
        "cached_tokens" = "total"."cached_tokens" + EXCLUDED."cached_tokens",
        "completion_tokens" = "total"."completion_tokens" + EXCLUDED."completion_tokens",
        "drafted_tokens" = "total"."drafted_tokens" + EXCLUDED."drafted_tokens",
        "accepted_tokens" = "total"."accepted_tokens" + EXCLUDED."accepted_tokens"
    $sql$, sums, unit);
  ELSE
    EXECUTE format($sql$
      UPDATE %1$I AS "total" SET
        "prompt_tokens" = "total"."prompt_tokens" + "growth"."prompt_tokens",
        "cached_tokens" = "total"."cached_tokens" + "growth"."cached_tokens",
        "completion_tokens" = "total"."completion_tokens" + "growth"."completion_tokens",
        "drafted_tokens" = "total"."drafted_tokens" + "growth"."drafted_tokens",
        "accepted_tokens" = "total"."accepted_tokens" + "growth"."accepted_tokens"
      FROM (
        SELECT n."tenant_id", date_trunc(%2$L, n."started_at", 'UTC') AS "start", n."endpoint_id", n."api_key_id",
          sum(n."prompt_tokens" - o."prompt_tokens") AS "prompt_tokens",
          sum(n."cached_tokens" - o."cached_tokens") AS "cached_tokens",
          sum(n."completion_tokens" - o."completion_tokens") AS "completion_tokens",
          sum(n."drafted_tokens" - o."drafted_tokens") AS "drafted_tokens",
          sum(n."accepted_tokens" - o."accepted_tokens") AS "accepted_tokens"
        FROM "new_rows" n JOIN "old_rows" o USING ("request_id") GROUP BY 1, 2, 3, 4
      ) AS "growth"
      WHERE "total"."tenant_id" = "growth"."tenant_id" AND "total".%2$I = "growth"."start"
        AND "total"."endpoint_id" = "growth"."endpoint_id" AND "total"."api_key_id" = "growth"."api_key_id"
    $sql$, sums, unit);
  END IF;
  RETURN NULL;
END;
$$;

CREATE TRIGGER "usage_records_sum_up_new_hours"
  AFTER INSERT ON "usage_records" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_usage"('hour');
CREATE TRIGGER "usage_records_sum_up_new_days"
  AFTER INSERT ON "usage_records" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_usage"('day');
CREATE TRIGGER "usage_records_sum_up_grown_hours"
  AFTER UPDATE ON "usage_records" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_usage"('hour');
CREATE TRIGGER "usage_records_sum_up_grown_days"
  AFTER UPDATE ON "usage_records" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_usage"('day');

GRANT SELECT ON "usage_days" TO "slipstream_tenant";

ALTER TABLE "usage_days" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "usage_days" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "usage_days" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
