-- Where a version comes from, what it was judged by, and when it last became the active one.
ALTER TABLE "snapshots"
  ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'checkpoint',
  ADD COLUMN "parents" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "target_revision" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "evidence" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "progress" REAL,
  ADD COLUMN "promoted_at" TIMESTAMPTZ(3),
  -- What replicas' learning was merged into, or what was imported, no single replica has learned.
  ALTER COLUMN "replica_id" DROP NOT NULL,
  ALTER COLUMN "replica_epoch" DROP NOT NULL,
  DROP CONSTRAINT "snapshots_state_check",
  ADD CONSTRAINT "snapshots_state_check"
    CHECK ("state" IN ('candidate', 'evaluating', 'active', 'superseded', 'rejected', 'frozen')),
  ADD CONSTRAINT "snapshots_kind_check" CHECK ("kind" IN ('checkpoint', 'merge', 'import', 'copy'));
UPDATE "snapshots" SET "promoted_at" = "created_at" WHERE "state" IN ('active', 'superseded');

-- How an endpoint speculates and learns, one row each. `generation` rises when all that was learned is to be forgotten.
CREATE TABLE "speculation_policies" (
  "endpoint_id" TEXT NOT NULL,
  "speculation" TEXT NOT NULL DEFAULT 'auto',
  "learning" TEXT NOT NULL DEFAULT 'on',
  "held_out" TEXT NOT NULL DEFAULT 'on',
  "pinned_snapshot_id" TEXT,
  "kept_versions" INTEGER NOT NULL DEFAULT 5,
  "kept_days" INTEGER,
  "generation" INTEGER NOT NULL DEFAULT 1,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "speculation_policies_pkey" PRIMARY KEY ("endpoint_id"),
  CONSTRAINT "speculation_policies_speculation_check" CHECK ("speculation" IN ('auto', 'off')),
  CONSTRAINT "speculation_policies_learning_check" CHECK ("learning" IN ('on', 'off')),
  CONSTRAINT "speculation_policies_held_out_check" CHECK ("held_out" IN ('on', 'off')),
  CONSTRAINT "speculation_policies_endpoint_id_fkey"
    FOREIGN KEY ("endpoint_id") REFERENCES "endpoints" ("id") ON DELETE CASCADE
);
GRANT SELECT, INSERT, UPDATE ON "speculation_policies" TO "slipstream_tenant";
ALTER TABLE "speculation_policies" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "speculation_policies" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "speculation_policies" TO "slipstream_tenant"
  USING (EXISTS (SELECT 1 FROM "endpoints" WHERE "endpoints"."id" = "endpoint_id"));

-- Every endpoint has one from its first moment, so that a reader never wonders which default applies.
CREATE FUNCTION "slipstream_add_speculation_policy"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "speculation_policies" ("endpoint_id") VALUES (NEW."id");
  RETURN NEW;
END;
$$;
CREATE TRIGGER "endpoints_speculation_policy"
  AFTER INSERT ON "endpoints" FOR EACH ROW EXECUTE FUNCTION "slipstream_add_speculation_policy"();
INSERT INTO "speculation_policies" ("endpoint_id") SELECT "id" FROM "endpoints";

-- The platform itself refuses and undoes things, too.
ALTER TABLE "audit_events"
  DROP CONSTRAINT "audit_events_actor_kind_check",
  ADD CONSTRAINT "audit_events_actor_kind_check" CHECK ("actor_kind" IN ('apiKey', 'user', 'platform'));
