import {
  CredentialsRefused,
  ScopeMissing,
  type ApiKeyId,
  type EndpointId,
  type TenantId,
} from '@slipstream/domain';
import { createLogger } from '@slipstream/observability';
import { DatabaseUnavailable, hashApiKey, newApiKeySecret, type ApiKey } from '@slipstream/persistence';
import { Authenticator } from './authenticator.js';
import { Directory } from './directory.js';
import { LastUseRecorder } from './last-use-recorder.js';

const secret = newApiKeySecret();
const nowMs = Date.UTC(2030, 0);

const key: ApiKey = {
  id: 'key_1' as unknown as ApiKeyId,
  tenantId: 'ten_1' as unknown as TenantId,
  name: 'k',
  displayPrefix: '',
  lastFour: '',
  scopes: ['inference'],
  endpointIds: null,
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  rotatedFrom: null,
  version: 1,
  createdAt: new Date(0),
};

function setup(stored: ApiKey | undefined | Error) {
  const lookups: string[] = [];
  const uses: unknown[] = [];
  const directory = new Directory(
    {
      findKey: (hash) => {
        lookups.push(hash);
        return stored instanceof Error ? Promise.reject(stored) : Promise.resolve(stored);
      },
      findRoute: () => Promise.resolve(undefined),
      listRoutes: () => Promise.resolve([]),
      findLimits: () => Promise.reject(new Error('no limits here')),
    },
    () => nowMs,
  );
  const recorder = new LastUseRecorder<ApiKeyId>({
    recordUse: (id) => {
      uses.push(id);
      return Promise.resolve();
    },
    intervalMs: 60_000,
    logger: createLogger({ name: 'spec', level: 'silent' }),
  });
  return { authenticator: new Authenticator(directory, recorder), directory, lookups, uses };
}

const bearer = `Bearer ${String(secret)}`;

it('knows a caller by the hash of its key', async () => {
  const { authenticator, lookups } = setup(key);
  const caller = await authenticator.authenticate(bearer, nowMs);
  expect(lookups).toEqual([hashApiKey(secret)]);
  expect(caller).toMatchObject({ keyId: 'key_1', tenantId: 'ten_1' });
});

it.each([
  undefined,
  '',
  'Bearer',
  'Bearer  ',
  `Basic ${String(secret)}`,
  `Bearer ${String(secret)}x`,
  String(secret),
])('refuses %j without asking the database', async (header) => {
  const { authenticator, lookups } = setup(key);
  await expect(authenticator.authenticate(header, nowMs)).rejects.toBeInstanceOf(CredentialsRefused);
  expect(lookups).toEqual([]);
});

it.each([
  ['unknown', undefined],
  ['revoked', { ...key, revokedAt: new Date(0) }],
  ['expired', { ...key, expiresAt: new Date(nowMs) }],
])('refuses a key that is %s, in the same words', async (_why, stored) => {
  const { authenticator } = setup(stored);
  await expect(authenticator.authenticate(bearer, nowMs)).rejects.toEqual(new CredentialsRefused());
});

it('denies a key without the scope, and a key without a tenant', async () => {
  const scoped = setup({ ...key, scopes: ['usage:read'] });
  await expect(scoped.authenticator.authenticate(bearer, nowMs)).rejects.toBeInstanceOf(ScopeMissing);
  const platform = setup({ ...key, tenantId: null, scopes: ['admin'] });
  await expect(platform.authenticator.authenticate(bearer, nowMs)).rejects.toMatchObject({ status: 403 });
});

it('keeps to the list of endpoints a key is allowed', async () => {
  const allowed = 'ep_1' as unknown as EndpointId;
  const other = 'ep_2' as unknown as EndpointId;
  const limited = await setup({ ...key, endpointIds: [allowed] }).authenticator.authenticate(bearer, nowMs);
  expect([limited.mayUse(allowed), limited.mayUse(other)]).toEqual([true, false]);
  const free = await setup(key).authenticator.authenticate(bearer, nowMs);
  expect(free.mayUse(other)).toBe(true);
});

it('does not mistake a database that is down for a bad key', async () => {
  const { authenticator } = setup(new DatabaseUnavailable(new Error('down')));
  await expect(authenticator.authenticate(bearer, nowMs)).rejects.toBeInstanceOf(DatabaseUnavailable);
});

it('asks again as soon as a key has changed, and only then', async () => {
  const { authenticator, directory, lookups } = setup(key);
  await authenticator.authenticate(bearer, nowMs);
  directory.applyChange({ kind: 'changed', table: 'endpoints', id: 'ep_1' });
  await authenticator.authenticate(bearer, nowMs);
  expect(lookups).toHaveLength(1);
  directory.applyChange({ kind: 'changed', table: 'api_keys', id: 'key_1' });
  await authenticator.authenticate(bearer, nowMs);
  directory.applyChange({ kind: 'resynchronize' });
  await authenticator.authenticate(bearer, nowMs);
  expect(lookups).toHaveLength(3);
});

it('records the use of a busy key once a minute', async () => {
  const { authenticator, uses } = setup(key);
  for (const atMs of [0, 1_000, 59_999, 60_000, 61_000]) {
    await authenticator.authenticate(bearer, nowMs + atMs);
  }
  expect(uses).toHaveLength(2);
});
