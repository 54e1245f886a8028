-- The order is the rank: the last word on a request is the greatest of what was reported of it.
CREATE TYPE "usage_outcome" AS ENUM ('running', 'interrupted', 'aborted', 'failed', 'completed');

-- No foreign keys: what was used stays written when a key, an endpoint or a tenant is gone.
CREATE TABLE "usage_records" (
  "request_id" TEXT NOT NULL,
  "tenant_id" TEXT NOT NULL,
  "api_key_id" TEXT NOT NULL,
  "endpoint_id" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "outcome" "usage_outcome" NOT NULL,
  "prompt_tokens" INTEGER NOT NULL,
  "cached_tokens" INTEGER NOT NULL,
  "completion_tokens" INTEGER NOT NULL,
  "drafted_tokens" INTEGER NOT NULL,
  "accepted_tokens" INTEGER NOT NULL,
  CONSTRAINT "usage_records_pkey" PRIMARY KEY ("request_id"),
  CONSTRAINT "usage_records_figures_check" CHECK (
    "prompt_tokens" >= 0 AND "cached_tokens" >= 0 AND "completion_tokens" >= 0
    AND "drafted_tokens" >= 0 AND "accepted_tokens" >= 0
  )
);
CREATE INDEX "usage_records_tenant_id_started_at_request_id_idx"
  ON "usage_records" ("tenant_id", "started_at", "request_id");

CREATE TABLE "usage_hours" (
  "tenant_id" TEXT NOT NULL,
  "hour" TIMESTAMPTZ(3) NOT NULL,
  "endpoint_id" TEXT NOT NULL,
  "api_key_id" TEXT NOT NULL,
  "requests" BIGINT NOT NULL,
  "prompt_tokens" BIGINT NOT NULL,
  "cached_tokens" BIGINT NOT NULL,
  "completion_tokens" BIGINT NOT NULL,
  "drafted_tokens" BIGINT NOT NULL,
  "accepted_tokens" BIGINT NOT NULL,
  CONSTRAINT "usage_hours_pkey" PRIMARY KEY ("tenant_id", "hour", "endpoint_id", "api_key_id")
);

CREATE FUNCTION "slipstream_refuse_usage_change"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The usage ledger only grows: % of usage_records is refused.', TG_OP
    USING ERRCODE = 'restrict_violation';
END;
$$;

CREATE TRIGGER "usage_records_refuse_removal"
  BEFORE DELETE OR TRUNCATE ON "usage_records"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_refuse_usage_change"();
CREATE TRIGGER "usage_records_refuse_lowering"
  BEFORE UPDATE ON "usage_records"
  FOR EACH ROW WHEN (
    (NEW."request_id", NEW."tenant_id", NEW."api_key_id", NEW."endpoint_id", NEW."started_at")
      IS DISTINCT FROM (OLD."request_id", OLD."tenant_id", OLD."api_key_id", OLD."endpoint_id", OLD."started_at")
    OR NEW."outcome" < OLD."outcome"
    OR NEW."prompt_tokens" < OLD."prompt_tokens" OR NEW."cached_tokens" < OLD."cached_tokens"
    OR NEW."completion_tokens" < OLD."completion_tokens"
    OR NEW."drafted_tokens" < OLD."drafted_tokens" OR NEW."accepted_tokens" < OLD."accepted_tokens"
  ) EXECUTE FUNCTION "slipstream_refuse_usage_change"();

-- In the same transaction as the rows themselves, so that the hours always add up to the ledger.
CREATE FUNCTION "slipstream_roll_up_usage"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "usage_hours"
      SELECT "tenant_id", date_trunc('hour', "started_at", 'UTC') AS "hour", "endpoint_id", "api_key_id", count(*),
        sum("prompt_tokens"), sum("cached_tokens"), sum("completion_tokens"), sum("drafted_tokens"),
        sum("accepted_tokens")
      FROM "new_rows" GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT ("tenant_id", "hour", "endpoint_id", "api_key_id") DO UPDATE SET
      "requests" = "usage_hours"."requests" + EXCLUDED."requests",
      "prompt_tokens" = "usage_hours"."prompt_tokens" + EXCLUDED."prompt_tokens",
      "cached_tokens" = "usage_hours"."cached_tokens" + EXCLUDED."cached_tokens",
      "completion_tokens" = "usage_hours"."completion_tokens" + EXCLUDED."completion_tokens",
      "drafted_tokens" = "usage_hours"."drafted_tokens" + EXCLUDED."drafted_tokens",
      "accepted_tokens" = "usage_hours"."accepted_tokens" + EXCLUDED."accepted_tokens";
  ELSE
    UPDATE "usage_hours" AS "total" SET
      "prompt_tokens" = "total"."prompt_tokens" + "growth"."prompt_tokens",
      "cached_tokens" = "total"."cached_tokens" + "growth"."cached_tokens",
      "completion_tokens" = "total"."completion_tokens" + "growth"."completion_tokens",
      "drafted_tokens" = "total"."drafted_tokens" + "growth"."drafted_tokens",
      "accepted_tokens" = "total"."accepted_tokens" + "growth"."accepted_tokens"
    FROM (
      SELECT n."tenant_id", date_trunc('hour', n."started_at", 'UTC') AS "hour", n."endpoint_id", n."api_key_id",
        sum(n."prompt_tokens" - o."prompt_tokens") AS "prompt_tokens",
        sum(n."cached_tokens" - o."cached_tokens") AS "cached_tokens",
        sum(n."completion_tokens" - o."completion_tokens") AS "completion_tokens",
        sum(n."drafted_tokens" - o."drafted_tokens") AS "drafted_tokens",
        sum(n."accepted_tokens" - o."accepted_tokens") AS "accepted_tokens"
      FROM "new_rows" n JOIN "old_rows" o USING ("request_id") GROUP BY 1, 2, 3, 4
    ) AS "growth"
    WHERE "total"."tenant_id" = "growth"."tenant_id" AND "total"."hour" = "growth"."hour"
      AND "total"."endpoint_id" = "growth"."endpoint_id" AND "total"."api_key_id" = "growth"."api_key_id";
  END IF;
  RETURN NULL;
END;
$$;

CREATE TRIGGER "usage_records_roll_up_new"
  AFTER INSERT ON "usage_records" REFERENCING NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_usage"();
CREATE TRIGGER "usage_records_roll_up_growth"
  AFTER UPDATE ON "usage_records" REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "new_rows"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_roll_up_usage"();


GRANT SELECT ON "usage_records", "usage_hours" TO "slipstream_tenant";

ALTER TABLE "usage_records" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "usage_hours" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "usage_records" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "usage_hours" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "usage_records" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
CREATE POLICY "tenant" ON "usage_hours" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
