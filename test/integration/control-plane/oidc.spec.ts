import { AdminHarness, type TestTenant } from './support/admin-harness.js';
import { Browser } from './support/browser.js';
import { freePort, OidcProviderProcess } from './support/oidc-provider-process.js';

const publicUrl = 'http://slipstream.test';
const callbackPath = '/api/v1/session/oidc/callback';

let admin: AdminHarness;
let tenant: TestTenant;
let provider: OidcProviderProcess;

beforeAll(async () => {
  const port = await freePort();
  admin = await AdminHarness.start({
    settings: {
      OIDC_ISSUER: `http://127.0.0.1:${port}`,
      OIDC_CLIENT_ID: OidcProviderProcess.clientId,
      OIDC_CLIENT_SECRET: OidcProviderProcess.clientSecret,
      PUBLIC_URL: publicUrl,
    },
  });
  tenant = await admin.createTenant('acme');
  // Not there yet: it is discovered when somebody wants to sign in.
  expect((await new Browser().open(start())).status).toBe(503);
  provider = await OidcProviderProcess.start({ port, callback: `${publicUrl}${callbackPath}` });
}, 60_000);
afterAll(async () => {
  await provider.stop();
  await admin.close();
}, 60_000);

const start = (): string => `${admin.controlPlane.origin}/api/v1/session/oidc`;
const sessionUrl = (): string => `${admin.controlPlane.origin}/api/v1/session`;

/** Goes to the provider, signs in there, and gives the URL that it sends the browser back to, on our own origin. */
async function signInAtProvider(browser: Browser, name: string): Promise<string> {
  let { url } = await browser.follow((await browser.open(start())).headers.get('location')!);
  for (const form of [{ prompt: 'login', login: name, password: 'any' }, { prompt: 'consent' }]) {
    const next = (await browser.open(url, form)).headers.get('location')!;
    ({ url } = await browser.follow(new URL(next, url).href));
  }
  expect(url.startsWith(`${publicUrl}${callbackPath}?`)).toBe(true);
  return url.replace(publicUrl, admin.controlPlane.origin);
}

async function sessionOf(browser: Browser): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await browser.open(sessionUrl());
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const invite = (email: string, role: string): Promise<unknown> =>
  admin.controlPlane.post(`/tenants/${tenant.id}/invitations`, { email, role });

it('asks with PKCE, state and nonce', async () => {
  const response = await new Browser().open(start());
  expect(response.status).toBe(302);
  const { searchParams } = new URL(response.headers.get('location')!);
  expect(searchParams.get('code_challenge_method')).toBe('S256');
  for (const name of ['code_challenge', 'state', 'nonce']) expect(searchParams.get(name)).toMatch(/.{43,}/);
  expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax$/);
});

it('gives whom somebody invited an account and the membership, and knows them from then on', async () => {
  const anna = new Browser();
  expect((await anna.open(await signInAtProvider(anna, 'anna'))).status).toBe(401);
  await invite('anna@example.com', 'developer');
  const back = await anna.open(await signInAtProvider(new Browser(), 'anna'));
  // The state is another browser's.
  expect(back.status).toBe(401);

  const browser = new Browser();
  const response = await browser.open(await signInAtProvider(browser, 'anna'));
  expect([response.status, response.headers.get('location')]).toEqual([302, '/']);
  const first = await sessionOf(browser);
  expect(first.body).toMatchObject({
    user: { email: 'anna@example.com', name: 'Name of anna' },
    memberships: [{ tenantId: tenant.id, role: 'developer' }],
  });
  const again = new Browser();
  await again.open(await signInAtProvider(again, 'anna'));
  expect((await sessionOf(again)).body['user']).toEqual(first.body['user']);
}, 60_000);

it('links an account that has a password by its verified address, and by no other', async () => {
  // The harness's owner, who has accepted an invitation with a password.
  const unverified = new Browser();
  const refused = await unverified.open(await signInAtProvider(unverified, 'acme-unverified'));
  expect(refused.status).toBe(401);
  const browser = new Browser();
  expect((await browser.open(await signInAtProvider(browser, 'acme'))).status).toBe(302);
  expect((await sessionOf(browser)).body).toMatchObject({ user: { id: tenant.userId } });
}, 60_000);

it('takes an account from whoever made it before its address was verified, and leaves the memberships', async () => {
  const [email, password] = ['ceo@example.com', 'correct horse battery staple'];
  const { token } = (await invite(email, 'admin')) as { token: string };
  const body = { token, name: 'Mallory', password };
  const accepted = await admin.send('POST', '/invitations/accept', { key: '', body });
  const cookie = accepted.headers.get('set-cookie')!.split(';', 1)[0]!;
  const other = await admin.createTenant('bigcorp');
  await admin.controlPlane.post(`/tenants/${other.id}/invitations`, { email, role: 'owner' });

  const ceo = new Browser();
  expect((await ceo.open(await signInAtProvider(ceo, 'ceo'))).status).toBe(302);
  const { memberships } = (await sessionOf(ceo)).body as { memberships: { tenantId: string }[] };
  expect(memberships.map(({ tenantId }) => tenantId).sort()).toEqual([tenant.id, other.id].sort());
  const bySession = await admin.send('GET', '/session', { key: '', headers: { cookie } });
  const byPassword = await admin.send('POST', '/session', { key: '', body: { email, password } });
  expect([bySession.status, byPassword.status]).toEqual([401, 401]);
  const { data } = await admin.controlPlane.get<{ data: { action: string }[] }>('/audit-events?limit=5');
  expect(data.map(({ action }) => action)).toContain('password.remove');

  // From now on the account is theirs: another sign-in ends no session.
  const again = new Browser();
  await again.open(await signInAtProvider(again, 'ceo'));
  expect((await sessionOf(ceo)).status).toBe(200);
}, 60_000);

it('takes a state, a code and a cookie once, and none that were altered', async () => {
  const browser = new Browser();
  const url = await signInAtProvider(browser, 'acme');
  const cookie = browser.cookiesFor(url);
  const altered = new URL(url);
  altered.searchParams.set('state', 'another');
  const attempt = (to: string, sent: string): Promise<Response> =>
    fetch(to, { redirect: 'manual', headers: { cookie: sent } });
  expect((await attempt(altered.href, cookie)).status).toBe(401);
  expect((await attempt(url, cookie.slice(0, -4))).status).toBe(401);
  expect((await attempt(url, '')).status).toBe(401);
  expect((await attempt(url, cookie)).status).toBe(302);
  expect((await attempt(url, cookie)).status).toBe(401);
}, 60_000);
