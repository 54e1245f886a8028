-- What a tenant, or one of its keys, may use. No row, or a null, leaves it to the gateways' defaults.
CREATE TABLE "usage_limits" (
  -- The id of the tenant or of the key.
  "id" TEXT NOT NULL,
  "tenant_id" TEXT NOT NULL,
  "api_key_id" TEXT,
  "requests_per_minute" INTEGER,
  "tokens_per_minute" INTEGER,
  "concurrent_requests" INTEGER,
  CONSTRAINT "usage_limits_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "usage_limits_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "usage_limits_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_keys" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "usage_limits_id_check" CHECK ("id" = COALESCE("api_key_id", "tenant_id")),
  CONSTRAINT "usage_limits_positive_check" CHECK (
    "requests_per_minute" > 0 AND "tokens_per_minute" > 0 AND "concurrent_requests" > 0
  )
);
CREATE INDEX "usage_limits_tenant_id_idx" ON "usage_limits" ("tenant_id");
CREATE UNIQUE INDEX "usage_limits_api_key_id_key" ON "usage_limits" ("api_key_id");

CREATE TRIGGER "usage_limits_notify_change"
  AFTER INSERT OR DELETE OR UPDATE ON "usage_limits"
  FOR EACH ROW EXECUTE FUNCTION "slipstream_notify_change"();

-- A tenant limits its keys; what limits the tenant itself is the platform's to say.
GRANT SELECT, INSERT, UPDATE ON "usage_limits" TO "slipstream_tenant";
ALTER TABLE "usage_limits" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "usage_limits" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "usage_limits" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()))
  WITH CHECK ("tenant_id" = (SELECT "slipstream_current_tenant"()) AND "api_key_id" IS NOT NULL);
