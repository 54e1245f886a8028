-- That a version is kept for good outlasts its being active, or being found wanting.
ALTER TABLE "snapshots" ADD COLUMN "frozen_at" TIMESTAMPTZ(3);
UPDATE "snapshots" SET "frozen_at" = CURRENT_TIMESTAMP WHERE "state" = 'frozen';
