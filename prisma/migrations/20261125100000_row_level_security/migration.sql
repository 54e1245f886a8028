-- Two roles without login. Services take one of them for all they do:
--   slipstream_tenant    sees the rows of one tenant, named by the setting app.tenant of its transaction, and no others;
--   slipstream_platform  sees all rows: the reconciler, the gateways' directory, platform administration.
-- Roles belong to the whole server, so another database of it may have made them already.
DO $$
DECLARE
  wanted TEXT;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['slipstream_tenant', 'slipstream_platform'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted);
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
  END LOOP;
END;
$$;

GRANT USAGE ON SCHEMA public TO "slipstream_tenant", "slipstream_platform";

-- The platform may use every table there is and will be; migrations and their history stay the owner's.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "slipstream_platform";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "slipstream_platform";
REVOKE ALL ON "_prisma_migrations" FROM "slipstream_platform";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "slipstream_platform";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO "slipstream_platform";

-- A tenant may do what its part of the admin API does; a table that is not named here is closed to it.
GRANT SELECT ON "tenants", "models" TO "slipstream_tenant";
GRANT SELECT, INSERT, UPDATE ON "api_keys", "endpoints" TO "slipstream_tenant";
GRANT SELECT, INSERT ON "endpoint_revisions" TO "slipstream_tenant";
GRANT SELECT ON "replicas" TO "slipstream_tenant";

-- Undefined where none is set, which equals no id.
CREATE FUNCTION "slipstream_current_tenant"() RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT NULLIF(current_setting('app.tenant', TRUE), '')
$$;

ALTER TABLE "tenants" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "endpoints" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "endpoint_revisions" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "replicas" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY "platform" ON "tenants" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "api_keys" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "endpoints" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "endpoint_revisions" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "replicas" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);

-- In a subselect, the function is called once for a statement and not once for a row.
CREATE POLICY "tenant" ON "tenants" TO "slipstream_tenant"
  USING ("id" = (SELECT "slipstream_current_tenant"()));
CREATE POLICY "tenant" ON "api_keys" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
CREATE POLICY "tenant" ON "endpoints" TO "slipstream_tenant"
  USING ("tenant_id" = (SELECT "slipstream_current_tenant"()));
-- What belongs to an endpoint is visible where the endpoint is; the subselect stands under the policy above.
CREATE POLICY "tenant" ON "endpoint_revisions" TO "slipstream_tenant"
  USING (EXISTS (SELECT 1 FROM "endpoints" WHERE "endpoints"."id" = "endpoint_id"));
CREATE POLICY "tenant" ON "replicas" TO "slipstream_tenant"
  USING (EXISTS (SELECT 1 FROM "endpoints" WHERE "endpoints"."id" = "endpoint_id"));
