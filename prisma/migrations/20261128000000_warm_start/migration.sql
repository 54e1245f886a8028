-- An endpoint that is created from a snapshot of its tenant gets a copy of it in the same transaction. The policies of both
-- tables let a tenant add to its own endpoints alone.
GRANT INSERT ON "snapshots", "snapshot_chunks" TO "slipstream_tenant";
