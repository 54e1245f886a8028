import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import type { SeededRandom } from '@slipstream/testing';

import type { Fault } from './faults.js';
import { settledLedger, tokensOf } from './ledger.js';
import { pollMs, type TestPlatform, replicaCount } from './platform.js';
import { pickRequests, readStream, type Stream, type StreamRequest, streamRequests } from './traffic.js';

const streamCount = 6;
const strikeAfterMsMax = 800;
const recoveryMsMax = 90_000;

export type Texts = ReadonlyMap<StreamRequest, readonly string[]>;

/** Something did not come about within the time that recovery may take; the platform is of no use for another trial. */
export class NotInTime extends Error {}

export interface TrialReport {
  readonly fault: string;
  readonly completed: number;
  readonly broken: number;
  /** From the fault to the wanted number of ready replicas, in milliseconds. */
  readonly recoveredMs: number;
  /** Promises that were not kept; empty is good. */
  readonly violations: readonly string[];
}

/** What every request is answered when nothing happens. */
export async function undisturbedTexts(platform: TestPlatform): Promise<Texts> {
  await platform.readyReplicas(replicaCount);
  const texts = new Map<StreamRequest, readonly string[]>();
  for (const request of streamRequests) {
    const stream = await readStream(platform.client, request);
    if (stream.completion === undefined) throw new Error(`an undisturbed stream broke: ${stream.error}`);
    texts.set(request, stream.texts);
  }
  return texts;
}

/** One fault at a random moment under load, and what became of everything. */
export async function runTrial(
  platform: TestPlatform,
  { fault, texts, random }: { fault: Fault; texts: Texts; random: SeededRandom },
): Promise<TrialReport> {
  await platform.readyReplicas(replicaCount);
  const { client } = platform;
  let begin!: () => void;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const reading = pickRequests(random, streamCount).map((request, index) => {
    const leaveAfter = index === 0 ? random.between(2, 60) : Infinity;
    return readStream(client, request, { onChunk: begin, leaveAfter });
  });
  await Promise.race([begun, Promise.all(reading)]);
  await delay(random.below(strikeAfterMsMax));
  const struckMs = performance.now();
  const bounded = <Result>(what: string, work: Promise<Result>): Promise<Result> =>
    Promise.race([
      work,
      delay(recoveryMsMax, undefined, { ref: false }).then(async () => {
        throw new NotInTime(`${what}: not in time; ${(await whyNotSettled(platform)).join('; ')}`);
      }),
    ]);
  await bounded('the fault', fault.strike(platform, random));
  const streams = await bounded('the streams', Promise.all(reading));
  await bounded('the replicas', platform.readyReplicas(replicaCount));
  const recoveredMs = performance.now() - struckMs;
  await bounded('the states', settledStates(platform));
  const entries = await bounded('the ledger', settledLedger(platform));
  const violations = [
    ...streams.flatMap((stream) => whyNotKept(stream, fault, texts)),
    ...streams.flatMap(({ requestId, completion, seenTokens }) => {
      const entry = requestId === undefined ? undefined : entries.get(requestId);
      if (entry === undefined) return seenTokens > 0 ? [`${requestId} is not in the ledger`] : [];
      if (completion !== undefined && JSON.stringify(tokensOf(entry)) !== JSON.stringify(completion))
        return [
          `${requestId} is ${JSON.stringify(tokensOf(entry))}, and was told ${JSON.stringify(completion)}`,
        ];
      return entry.completionTokens < seenTokens
        ? [`${requestId} has seen more tokens than it is charged`]
        : [];
    }),
    ...(await whyNotAsWanted(platform)),
    ...(await whyNotSummedUp(platform, entries.values())),
  ];
  const completed = streams.filter(({ completion }) => completion !== undefined).length;
  const broken = streams.filter(({ error }) => error !== undefined).length;
  return { fault: fault.name, completed, broken, recoveredMs, violations };
}

/** What is reported of a trial that did not come to its end. */
export function unrecovered({ name: fault }: Fault, { message }: NotInTime): TrialReport {
  return { fault, completed: 0, broken: 0, recoveredMs: Infinity, violations: [message] };
}

