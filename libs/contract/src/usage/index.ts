export { usageAccountSchema, type UsageAccount } from './usage-account.js';
export {
  encodeUsageRecord,
  parseUsageRecord,
  usageFolderName,
  usageJournalExtension,
  usageRecordSchema,
  type UsageRecord,
  type UsageRecordOf,
} from './usage-journal.js';
export { joinUsage, usageOutcomes, type UsageOutcome, type UsageReport } from './usage-report.js';
export { usageQuerySchema, usageRangeOf, type UsageQuery, type UsageRange } from './usage-query.js';
export { usageLimitsSchema, type UsageLimits } from './usage-limits.js';
export { UsageTally } from './usage-tally.js';
