-- What holds for all endpoints of a tenant; without a row, nothing in particular.
CREATE TABLE "tenant_speculation_policies" (
  "tenant_id" TEXT NOT NULL,
  "held_out" TEXT NOT NULL,
  CONSTRAINT "tenant_speculation_policies_pkey" PRIMARY KEY ("tenant_id"),
  CONSTRAINT "tenant_speculation_policies_held_out_check" CHECK ("held_out" IN ('on', 'off')),
  CONSTRAINT "tenant_speculation_policies_tenant_id_fkey"
    FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id") ON DELETE CASCADE
);
GRANT SELECT, INSERT, UPDATE ON "tenant_speculation_policies" TO "slipstream_tenant";
ALTER TABLE "tenant_speculation_policies" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "tenant_speculation_policies" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "tenant_speculation_policies" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
