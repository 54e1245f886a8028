-- How a revision reaches the replicas: told to each in place, or by replicas of its own, one after another.
ALTER TABLE "endpoint_revisions"
  ADD COLUMN "strategy" TEXT NOT NULL DEFAULT 'inPlace',
  -- The revision whose speculators and learning go on with this one.
  ADD COLUMN "base" INTEGER NOT NULL DEFAULT 1,
  -- What the gates measured.
  ADD COLUMN "gates" JSONB NOT NULL DEFAULT '[]',
  ADD CONSTRAINT "endpoint_revisions_strategy_check" CHECK ("strategy" IN ('inPlace', 'surge')),
  DROP CONSTRAINT "endpoint_revisions_state_check",
  ADD CONSTRAINT "endpoint_revisions_state_check" CHECK (
    "state" IN ('pending', 'rolling', 'active', 'superseded', 'refused', 'rolledBack')
  );

-- The condition that says how the latest change of weights went.
ALTER TABLE "endpoints" ADD COLUMN "rollout" JSONB;
