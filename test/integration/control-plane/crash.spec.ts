import { setTimeout as delay } from 'node:timers/promises';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';
import type { Answer } from './support/control-plane-process.js';

interface Listed<Item> {
  readonly data: Item[];
}

let admin: AdminHarness;
let tenant: TestTenant;

beforeAll(async () => {
  admin = await AdminHarness.start();
  tenant = await admin.createTenant('acme');
}, 60_000);
afterAll(() => admin.close(), 60_000);

/** From before the request is read to after it is answered. */
const momentsMs = [0, 2, 4, 6, 8, 11, 15, 20, 30, 60];

it.each(momentsMs)(
  'a control plane killed %i ms into a request did all of it or nothing, and the repetition makes up for it',
  async (ms) => {
    const name = `killed after ${ms}`;
    const keys = `/tenants/${tenant.id}/keys`;
    const sent = {
      key: tenant.key,
      body: { name, scopes: ['inference'] },
      headers: { 'idempotency-key': `kill-${ms}` },
    };
    const answered = admin.send('POST', keys, sent).catch((): Answer | undefined => undefined);
    await delay(ms);
    await admin.crash();
    const first = await answered;
    const second = await admin.send('POST', keys, sent);
    expect(second.status).toBe(201);
    if (first !== undefined) expect(second.text).toBe(first.text);

    const made = await admin.send<Listed<{ name: string }>>('GET', `${keys}?limit=200`, { key: tenant.key });
    expect(made.body.data.filter((key) => key.name === name)).toHaveLength(1);
    const events = `/tenants/${tenant.id}/audit-events?limit=200`;
    const audit = await admin.send<Listed<{ after: { name: string } | null }>>('GET', events, {
      key: tenant.key,
    });
    expect(audit.body.data.filter(({ after }) => after?.name === name)).toHaveLength(1);
  },
  30_000,
);
