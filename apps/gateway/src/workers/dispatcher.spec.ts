import type { DecodeBody, DecodeEvent } from '@slipstream/contract';
import type { ReplicaId, TenantId } from '@slipstream/domain';
import { createLogger, Tracing } from '@slipstream/observability';
import type { ReplicaRoute, Route } from '@slipstream/persistence';
import { Directory } from '../directory/directory.js';
import { Dispatcher } from './dispatcher.js';
import { PrefixAffinity } from './prefix-affinity.js';
import { ReplicaFinder } from './replica-finder.js';
import { ReplicaLoad } from './replica-load.js';
import type { DecodeCall } from './worker-client.js';
import { WorkerError, type WorkerErrorKind } from './worker-error.js';

const tracing = new Tracing({ serviceName: 'spec', exporter: 'none' });
const failure = (kind: WorkerErrorKind) => new WorkerError({ kind, code: kind, message: kind });

function replica(id: string, epoch = 1): ReplicaRoute {
  return { id: id as unknown as ReplicaId, address: `http://${id}`, epoch, revision: 1 };
}

const start: DecodeEvent = { type: 'start', promptTokens: 1, cachedTokens: 0, fingerprint: 'fp' };
const delta = (text: string, ...tokens: number[]): DecodeEvent => ({ type: 'delta', index: 0, text, tokens });

const bodyOf = (messages: readonly string[]) =>
  ({
    n: 1,
    account: { endpointId: 'ep_1' },
    input: { kind: 'chat', messages: messages.map((content) => ({ role: 'user', content })) },
  }) as unknown as DecodeBody;

/** What one call of a worker gives: some events, and perhaps a failure after them. */
type Answer = WorkerError | 'ok' | [...DecodeEvent[], WorkerError] | DecodeEvent[];

/** A dispatcher over scripted workers: each name says how its calls end, in turn. */
function setup(replicas: ReplicaRoute[], script: Record<string, Answer[]>, state = 'ready') {
  const route = { endpointName: 'demo', state, replicas } as unknown as Route;
  const directory = new Directory(
    {
      findKey: () => Promise.resolve(undefined),
      findRoute: async () => route,
      listRoutes: async () => [route],
      findLimits: () => Promise.reject(new Error('no limits here')),
    },
    () => 0,
  );
  const calls: string[] = [];
  const bodies: DecodeBody[] = [];
  const workers = {
    decode: async ({ replica, body }: DecodeCall): Promise<AsyncIterable<DecodeEvent[]>> => {
      const name = `${replica.address.slice(7)}:${replica.epoch}`;
      calls.push(name);
      bodies.push(body);
      const answer = script[name]?.shift() ?? 'ok';
      if (answer instanceof WorkerError) throw answer;
      return (async function* () {
        for (const part of answer === 'ok' ? [] : answer) {
          if (part instanceof WorkerError) throw part;
          yield [part];
        }
      })();
    },
    close: () => Promise.resolve(),
  };
  const load = new ReplicaLoad();
  const finder = new ReplicaFinder({
    directory,
    load,
    affinity: new PrefixAffinity(),
    random: () => 0,
    restartWaitMs: 200,
  });
  const dispatcher = new Dispatcher({
    finder,
    workers,
    load,
    logger: createLogger({ name: 'spec', level: 'silent' }),
    onRetry: () => undefined,
  });
  const dispatch = async ({
    signal = new AbortController().signal,
    holdMs = 0,
    messages = [] as string[],
  } = {}): Promise<DecodeEvent[]> => {
    const events: DecodeEvent[] = [];
    const batches = dispatcher.decode({
      tenantId: 'ten_1' as unknown as TenantId,
      endpointName: 'demo',
      body: bodyOf(messages),
      correlationId: 'c',
      holdMs,
      span: tracing.startSpan('spec', {}, { role: 'server' }),
      signal,
    });
    for await (const batch of batches) events.push(...batch);
    return events;
  };
  const setReplicas = (next: ReplicaRoute[]): void => {
    route.replicas = next;
    directory.applyChange({ kind: 'changed', table: 'replicas', id: 'x' });
  };
  return { dispatch, calls, bodies, load, setReplicas };
}

it('chooses the least loaded replica, and the first of equals', async () => {
  const { dispatch, calls, load } = setup([replica('a'), replica('b')], {});
  await dispatch();
  const leave = load.enter(replica('a').id);
  await dispatch();
  leave();
  await dispatch();
  expect(calls).toEqual(['a:1', 'b:1', 'a:1']);
  expect([load.countOf(replica('a').id), load.countOf(replica('b').id)]).toEqual([0, 0]);
});

it.each<WorkerErrorKind>(['unavailable', 'overloaded', 'failed', 'disconnected'])(
  'tries another replica first when one is %s',
  async (kind) => {
    const { dispatch, calls } = setup([replica('a'), replica('b')], { 'a:1': [failure(kind)] });
    await dispatch();
    expect(calls).toEqual(['a:1', 'b:1']);
  },
);

it('asks the same replica once more after a disconnect, which may be only an old connection', async () => {
  const { dispatch, calls } = setup([replica('a')], { 'a:1': [failure('disconnected'), 'ok'] });
  await dispatch();
  expect(calls).toEqual(['a:1', 'a:1']);
});

