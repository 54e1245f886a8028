import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';
import { installSchemathesis, type Schemathesis, writeSettings } from './support/schemathesis.js';

const minute = 60_000;
/** Bounded, so that it ends; the seed makes a failure repeatable. */
const bounds = ['--seed', '1', '--max-examples', '5', '--generation-database', 'none', '--no-shrink'];
/** It fetches and compiles what it is asked for, and the documented example is the real model. */
const heavy = ['--exclude-operation-id', 'createModel'];
/** How long a time one answer may span depends on its other parameters, which a schema cannot say. */
const spans = ['--exclude-operation-id', 'sumUsage', '--exclude-operation-id', 'exportUsage'];
/** Deleting an endpoint takes the time that its replicas need to drain, and a revoked key stays in the list. */
const excluded = ['--exclude-checks', 'use_after_free'];

let admin: AdminHarness;
let tenant: TestTenant;
let folder: string;
let schemathesis: Schemathesis | undefined;

beforeAll(async () => {
  schemathesis = await installSchemathesis();
  folder = await mkdtemp(join(tmpdir(), 'slipstream-schemathesis-'));
  admin = await AdminHarness.start();
  tenant = await admin.createTenant('acme');
}, 4 * minute);
afterAll(async () => {
  await admin.close();
  await rm(folder, { recursive: true, force: true });
}, minute);

async function attack({ program, environment }: Schemathesis, ids: Record<string, string>): Promise<string> {
  const settings = join(folder, 'schemathesis.toml');
  await writeSettings(settings, ids);
  const document = `${admin.controlPlane.origin}/openapi.json`;
  const authorization = ['--header', `Authorization: Bearer ${admin.controlPlane.key}`];
  const args = [
    '--config-file',
    settings,
    'run',
    document,
    ...bounds,
    ...heavy,
    ...spans,
    ...excluded,
    ...authorization,
  ];
  const child = spawn('python3', [...program, ...args], {
    env: { ...process.env, ...environment },
    cwd: folder,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? 'no failures' : output;
}

/**
 * Generated requests: valid and invalid ones, with parameters missing and credentials wrong, and sequences that use what
 * they have made. No answer may be a 5xx or undocumented, and no bad input may be accepted.
 */
it.each([
  ['invented ids', () => ({})],
  ['ids that exist', () => ({ tenantId: tenant.id, endpointId: tenant.endpointId, keyId: tenant.keyId })],
])(
  'holds against Schemathesis with %s',
  async (_, ids) => {
    if (schemathesis === undefined) {
      console.warn('NOT RUN: Schemathesis needs python3 with pip.');
      return;
    }
    expect(await attack(schemathesis, ids())).toBe('no failures');
  },
  4 * minute,
);
