import pg from 'pg';

import { AdminHarness, type TestTenant } from './support/admin-harness.js';
import type { Answer } from './support/control-plane-process.js';

interface Session {
  readonly user: { id: string; email: string };
  readonly memberships: { tenantId: string; role: string }[];
  readonly csrfToken: string;
}
interface Person extends Session {
  /** What the browser sends with every request. */
  readonly cookie: string;
}

const password = 'correct horse battery staple';
let admin: AdminHarness;
let tenant: TestTenant;
let other: TestTenant;
let sql: pg.Client;
let owner: Person;

beforeAll(async () => {
  admin = await AdminHarness.start({ settings: { PUBLIC_URL: 'https://slipstream.test' } });
  [tenant, other] = [await admin.createTenant('acme'), await admin.createTenant('globex')];
  sql = new pg.Client({ connectionString: admin.database.url });
  await sql.connect();
  owner = await join('owner@example.com', 'owner', {});
  // The harness's own owner leaves, so that this one is the last.
  await admin.send('DELETE', `${members()}/${tenant.userId}`);
}, 60_000);
afterAll(async () => {
  await sql.end();
  await admin.close();
}, 60_000);

const invitations = (): string => `/tenants/${tenant.id}/invitations`;
const members = (): string => `/tenants/${tenant.id}/members`;

/** A request of a signed-in person's browser, with or without the CSRF token that a page of ours adds. */
function sendAs<Body = Record<string, unknown>>(
  { cookie, csrfToken }: Person,
  method: string,
  path: string,
  {
    body,
    headers = {},
    csrf = csrfToken,
  }: { body?: unknown; headers?: Record<string, string>; csrf?: string } = {},
): Promise<Answer<Body>> {
  const sent = { cookie, ...(csrf === '' ? {} : { 'x-csrf-token': csrf }), ...headers };
  return admin.send<Body>(method, path, { key: '', headers: sent, ...(body === undefined ? {} : { body }) });
}

function personOf({ headers, body }: Answer<Session>): Person {
  return { ...body, cookie: headers.get('set-cookie')!.split(';', 1)[0]! };
}

async function invite(email: string, role: string, sent: { key?: string } = {}): Promise<string> {
  const answer = await admin.send<{ token: string }>('POST', invitations(), {
    ...sent,
    body: { email, role },
  });
  return answer.body.token;
}

const accept = (token: string, fields: object = {}) =>
  admin.send<Session>('POST', '/invitations/accept', {
    key: '',
    body: { token, name: 'Ada', password, ...fields },
  });

async function join(email: string, role: string, sent: { key?: string }): Promise<Person> {
  return personOf(await accept(await invite(email, role, sent)));
}

const signIn = (email: string, secret: string) =>
  admin.send<Session>('POST', '/session', { key: '', body: { email, password: secret } });

describe('an invitation', () => {
  it('makes an account and a member of whoever holds it, once', async () => {
    const token = await invite('Ada@Example.com', 'developer');
    const accepted = await accept(token);
    expect(accepted.status).toBe(201);
    expect(accepted.body).toMatchObject({
      user: { email: 'ada@example.com' },
      memberships: [{ tenantId: tenant.id, role: 'developer' }],
    });
    expect((await accept(token)).status).toBe(404);
  });

  it('takes the password of an account that exists', async () => {
    await join('grace@example.com', 'viewer', {});
    const token = await invite('grace@example.com', 'admin');
    expect((await accept(token, { password: 'not the password' })).status).toBe(401);
    expect((await accept(token)).body.memberships).toEqual([expect.objectContaining({ role: 'admin' })]);
    const lower = await accept(await invite('grace@example.com', 'viewer'));
    expect(lower.body.memberships[0]!.role).toBe('admin');
  });

  it('is of no use once revoked or expired, and unknown ones answer alike', async () => {
    const answer = await admin.send<{ id: string; token: string }>('POST', invitations(), {
      body: { email: 'late@example.com', role: 'viewer' },
    });
    await admin.send('DELETE', `${invitations()}/${answer.body.id}`);
    const revoked = await accept(answer.body.token);
    const expired = await invite('late@example.com', 'viewer');
    await sql.query(
      `UPDATE invitations SET expires_at = now() WHERE revoked_at IS NULL AND accepted_at IS NULL`,
    );
    const texts = [revoked, await accept(expired), await accept('nothing')].map(({ status, text }) => [
      status,
      text,
    ]);
    expect(new Set(texts.map(String)).size).toBe(1);
    expect(texts[0]![0]).toBe(404);
  });
});

