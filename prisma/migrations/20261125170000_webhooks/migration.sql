-- Where a tenant wants to be told of events. Secrets are sealed under the platform's: a dump signs nothing.
CREATE TABLE "webhooks" (
  "id" TEXT NOT NULL,
  "tenant_id" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "description" TEXT,
  "event_types" TEXT[] NOT NULL,
  "is_enabled" BOOLEAN NOT NULL DEFAULT TRUE,
  "disabled_reason" TEXT,
  "sealed_secret" BYTEA NOT NULL,
  -- The one before, while requests are signed with it too.
  "sealed_old_secret" BYTEA,
  "old_secret_ends_at" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "webhooks_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "webhooks_tenant_id_id_idx" ON "webhooks" ("tenant_id", "id");

-- One event for one webhook, written in the transaction of what it tells of and kept as the log of its attempts.
CREATE TABLE "webhook_deliveries" (
  "id" TEXT NOT NULL,
  "webhook_id" TEXT NOT NULL,
  "event_type" TEXT NOT NULL,
  "payload" JSONB NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'pending',
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "last_status" INTEGER,
  "last_problem" TEXT,
  "next_attempt_at" TIMESTAMPTZ(3),
  "delivered_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "webhook_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "webhook_deliveries_state_check" CHECK ("state" IN ('pending', 'delivered', 'failed')),
  CONSTRAINT "webhook_deliveries_pending_check" CHECK (("state" = 'pending') = ("next_attempt_at" IS NOT NULL))
);
CREATE INDEX "webhook_deliveries_webhook_id_id_idx" ON "webhook_deliveries" ("webhook_id", "id");
CREATE INDEX "webhook_deliveries_next_attempt_at_idx" ON "webhook_deliveries" ("next_attempt_at");
CREATE INDEX "webhook_deliveries_created_at_idx" ON "webhook_deliveries" ("created_at");

CREATE TABLE "budgets" (
  "id" TEXT NOT NULL,
  "tenant_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  -- Null for the usage of the whole tenant.
  "api_key_id" TEXT,
  "period" TEXT NOT NULL,
  "tokens" BIGINT NOT NULL,
  "thresholds" INTEGER[] NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "budgets_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "budgets_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "budgets_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_keys" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "budgets_period_check" CHECK ("period" IN ('day', 'month')),
  CONSTRAINT "budgets_tokens_check" CHECK ("tokens" > 0)
);
CREATE INDEX "budgets_tenant_id_id_idx" ON "budgets" ("tenant_id", "id");

-- What was told already: one row for each threshold that was reached in a period.
CREATE TABLE "budget_alerts" (
  "budget_id" TEXT NOT NULL,
  "period_start" TIMESTAMPTZ(3) NOT NULL,
  "threshold" INTEGER NOT NULL,
  CONSTRAINT "budget_alerts_pkey" PRIMARY KEY ("budget_id", "period_start", "threshold"),
  CONSTRAINT "budget_alerts_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budgets" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);

GRANT SELECT, INSERT, UPDATE, DELETE ON "webhooks", "budgets" TO "slipstream_tenant";
GRANT SELECT, INSERT ON "webhook_deliveries" TO "slipstream_tenant";

ALTER TABLE "webhooks" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "budgets" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "budget_alerts" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "webhooks" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "webhook_deliveries" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "budgets" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "budget_alerts" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "webhooks" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
-- What belongs to a webhook is visible where the webhook is; the subselect stands under the policy above.
CREATE POLICY "tenant" ON "webhook_deliveries" TO "slipstream_tenant"
  USING (EXISTS (SELECT 1 FROM "webhooks" WHERE "webhooks"."id" = "webhook_id"));
CREATE POLICY "tenant" ON "budgets" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
