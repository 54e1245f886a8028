-- Sequences that an endpoint has not learned from, to judge by what it has. Sealed: without the platform's secret they say
-- nothing. No tenant's role can read them, not even its own tenant's.
CREATE TABLE "held_out_sequences" (
  "endpoint_id" TEXT NOT NULL,
  -- Whose report it came with: delivered twice, it is kept once.
  "replica_id" TEXT NOT NULL,
  "replica_epoch" INTEGER NOT NULL,
  "number" INTEGER NOT NULL,
  -- Of the endpoint's learning then: what is of an earlier one than the present is to be forgotten.
  "generation" INTEGER NOT NULL,
  "ended_at" TIMESTAMPTZ(3) NOT NULL,
  "sealed" BYTEA NOT NULL,
  CONSTRAINT "held_out_sequences_pkey" PRIMARY KEY ("replica_id", "replica_epoch", "number"),
  CONSTRAINT "held_out_sequences_endpoint_id_fkey"
    FOREIGN KEY ("endpoint_id") REFERENCES "endpoints" ("id") ON DELETE CASCADE
);
CREATE INDEX "held_out_sequences_endpoint_id_ended_at_idx" ON "held_out_sequences" ("endpoint_id", "ended_at");
ALTER TABLE "held_out_sequences" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "held_out_sequences" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
