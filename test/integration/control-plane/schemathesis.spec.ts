import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';
import { attackMsMax, Schemathesis } from './support/schemathesis.js';

/** An endpoint is there until its replicas have drained, and a revoked key stays in the list for audits. */
const lingering = String.raw`/endpoints/\{endpointId\}|/keys/\{keyId\}`;

let admin: AdminHarness;
let tenant: TestTenant;
let schemathesis: Schemathesis | undefined;

beforeAll(async () => {
  schemathesis = await Schemathesis.install();
  admin = await AdminHarness.start();
  tenant = await admin.createTenant('acme');
  // Models that are asked for fail at once, and the real one, which is the documented example, is not fetched.
  await writeFile(join(admin.folder, 'models'), 'no folder');
}, 240_000);
afterAll(async () => {
  await schemathesis?.close();
  await admin.close();
}, 60_000);

/**
 * Generated requests: valid and invalid ones, with parameters missing and credentials wrong, and sequences that use what
 * they have made. No answer may be a 5xx or undocumented, and no bad input may be accepted.
 */
it.each([
  ['invented ids', () => ({})],
  [
    'ids that exist',
    () => ({
      tenantId: tenant.id,
      endpointId: tenant.endpointId,
      keyId: tenant.keyId,
      webhookId: tenant.webhookId,
      budgetId: tenant.budgetId,
    }),
  ],
])(
  'holds against Schemathesis with %s',
  async (_, ids) => {
    if (schemathesis === undefined) return;
    const { origin, key } = admin.controlPlane;
    const attack = { document: `${origin}/openapi.json`, key, ids: ids(), lingering };
    expect(await schemathesis.attack(attack)).toBe('no failures');
  },
  attackMsMax,
);
