-- What an endpoint has learned, in immutable versions. Only their state moves.
CREATE TABLE "snapshots" (
  "id" TEXT NOT NULL,
  "endpoint_id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "state" TEXT NOT NULL,
  "reason" TEXT,
  "replica_id" TEXT NOT NULL,
  "replica_epoch" INTEGER NOT NULL,
  "model_digest" TEXT NOT NULL,
  "learned_tokens" BIGINT NOT NULL,
  "size_bytes" INTEGER NOT NULL,
  "sha256" TEXT NOT NULL,
  "signature" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "snapshots_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "snapshots_state_check" CHECK ("state" IN ('active', 'superseded', 'rejected')),
  CONSTRAINT "snapshots_endpoint_id_fkey"
    FOREIGN KEY ("endpoint_id") REFERENCES "endpoints" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "snapshots_endpoint_id_version_key" ON "snapshots" ("endpoint_id", "version");
CREATE UNIQUE INDEX "snapshots_one_active_key" ON "snapshots" ("endpoint_id") WHERE "state" = 'active';

-- Their bytes, in pieces that a connection carries well. They compress no further.
CREATE TABLE "snapshot_chunks" (
  "snapshot_id" TEXT NOT NULL,
  "index" INTEGER NOT NULL,
  "bytes" BYTEA NOT NULL,
  CONSTRAINT "snapshot_chunks_pkey" PRIMARY KEY ("snapshot_id", "index"),
  CONSTRAINT "snapshot_chunks_snapshot_id_fkey"
    FOREIGN KEY ("snapshot_id") REFERENCES "snapshots" ("id") ON DELETE CASCADE
);
ALTER TABLE "snapshot_chunks" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

GRANT SELECT, UPDATE, DELETE ON "snapshots" TO "slipstream_tenant";
GRANT SELECT ON "snapshot_chunks" TO "slipstream_tenant";

ALTER TABLE "snapshots" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE "snapshot_chunks" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "snapshots" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "platform" ON "snapshot_chunks" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "snapshots" TO "slipstream_tenant"
  USING (EXISTS (SELECT 1 FROM "endpoints" WHERE "endpoints"."id" = "endpoint_id"));
CREATE POLICY "tenant" ON "snapshot_chunks" TO "slipstream_tenant"
  USING (EXISTS (SELECT 1 FROM "snapshots" WHERE "snapshots"."id" = "snapshot_id"));