describe('a session', () => {
  it('lies in a cookie that no script reads, no other site sends and TLS alone carries, and as a hash in the database', async () => {
    const answer = await signIn('OWNER@example.com', password);
    const cookie = answer.headers.get('set-cookie')!;
    expect(cookie).toMatch(
      /^slipstream_session=[\w-]{43}; Path=\/api; Expires=.*; HttpOnly; Secure; SameSite=Strict$/,
    );
    const token = cookie.slice('slipstream_session='.length, cookie.indexOf(';'));
    const { rows } = await sql.query<{ text: string }>(
      'SELECT to_jsonb(user_sessions)::text AS text FROM user_sessions',
    );
    expect(rows.map(({ text }) => text).join()).not.toContain(token);
    const hashes = await sql.query<{ hash: string }>('SELECT hash FROM user_passwords');
    expect(hashes.rows.every(({ hash }) => hash.startsWith('$argon2id$'))).toBe(true);
  });

  it('is refused alike for an unknown account, a wrong password and none', async () => {
    const answers = [
      await signIn('nobody@example.com', password),
      await signIn('owner@example.com', 'not the password'),
      await admin.send('POST', '/session', { key: '', body: {} }),
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(401);
  });

  it('changes nothing without its CSRF token', async () => {
    const stop = `/tenants/${tenant.id}/endpoints/${tenant.endpointId}/stop`;
    for (const csrf of ['', 'x', (await personSignedIn('owner@example.com')).csrfToken]) {
      const answer = await sendAs(owner, 'POST', stop, { csrf });
      expect([answer.status, answer.body['type']]).toEqual([
        403,
        'urn:slipstream:problem:csrf-token-missing',
      ]);
    }
    expect((await sendAs(owner, 'POST', stop)).status).toBe(202);
    expect((await sendAs(owner, 'GET', members(), { csrf: '' })).status).toBe(200);
    const [latest] = (
      await sendAs<{ data: { actor: unknown }[] }>(owner, 'GET', `/tenants/${tenant.id}/audit-events`)
    ).body.data;
    expect(latest!.actor).toEqual({ kind: 'user', id: owner.user.id });
  });

  it('is not opened by a password that is being taken away', async () => {
    await join('raced@example.com', 'viewer', {});
    await sql.query('BEGIN');
    await sql.query(
      `DELETE FROM user_passwords USING users WHERE id = user_id AND email = 'raced@example.com'`,
    );
    let isAnswered = false;
    const opening = signIn('raced@example.com', password).finally(() => (isAnswered = true));
    let waiting: number | null;
    do {
      ({ rowCount: waiting } = await sql.query(
        `SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`,
      ));
    } while (waiting === 0 && !isAnswered);
    await sql.query('COMMIT');
    expect((await opening).status).toBe(401);
  });

  it('is looked at before a large body is read, and lets it through', async () => {
    const path = `/tenants/${tenant.id}/endpoints/${tenant.endpointId}/snapshot-import`;
    expect((await sendAs(owner, 'POST', path, { body: {} })).status).toBe(400);
    expect((await sendAs(owner, 'POST', path, { body: {}, csrf: '' })).status).toBe(403);
  });

  it('ends when its person signs out, and when its time is over', async () => {
    const person = await personSignedIn('owner@example.com');
    const late = await personSignedIn('owner@example.com');
    expect((await sendAs<Session>(person, 'GET', '/session')).body.user.email).toBe('owner@example.com');
    expect((await sendAs(person, 'DELETE', '/session')).status).toBe(204);
    expect((await sendAs(person, 'GET', '/session')).status).toBe(401);
    expect((await sendAs(late, 'GET', '/session')).status).toBe(200);
    const ownerStays = await personSignedIn('owner@example.com');
    await sql.query(
      `UPDATE user_sessions SET expires_at = now() WHERE created_at < (SELECT max(created_at) FROM user_sessions)`,
    );
    expect((await sendAs(late, 'GET', '/session')).status).toBe(401);
    owner = ownerStays;
  });

  it('is no API key’s matter', async () => {
    expect((await admin.send('GET', '/session')).status).toBe(403);
  });

  it('cannot be guessed for long', async () => {
    await join('target@example.com', 'viewer', {});
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      statuses.push((await signIn('target@example.com', `guess number ${attempt}`)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    const right = await signIn('target@example.com', password);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(right.status).toBe(429);
  });
});

async function personSignedIn(email: string): Promise<Person> {
  return personOf(await signIn(email, password));
}

describe('roles', () => {
  it.each([
    ['viewer', { see: 200, stop: 403, keys: 403, invite: 403 }],
    ['developer', { see: 200, stop: 202, keys: 200, invite: 403 }],
    ['admin', { see: 200, stop: 202, keys: 200, invite: 201 }],
  ])('let a %s do what it should', async (role, expected) => {
    const person = await join(`${role}-2@example.com`, role, {});
    const inTenant = `/tenants/${tenant.id}`;
    const email = `of-${role}@example.com`;
    expect({
      see: (await sendAs(person, 'GET', `${inTenant}/endpoints`)).status,
      stop: (await sendAs(person, 'POST', `${inTenant}/endpoints/${tenant.endpointId}/stop`)).status,
      keys: (await sendAs(person, 'GET', `${inTenant}/keys`)).status,
      invite: (await sendAs(person, 'POST', invitations(), { body: { email, role: 'viewer' } })).status,
    }).toEqual(expected);
    expect((await sendAs(person, 'GET', `/tenants/${other.id}/endpoints`)).status).toBe(404);
    expect((await sendAs(person, 'GET', '/tenants')).status).toBe(403);
  });

  it('are given and taken by nobody below them, and the last owner stays', async () => {
    const boss = await join('boss@example.com', 'admin', {});
    const ownerPath = `${members()}/${owner.user.id}`;
    const ifAny = { 'if-match': '*' };
    const demote = { body: { role: 'viewer' }, headers: ifAny };
    expect((await sendAs(boss, 'PATCH', ownerPath, demote)).status).toBe(403);
    expect((await sendAs(boss, 'DELETE', ownerPath)).status).toBe(403);
    const bossPath = `${members()}/${boss.user.id}`;
    expect((await sendAs(boss, 'PATCH', bossPath, { body: { role: 'owner' }, headers: ifAny })).status).toBe(
      403,
    );
    expect(
      (await sendAs(boss, 'POST', invitations(), { body: { email: 'x@example.com', role: 'owner' } })).status,
    ).toBe(403);
    expect((await sendAs(owner, 'PATCH', ownerPath, demote)).status).toBe(409);
    expect((await sendAs(owner, 'DELETE', ownerPath)).status).toBe(409);
    expect((await sendAs(owner, 'PATCH', bossPath, { body: { role: 'owner' }, headers: ifAny })).status).toBe(
      200,
    );
    expect((await sendAs(boss, 'PATCH', ownerPath, demote)).status).toBe(200);
    expect((await sendAs(owner, 'GET', `/tenants/${tenant.id}/keys`)).status).toBe(403);
  });

  it('end at once when a member is removed', async () => {
    const person = await join('leaver@example.com', 'developer', {});
    expect((await admin.send('DELETE', `${members()}/${person.user.id}`)).status).toBe(204);
    expect((await sendAs(person, 'GET', members())).status).toBe(404);
    expect((await sendAs<Session>(person, 'GET', '/session')).body.memberships).toEqual([]);
  });
});
