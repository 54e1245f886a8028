-- Prompt and completion tokens of a calendar month in UTC, as the ledger counts them.
ALTER TABLE "usage_limits" ADD COLUMN "tokens_per_month" BIGINT;
ALTER TABLE "usage_limits" ADD CONSTRAINT "usage_limits_quota_check" CHECK ("tokens_per_month" > 0);
