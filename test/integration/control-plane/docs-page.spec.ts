import { AdminHarness } from './support/admin-harness.js';

let admin: AdminHarness;
beforeAll(async () => {
  admin = await AdminHarness.start();
}, 60_000);
afterAll(() => admin.close(), 60_000);

it('is the document that is committed, at both of its paths, for anybody', async () => {
  const [direct, behindGateway] = await Promise.all(
    ['/openapi.json', '/api/openapi.json'].map((path) => fetch(`${admin.controlPlane.origin}${path}`)),
  );
  expect(await direct!.json()).toEqual(await behindGateway!.json());
});

it('is a page that loads its parts from this server alone', async () => {
  const page = await fetch(`${admin.controlPlane.origin}/api/docs`);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self'/);
  const text = await page.text();
  const parts = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => new URL(part!, page.url));
  expect(parts).toHaveLength(3);
  for (const part of parts) {
    expect(part.origin).toBe(admin.controlPlane.origin);
    const answer = await fetch(part);
    expect([part.pathname, answer.status]).toEqual([part.pathname, 200]);
    expect(answer.headers.get('content-type')).toMatch(/^text\/(css|javascript)/);
    expect((await answer.text()).length).toBeGreaterThan(50);
  }
});
