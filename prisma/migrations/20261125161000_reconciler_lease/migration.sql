-- Who may act alone. Each process life takes an epoch; a lease names the one that holds it, until it expires or is renewed.
CREATE SEQUENCE "lease_epochs";
CREATE TABLE "leases" (
  "name" TEXT NOT NULL,
  "epoch" BIGINT NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

-- A connection that acts for the reconciler says in which epoch. Its writes count only while that epoch holds the lease:
-- the row is locked until they are committed, so that nobody takes the lease over in between.
CREATE FUNCTION "slipstream_refuse_stale_lease"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  claimed TEXT := current_setting('app.lease_epoch', TRUE);
BEGIN
  IF COALESCE(claimed, '') <> '' THEN
    PERFORM 1 FROM "leases" WHERE "name" = 'reconciler' AND "epoch" = claimed::BIGINT FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'The lease of epoch % is over: % of % is refused.', claimed, TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'SL001';
    END IF;
  END IF;
  RETURN NULL;
END;
$$;
CREATE TRIGGER "endpoints_refuse_stale_lease" BEFORE INSERT OR UPDATE OR DELETE ON "endpoints"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_refuse_stale_lease"();
CREATE TRIGGER "replicas_refuse_stale_lease" BEFORE INSERT OR UPDATE OR DELETE ON "replicas"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_refuse_stale_lease"();
CREATE TRIGGER "endpoint_revisions_refuse_stale_lease" BEFORE INSERT OR UPDATE OR DELETE ON "endpoint_revisions"
  FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_refuse_stale_lease"();

-- Whoever changes what is wanted of an endpoint, or what was found of it, causes its reconciling. No way around it.
CREATE FUNCTION "slipstream_ask_for_reconciling"(endpoint TEXT) RETURNS VOID LANGUAGE sql AS $$
  INSERT INTO "outbox_entries" ("topic", "key", "payload")
  VALUES ('endpoint.reconcile', endpoint, jsonb_build_object('endpointId', endpoint))
$$;
CREATE FUNCTION "slipstream_reconcile_changed_endpoint"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "slipstream_ask_for_reconciling"(NEW."id");
  RETURN NULL;
END;
$$;
CREATE FUNCTION "slipstream_reconcile_endpoint_of_changed"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "slipstream_ask_for_reconciling"(NEW."endpoint_id");
  RETURN NULL;
END;
$$;
CREATE FUNCTION "slipstream_reconcile_endpoints_of_model"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "slipstream_ask_for_reconciling"("id") FROM (
    SELECT "id" FROM "endpoints" WHERE "model_id" = NEW."id"
    UNION SELECT "endpoint_id" FROM "endpoint_revisions" WHERE "model_id" = NEW."id" AND "state" IN ('pending', 'rolling')
  ) AS "users" ("id");
  RETURN NULL;
END;
$$;
CREATE TRIGGER "endpoints_reconcile_new" AFTER INSERT ON "endpoints"
  FOR EACH ROW EXECUTE FUNCTION "slipstream_reconcile_changed_endpoint"();
CREATE TRIGGER "endpoints_reconcile_changed" AFTER UPDATE ON "endpoints" FOR EACH ROW
  WHEN ((OLD."generation", OLD."desired_state", OLD."replica_count", OLD."model_id")
    IS DISTINCT FROM (NEW."generation", NEW."desired_state", NEW."replica_count", NEW."model_id"))
  EXECUTE FUNCTION "slipstream_reconcile_changed_endpoint"();
CREATE TRIGGER "endpoint_revisions_reconcile" AFTER INSERT OR UPDATE ON "endpoint_revisions"
  FOR EACH ROW EXECUTE FUNCTION "slipstream_reconcile_endpoint_of_changed"();
CREATE TRIGGER "replicas_reconcile" AFTER UPDATE ON "replicas" FOR EACH ROW
  WHEN ((OLD."state", OLD."revision") IS DISTINCT FROM (NEW."state", NEW."revision"))
  EXECUTE FUNCTION "slipstream_reconcile_endpoint_of_changed"();
CREATE TRIGGER "models_reconcile" AFTER UPDATE ON "models" FOR EACH ROW
  WHEN (OLD."state" IS DISTINCT FROM NEW."state")
  EXECUTE FUNCTION "slipstream_reconcile_endpoints_of_model"();
CREATE INDEX "outbox_entries_topic_key_idx" ON "outbox_entries" ("topic", "key");
