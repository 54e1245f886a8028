CREATE TABLE "tenants" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "tenants_name_key" ON "tenants" ("name");

CREATE TABLE "api_keys" (
  "id" TEXT NOT NULL,
  "tenant_id" TEXT,
  "name" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "display_prefix" TEXT NOT NULL,
  "last_four" TEXT NOT NULL,
  "scopes" TEXT[],
  "endpoint_ids" JSONB,
  "expires_at" TIMESTAMPTZ(3),
  "revoked_at" TIMESTAMPTZ(3),
  "last_used_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "api_keys_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "api_keys_hash_check" CHECK ("hash" ~ '^[0-9a-f]{64}$')
);
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys" ("hash");
CREATE INDEX "api_keys_tenant_id_id_idx" ON "api_keys" ("tenant_id", "id");

CREATE TABLE "models" (
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "source" JSONB NOT NULL,
  "digest" TEXT,
  "profile" TEXT NOT NULL,
  "target_folder" TEXT,
  "state" TEXT NOT NULL,
  "reason" TEXT,
  "stage" TEXT,
  "done_bytes" BIGINT,
  "total_bytes" BIGINT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "models_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "models_state_check" CHECK ("state" IN ('pending', 'fetching', 'compiling', 'ready', 'failed')),
  CONSTRAINT "models_ready_check" CHECK ("state" <> 'ready' OR ("target_folder" IS NOT NULL AND "digest" IS NOT NULL))
);
CREATE UNIQUE INDEX "models_name_key" ON "models" ("name");

CREATE TABLE "endpoints" (
  "id" TEXT NOT NULL,
  "tenant_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "model_id" TEXT NOT NULL,
  "replica_count" INTEGER NOT NULL,
  "desired_state" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "reason" TEXT,
  "generation" INTEGER NOT NULL DEFAULT 1,
  "observed_generation" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "endpoints_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "endpoints_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenants" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "endpoints_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "endpoints_replica_count_check" CHECK ("replica_count" > 0),
  CONSTRAINT "endpoints_desired_state_check" CHECK ("desired_state" IN ('running', 'stopped', 'deleted')),
  CONSTRAINT "endpoints_state_check" CHECK (
    "state" IN ('pending', 'starting', 'ready', 'updating', 'draining', 'stopped', 'scaledToZero', 'failed')
  ),
  CONSTRAINT "endpoints_generation_check" CHECK ("observed_generation" <= "generation")
);
CREATE UNIQUE INDEX "endpoints_tenant_id_name_key" ON "endpoints" ("tenant_id", "name");
CREATE INDEX "endpoints_model_id_idx" ON "endpoints" ("model_id");

CREATE TABLE "replicas" (
  "id" TEXT NOT NULL,
  "endpoint_id" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "reason" TEXT,
  "epoch" INTEGER NOT NULL DEFAULT 1,
  "restarts" INTEGER NOT NULL DEFAULT 0,
  "pid" INTEGER,
  "address" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "started_at" TIMESTAMPTZ(3),
  "ready_at" TIMESTAMPTZ(3),
  "stopped_at" TIMESTAMPTZ(3),
  CONSTRAINT "replicas_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "replicas_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "replicas_state_check" CHECK ("state" IN ('starting', 'ready', 'draining', 'stopped', 'failed')),
  CONSTRAINT "replicas_ready_check" CHECK ("state" <> 'ready' OR "address" IS NOT NULL)
);
CREATE INDEX "replicas_endpoint_id_state_idx" ON "replicas" ("endpoint_id", "state");

-- Every cache in front of these tables is emptied by this one channel. The payload names the row, never its contents.
CREATE FUNCTION "slipstream_notify_change"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  changed_id TEXT;
BEGIN
  IF TG_OP = 'DELETE' THEN
    changed_id := OLD."id";
  ELSE
    changed_id := NEW."id";
  END IF;
  PERFORM pg_notify('slipstream_changes', json_build_object('table', TG_TABLE_NAME, 'id', changed_id)::TEXT);
  RETURN NULL;
END;
$$;

-- Last use and admission progress change all the time and decide nothing, so they are left out.
CREATE TRIGGER "api_keys_notify_change"
  AFTER INSERT OR DELETE OR UPDATE OF "scopes", "endpoint_ids", "expires_at", "revoked_at" ON "api_keys"
  FOR EACH ROW EXECUTE FUNCTION "slipstream_notify_change"();
CREATE TRIGGER "models_notify_change"
  AFTER INSERT OR DELETE OR UPDATE OF "state" ON "models"
  FOR EACH ROW EXECUTE FUNCTION "slipstream_notify_change"();
CREATE TRIGGER "endpoints_notify_change"
  AFTER INSERT OR DELETE OR UPDATE ON "endpoints"
  FOR EACH ROW EXECUTE FUNCTION "slipstream_notify_change"();
CREATE TRIGGER "replicas_notify_change"
  AFTER INSERT OR DELETE OR UPDATE ON "replicas"
  FOR EACH ROW EXECUTE FUNCTION "slipstream_notify_change"();