it('does not repeat what the client got wrong', async () => {
  const { dispatch, calls } = setup([replica('a'), replica('b')], { 'a:1': [failure('refused')] });
  await expect(dispatch()).rejects.toMatchObject({ kind: 'refused' });
  expect(calls).toEqual(['a:1']);
});

it('lets another replica go on where one broke off, told how far it got', async () => {
  const { dispatch, calls, bodies, load } = setup([replica('a'), replica('b'), replica('c')], {
    'a:1': [[start, delta('on', 1), delta('ce', 2), failure('disconnected')]],
    'b:1': [[start, delta(' upon', 3), failure('failed')]],
    'c:1': [[start, delta(' a time', 4, 5)]],
  });
  expect(await dispatch()).toEqual([
    start,
    delta('on', 1),
    delta('ce', 2),
    delta(' upon', 3),
    delta(' a time', 4, 5),
  ]);
  expect(calls).toEqual(['a:1', 'b:1', 'c:1']);
  const progress = { state: 'running', tokens: [1, 2, 3], textLength: 9 };
  expect(bodies[2]).toEqual({ ...bodyOf([]), resume: { fingerprint: 'fp', choices: [progress] } });
  expect(['a', 'b', 'c'].map((id) => load.countOf(replica(id).id))).toEqual([0, 0, 0]);
});

it('begins anew while nothing was told', async () => {
  const { dispatch, bodies } = setup([replica('a'), replica('b')], {
    'a:1': [[start, failure('disconnected')]],
    'b:1': [[{ ...start, fingerprint: 'other' }, delta('text', 1)]],
  });
  await dispatch();
  expect(bodies[1]!.resume).toBeUndefined();
});

it('says overloaded at once when every replica is', async () => {
  const { dispatch } = setup([replica('a')], { 'a:1': [failure('overloaded')] });
  await expect(dispatch()).rejects.toMatchObject({ status: 503, code: 'overloaded' });
});

it('does not wait for a replica that lives and failed', async () => {
  const { dispatch, calls } = setup([replica('a')], { 'a:1': [failure('failed')] });
  await expect(dispatch()).rejects.toMatchObject({ kind: 'failed' });
  expect(calls).toEqual(['a:1']);
});

it('waits for the next life of a replica that died', async () => {
  const { dispatch, calls, setReplicas } = setup([replica('a')], { 'a:1': [failure('unavailable')] });
  const dispatched = dispatch();
  setImmediate(() => {
    setReplicas([]);
    setImmediate(() => setReplicas([replica('a', 2)]));
  });
  await dispatched;
  expect(calls).toEqual(['a:1', 'a:2']);
});

it('gives up waiting after a while, with the failure that made it wait', async () => {
  const { dispatch } = setup([replica('a')], { 'a:1': [failure('unavailable')] });
  await expect(dispatch()).rejects.toMatchObject({ name: 'WorkerError', kind: 'unavailable' });
});

it('stops waiting as soon as the client leaves', async () => {
  const { dispatch } = setup([replica('a')], { 'a:1': [failure('unavailable')] });
  const controller = new AbortController();
  const dispatched = dispatch({ signal: controller.signal });
  setImmediate(() => controller.abort(new Error('left')));
  await expect(dispatched).rejects.toThrow('left');
});

it('tries five times at most', async () => {
  const lives = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => replica(id));
  const script = Object.fromEntries(
    lives.map(({ id }): [string, Answer[]] => [`${String(id)}:1`, [failure('unavailable')]]),
  );
  const { dispatch, calls } = setup(lives, script);
  await expect(dispatch()).rejects.toMatchObject({ kind: 'unavailable' });
  expect(calls).toHaveLength(5);
});

it('returns to the replica that has read the beginning of the conversation, unless that is busier by far', async () => {
  const { dispatch, calls, load } = setup([replica('a'), replica('b')], {});
  const leaveFirst = load.enter(replica('a').id);
  await dispatch({ messages: ['rules', 'hello'] });
  leaveFirst();
  await dispatch({ messages: ['rules', 'hello', 'hi there', 'and now?'] });
  await dispatch({ messages: ['others'] });
  const leaves = Array.from({ length: 5 }, () => load.enter(replica('b').id));
  await dispatch({ messages: ['rules', 'hello', 'hi there', 'still there?'] });
  leaves.forEach((leave) => leave());
  expect(calls).toEqual(['b:1', 'b:1', 'a:1', 'a:1']);
});

it('holds a request until the endpoint has a replica', async () => {
  const { dispatch, calls, setReplicas } = setup([], {});
  const dispatched = dispatch({ holdMs: 5_000 });
  setImmediate(() => setReplicas([replica('a')]));
  await dispatched;
  expect(calls).toEqual(['a:1']);
});

it('holds no request for longer than it may, and none for an endpoint that nobody starts', async () => {
  const waiting = setup([], {});
  await expect(waiting.dispatch({ holdMs: 20 })).rejects.toMatchObject({ code: 'endpoint_not_ready' });
  const stopped = setup([], {}, 'stopped');
  await expect(stopped.dispatch({ holdMs: 5_000 })).rejects.toMatchObject({ code: 'endpoint_not_ready' });
});

it('tells an endpoint without ready replicas apart from one that does not exist', async () => {
  const { dispatch } = setup([], {});
  await expect(dispatch()).rejects.toMatchObject({ status: 503, code: 'endpoint_not_ready' });
});
