-- A model without a profile gets the one that measures best; what was measured stays with it.
ALTER TABLE "models"
  ALTER COLUMN "profile" DROP NOT NULL,
  ADD COLUMN "candidates" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "percent" INTEGER,
  DROP CONSTRAINT "models_state_check",
  ADD CONSTRAINT "models_state_check" CHECK (
    "state" IN ('pending', 'fetching', 'compiling', 'measuring', 'ready', 'failed')
  ),
  DROP CONSTRAINT "models_ready_check",
  ADD CONSTRAINT "models_ready_check" CHECK (
    "state" <> 'ready' OR ("target_folder" IS NOT NULL AND "digest" IS NOT NULL AND "profile" IS NOT NULL)
  );

-- Models that were being admitted go on as work of a queue.
INSERT INTO "outbox_entries" ("topic", "key", "payload")
  SELECT 'model.admit', "id", jsonb_build_object('modelId', "id") FROM "models" WHERE "state" NOT IN ('ready', 'failed');