/** A stream ends with the very text, or breaks with an error after a part of it. */
function whyNotKept(
  { request, texts, completion, error, hasLeft }: Stream,
  fault: Fault,
  expected: Texts,
): string[] {
  const whole = expected.get(request)!;
  const name = `the stream of seed ${request.seed}`;
  for (const [index, text] of texts.entries()) {
    if (!whole[index]!.startsWith(text))
      return [`${name} has another text ${differenceOf(text, whole[index]!)}`];
  }
  if (completion !== undefined)
    return texts.join() === whole.join() && error === undefined ? [] : [`${name} ended early: ${error}`];
  if (hasLeft) return [];
  if (error === undefined) return [`${name} broke, and nobody was told`];
  return fault.streams === 'survive' ? [`${name} broke: ${error}`] : [];
}

function differenceOf(text: string, expected: string): string {
  let at = 0;
  while (text[at] === expected[at]) at += 1;
  const around = (of: string): string => JSON.stringify(of.slice(Math.max(0, at - 10), at + 20));
  return `from character ${at} of ${text.length} on: ${around(text)} in place of ${around(expected)}`;
}

async function settledStates(platform: TestPlatform): Promise<void> {
  while ((await whyNotSettled(platform)).length > 0) await delay(pollMs);
}

/** Empty when the endpoint is in a state that may last, with one process for each replica and none beside them. */
async function whyNotSettled(platform: TestPlatform): Promise<string[]> {
  const { database, controlPlane, endpointPath } = platform;
  const endpoint = await controlPlane
    .get<{ state: string; reason: string | null }>(endpointPath)
    .catch(() => undefined);
  if (endpoint === undefined) return ['the control plane does not answer'];
  const replicas = await database.replicas.listUnstopped();
  const { state, reason } = endpoint;
  return [
    ...(state === 'ready' ? [] : [`the endpoint is ${state}: ${reason}`]),
    ...(replicas.length === replicaCount
      ? []
      : [`there are ${replicas.length} replicas (${replicas.map((replica) => replica.state).join(', ')})`]),
    ...(await whyNotAsWanted(platform)),
  ];
}

async function whyNotAsWanted({
  database,
  folder,
  controlPlane,
  endpointPath,
}: TestPlatform): Promise<string[]> {
  const replicas = await database.replicas.listUnstopped();
  const wanted = replicas.map(({ pid }) => pid!).sort();
  const running = (await workersOf(folder)).sort();
  const { deadlineAt } = await controlPlane.get<{ deadlineAt: string | null }>(endpointPath);
  return [
    ...(deadlineAt !== null && Date.parse(deadlineAt) < Date.now() ? ['a state is past its deadline'] : []),
    ...(JSON.stringify(wanted) === JSON.stringify(running) ? [] : [`${running} run, and ${wanted} should`]),
  ];
}

async function workersOf(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const own = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string): Promise<string> =>
        readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
      const isWorker = (await read('cmdline')).includes('decode-worker/dist/main.js');
      return isWorker && (await read('environ')).includes(`DATA_DIR=${folder}`);
    }),
  );
  return pids.filter((_, index) => own[index]).map(Number);
}

/** The sums that people are charged by are those of the ledger's rows. */
async function whyNotSummedUp(
  { database, tenantId }: TestPlatform,
  entries: Iterable<{ readonly completionTokens: number }>,
): Promise<string[]> {
  const dayMs = 24 * 60 * 60_000;
  const [from, to] = [new Date(Date.now() - dayMs), new Date(Date.now() + dayMs)];
  const [sum] = await database.usageSums.select(tenantId, { from, to, bucket: 'total', groupBy: [] });
  const rows = [...entries];
  const total = rows.reduce((all, { completionTokens }) => all + completionTokens, 0);
  const isSame = sum?.requests === rows.length && sum.completionTokens === total;
  return isSame ? [] : [`the sums are ${JSON.stringify(sum)}, the rows ${rows.length} with ${total} tokens`];
}
