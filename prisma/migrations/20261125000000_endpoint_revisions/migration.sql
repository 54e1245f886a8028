CREATE TABLE "endpoint_revisions" (
  "endpoint_id" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "model_id" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "reason" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "activated_at" TIMESTAMPTZ(3),
  CONSTRAINT "endpoint_revisions_pkey" PRIMARY KEY ("endpoint_id", "number"),
  CONSTRAINT "endpoint_revisions_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "endpoint_revisions_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models" ("id")
    ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "endpoint_revisions_number_check" CHECK ("number" > 0),
  CONSTRAINT "endpoint_revisions_state_check" CHECK (
    "state" IN ('pending', 'rolling', 'active', 'superseded', 'refused')
  )
);
CREATE INDEX "endpoint_revisions_model_id_idx" ON "endpoint_revisions" ("model_id");
CREATE UNIQUE INDEX "endpoint_revisions_active_key" ON "endpoint_revisions" ("endpoint_id") WHERE "state" = 'active';

-- What every endpoint serves so far is its first revision.
INSERT INTO "endpoint_revisions" ("endpoint_id", "number", "model_id", "state", "created_at", "activated_at")
  SELECT "id", 1, "model_id", 'active', "created_at", "created_at" FROM "endpoints";

ALTER TABLE "replicas" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1;
