import { idPrefixes } from '@slipstream/domain';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';
import { ContractChecker } from './support/contract-checker.js';

type Ids = Readonly<Record<string, string>>;

const { document } = ContractChecker.fromFile();
/** Every route below a tenant. */
const routes = Object.entries(document.paths)
  .filter(([path]) => path.includes('{tenantId}'))
  .flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
    })),
  );

const missing: Ids = {
  tenantId: `${idPrefixes.tenant}${'0'.repeat(26)}`,
  keyId: `${idPrefixes.apiKey}${'0'.repeat(26)}`,
  endpointId: `${idPrefixes.endpoint}${'0'.repeat(26)}`,
  userId: `${idPrefixes.user}${'0'.repeat(26)}`,
  invitationId: `${idPrefixes.invitation}${'0'.repeat(26)}`,
  snapshotId: `${idPrefixes.snapshot}${'0'.repeat(26)}`,
  webhookId: `${idPrefixes.webhook}${'0'.repeat(26)}`,
  budgetId: `${idPrefixes.budget}${'0'.repeat(26)}`,
};

let admin: AdminHarness;
let own: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  admin = await AdminHarness.start();
  [own, other] = [await admin.createTenant('acme'), await admin.createTenant('globex')];
}, 60_000);
afterAll(() => admin.close(), 60_000);

const idsOf = ({ id: tenantId, key: _, ...ids }: TestTenant): Ids => ({
  tenantId,
  ...ids,
  // Endpoints here have no replicas, so nothing was learned: their snapshots are tried where they have.
  snapshotId: `${idPrefixes.snapshot}${'1'.repeat(26)}`,
});

/** A body that each operation with one accepts. A new operation has to be added here, or its test says so. */
const bodies = (): Readonly<Record<string, object>> => ({
  createApiKey: { name: 'x', scopes: ['inference'] },
  updateApiKey: { name: 'x' },
  rotateApiKey: {},
  createEndpoint: { name: 'x', modelId: admin.modelId },
  updateEndpoint: { maxReplicas: 2 },
  createRevision: { modelId: admin.modelId },
  createInvitation: { email: 'x@example.com', role: 'viewer' },
  setKeyLimits: {
    requestsPerMinute: 1,
    tokensPerMinute: 1,
    concurrentRequests: 1,
    tokensPerMonth: 1,
  },
  updateMember: { role: 'viewer' },
  updateTenant: { name: 'x' },
  createWebhook: { url: 'https://hooks.example.com/x', eventTypes: ['budget.threshold_reached'] },
  updateWebhook: { isEnabled: false },
  rotateWebhookSecret: {},
  createBudget: { name: 'x', period: 'day', tokens: 1, thresholds: [1] },
  updateBudget: { tokens: 1 },
  updateSpeculationPolicy: { learning: 'off' },
  setTenantSpeculationPolicy: { heldOut: 'off' },
  importSnapshot: { manifest: '{}', signature: '', bytes: '' },
  copySnapshot: { snapshotId: `${idPrefixes.snapshot}${'1'.repeat(26)}` },
});

async function ask(route: (typeof routes)[number], ids: Ids): Promise<{ status: number; text: string }> {
  const { path, method, operation } = route;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name]!).replace('/api/v1', '');
  const body = operation.requestBody === undefined ? undefined : bodies()[operation.operationId];
  const headers = method === 'PATCH' ? { 'if-match': '*' } : {};
  const { status, text } = await admin.send(method, filled, { key: own.key, body, headers });
  return { status, text };
}

const named = routes.map((route) => [route.operation.operationId, route] as const);

it.each(named)('%s answers for another tenant exactly as for none', async (_, route) => {
  const theirs = await ask(route, idsOf(other));
  expect(theirs.status).toBe(404);
  expect(theirs).toEqual(await ask(route, missing));
});

const inner = named.filter(([, { path }]) => path.split('{').length > 2);

it.each(inner)(
  '%s answers for another tenant’s id within its own tenant exactly as for none',
  async (_, route) => {
    const { tenantId } = idsOf(own);
    const theirs = await ask(route, { ...idsOf(other), tenantId: tenantId! });
    expect(theirs.status).toBe(404);
    expect(theirs).toEqual(await ask(route, { ...missing, tenantId: tenantId! }));
  },
);

it('has changed nothing of the other tenant by all that', async () => {
  const { body } = await admin.send<{ data: { actor: { id: string } }[] }>(
    'GET',
    `/tenants/${other.id}/audit-events`,
    { key: other.key },
  );
  expect(body.data.filter(({ actor }) => actor.id === own.keyId)).toEqual([]);
});
