import { apiKeyOperations } from './api-keys.js';
import { auditOperations } from './audit-events.js';
import { budgetOperations } from './budgets.js';
import { documentOperations } from './documents.js';
import { endpointOperations } from './endpoints.js';
import { healthOperations } from './health.js';
import { invitationOperations } from './invitations.js';
import { memberOperations } from './members.js';
import { modelOperations } from './models.js';
import type { Operation } from './operation.js';
import { revisionOperations } from './revisions.js';
import { snapshotOperations, snapshotTransferOperations } from './snapshots/index.js';
import { speculationOperations, speculationPolicyOperations } from './speculation/index.js';
import { sessionOperations } from './session.js';
import { tenantOperations } from './tenants.js';
import { usageLimitOperations } from './usage-limits.js';
import { usageOperations } from './usage.js';
import { webhookOperations } from './webhooks.js';

/** The whole admin API. */
export const adminOperations: readonly Operation[] = [
  tenantOperations,
  apiKeyOperations,
  modelOperations,
  endpointOperations,
  revisionOperations,
  snapshotOperations,
  snapshotTransferOperations,
  speculationOperations,
  speculationPolicyOperations,
  usageOperations,
  usageLimitOperations,
  budgetOperations,
  webhookOperations,
  auditOperations,
  sessionOperations,
  memberOperations,
  invitationOperations,
  healthOperations,
  documentOperations,
].flatMap((group) => Object.values(group) as Operation[]);
