import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { EndpointView, ModelView } from '@slipstream/contract';
import { tinyGguf } from '@slipstream/target-compiler/testing';

import { startTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ControlPlaneProcess } from './support/control-plane-process.js';

const minute = 60_000;
const workerSecret = 'a secret of the platform, long enough';

let folder: string;
let database: TestDatabase;
let controlPlane: ControlPlaneProcess;
/** Where models are fetched from: what lies at which path. */
let server: Server;
let origin: string;
const files = new Map<string, Buffer>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipstream-models-'));
  database = await startTestDatabase();
  controlPlane = await ControlPlaneProcess.start({
    databaseUrl: database.url,
    dataFolder: folder,
    workerSecret,
  });
  server = createServer((request, response) => {
    const file = files.get(request.url!);
    response.writeHead(file === undefined ? 404 : 200).end(file);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, minute);

afterAll(async () => {
  server.close();
  await controlPlane.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}, minute);

const register = (body: object): Promise<ModelView> => controlPlane.post('/models', body);
const ended = ({ id }: ModelView, seen: ModelView[] = []): Promise<ModelView> =>
  controlPlane.until<ModelView>(`/models/${id}`, (model) => {
    seen.push(model);
    return model.state === 'ready' || model.state === 'failed';
  });
const targets = (): Promise<string[]> => readdir(join(folder, 'targets'));

it(
  'compiles and measures every profile, serves the fastest that is exact and accurate, and shows by what it chose',
  async () => {
    const path = join(folder, 'tiny.gguf');
    await writeFile(path, tinyGguf({ seed: 1 }));
    const seen: ModelView[] = [];
    const registered = await register({ name: 'measured', source: { kind: 'path', path } });
    expect(registered).toMatchObject({ state: 'pending', profile: null, candidates: [] });
    const model = await ended(registered, seen);
    expect(model).toMatchObject({ state: 'ready', reason: null, progress: null });

    const { profile, candidates } = model;
    expect(candidates.map((candidate) => candidate.profile)).toEqual(['fp32', 'int8-row', 'int4']);
    const [reference] = candidates;
    const fit = candidates.filter(
      ({ isExact, perplexity }) => isExact && perplexity <= reference!.perplexity * 1.05,
    );
    const fastest = Math.max(...fit.map(({ tokensPerSecond }) => tokensPerSecond!));
    const chosen = candidates.filter(({ isChosen }) => isChosen);
    expect(chosen).toEqual([expect.objectContaining({ profile, tokensPerSecond: fastest })]);
    for (const { stepTimes } of fit)
      expect(stepTimes.map(({ rows }) => rows)).toEqual([1, 2, 4, 8, 12, 16, 24, 32]);
    // What was compiled only to be measured is gone.
    expect(await targets()).toEqual([expect.stringContaining(`-${profile}-`)]);

    const progress = seen.flatMap(({ progress }) => progress ?? []);
    expect(progress.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['compiling', 'measuring']));
    for (const { percent } of progress) expect(percent ?? 0).toBeLessThanOrEqual(100);
  },
  minute,
);

it(
  'fetches from a URL, says what is wrong with it, and tries again when asked to',
  async () => {
    const source = { kind: 'url', url: `${origin}/a/model.gguf` };
    const failed = await ended(await register({ name: 'fetched', source, profile: 'int8-row' }));
    expect(failed).toMatchObject({
      state: 'failed',
      reason: `${source.url} cannot be fetched: the server answered 404. Check the address.`,
    });
    files.set('/a/model.gguf', tinyGguf({ seed: 2 }));
    const retry = () => controlPlane.send<ModelView>('POST', `/models/${failed.id}/retry`);
    expect((await retry()).body).toMatchObject({ state: 'pending', reason: null });
    const ready = await ended(failed);
    expect(ready).toMatchObject({ state: 'ready', profile: 'int8-row', candidates: [] });
    expect((await retry()).body).toMatchObject({ state: 'ready' });

    // Another file of the same name is another model.
    files.set('/b/model.gguf', tinyGguf({ seed: 3 }));
    const other = { kind: 'url', url: `${origin}/b/model.gguf` };
    const namesake = await ended(await register({ name: 'namesake', source: other, profile: 'int8-row' }));
    expect(namesake.digest).not.toBe(ready.digest);
    const wrong = { ...other, sha256: '0'.repeat(64) };
    expect(await ended(await register({ name: 'wrong', source: wrong, profile: 'int8-row' }))).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('does not have the expected checksum') as string,
    });
    const malformed = await controlPlane.send('POST', '/models', {
      body: { name: 'x', source: { kind: 'url', url: 'file:///etc/passwd' } },
    });
    expect(malformed.status).toBe(400);
  },
  minute,
);

it(
  'deletes a model with its files once no endpoint is of it, and no sooner',
  async () => {
    files.set('/c/model.gguf', tinyGguf({ seed: 4 }));
    const source = { kind: 'url', url: `${origin}/c/model.gguf` };
    const before = [await targets(), await readdir(join(folder, 'models'))];
    const model = await ended(await register({ name: 'passing', source, profile: 'int8-row' }));
    const { id: tenantId } = await controlPlane.post<{ id: string }>('/tenants', { name: 'acme' });
    const endpoints = `/tenants/${tenantId}/endpoints`;
    const { id } = await controlPlane.post<EndpointView>(endpoints, { name: 'chat', modelId: model.id });
    const remove = () => controlPlane.send('DELETE', `/models/${model.id}`);
    expect(await remove()).toMatchObject({
      status: 409,
      body: { type: 'urn:slipstream:problem:model-in-use' },
    });
    await controlPlane.send('DELETE', `${endpoints}/${id}`);
    let answer = await remove();
    while (answer.status === 409) answer = await remove();
    expect(answer.status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect([await targets(), await readdir(join(folder, 'models'))]).toEqual(before);
  },
  minute,
);

it(
  'keeps what a deleted model was compiled to while another is admitted from the same weights',
  async () => {
    const registerCopy = async (name: string, profile?: string): Promise<ModelView> => {
      const path = join(folder, `${name}.gguf`);
      await writeFile(path, tinyGguf({ seed: 6 }));
      return register({ name, source: { kind: 'path', path }, profile });
    };
    const old = await ended(await registerCopy('leaving', 'int8-row'));
    const { id } = await registerCopy('coming');
    await controlPlane.until<ModelView>(`/models/${id}`, ({ state }) => state === 'measuring');
    expect((await controlPlane.send('DELETE', `/models/${old.id}`)).status).toBe(204);
    const model = await ended(await controlPlane.get<ModelView>(`/models/${id}`));
    expect(model).toMatchObject({ state: 'ready', reason: null, digest: old.digest });
    const own = (await targets()).filter((name) => name.startsWith(model.digest!.slice(0, 16)));
    expect(own).toEqual([expect.stringContaining(`-${model.profile}-`)]);
  },
  minute,
);
