-- Work that a change causes, written in the change's own transaction: both happen or neither does. A row stays until the
-- work is done, so whatever happens to the queue it is handed to, nothing is forgotten and nothing done is done again.
CREATE TABLE "outbox_entries" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "topic" TEXT NOT NULL,
  -- What the work is about: entries of one topic, key and payload that wait together are one.
  "key" TEXT NOT NULL,
  "payload" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- When a queue last got it.
  "handed_at" TIMESTAMPTZ(3),
  -- When it was given up, and why.
  "failed_at" TIMESTAMPTZ(3),
  "reason" TEXT,
  CONSTRAINT "outbox_entries_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "outbox_entries_waiting_idx" ON "outbox_entries" ("id") WHERE "failed_at" IS NULL;

CREATE FUNCTION "slipstream_notify_outbox"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('slipstream_outbox', '');
  RETURN NULL;
END;
$$;
CREATE TRIGGER "outbox_entries_notify"
  AFTER INSERT ON "outbox_entries" FOR EACH STATEMENT EXECUTE FUNCTION "slipstream_notify_outbox"();

-- A tenant's change may cause work; what work there is, is the platform's to see.
GRANT INSERT ON "outbox_entries" TO "slipstream_tenant";
ALTER TABLE "outbox_entries" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "outbox_entries" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
CREATE POLICY "tenant" ON "outbox_entries" FOR INSERT TO "slipstream_tenant" WITH CHECK (TRUE);
