-- Every change that people make, as it was and as it became.
CREATE TABLE "audit_events" (
  "id" TEXT NOT NULL,
  "tenant_id" TEXT,
  "actor_kind" TEXT NOT NULL,
  "actor_id" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "resource_id" TEXT NOT NULL,
  "before" JSONB,
  "after" JSONB,
  "request_id" TEXT NOT NULL,
  "ip_address" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "audit_events_actor_kind_check" CHECK ("actor_kind" IN ('apiKey', 'user'))
);
-- No foreign key: the log outlives what it speaks of.
CREATE INDEX "audit_events_tenant_id_id_idx" ON "audit_events" ("tenant_id", "id");

CREATE FUNCTION "slipstream_refuse_change"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER "audit_events_append_only"
  BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_events"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_refuse_change"();

-- What POST requests with an Idempotency-Key were answered. The body is sealed: it may hold a key that is shown once.
CREATE TABLE "idempotent_responses" (
  "owner" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "fingerprint" TEXT NOT NULL,
  "sealed_body" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "idempotent_responses_pkey" PRIMARY KEY ("owner", "key")
);
CREATE INDEX "idempotent_responses_created_at_idx" ON "idempotent_responses" ("created_at");

GRANT SELECT, INSERT ON "audit_events" TO "slipstream_tenant";
GRANT SELECT, INSERT, UPDATE ON "idempotent_responses" TO "slipstream_tenant";
REVOKE UPDATE, DELETE ON "audit_events" FROM "slipstream_platform";

ALTER TABLE "audit_events" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "idempotent_responses" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "audit_events" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "idempotent_responses" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "audit_events" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
CREATE POLICY "tenant" ON "idempotent_responses" TO "slipstream_tenant"
  USING ("owner" = (SELECT "slipstream_current_tenant"()));
