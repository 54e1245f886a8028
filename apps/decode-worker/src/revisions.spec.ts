import { setImmediate as turn } from 'node:timers/promises';

import { StepTurns } from '@slipstream/decode';
import { ToyTargetModel } from '@slipstream/decode/testing';
import { createSpeculation, StepCost } from '@slipstream/speculation';

import type { Completion } from './completion.js';
import { Revision } from './revision.js';
import { Revisions } from './revisions.js';
import type { CompiledModel } from './served-model.js';
import { createToyService } from './testing/toy-service.js';

class ClosableTarget extends ToyTargetModel {
  isClosed = false;

  override close(): Promise<void> {
    this.isClosed = true;
    return super.close();
  }
}

const { service } = createToyService();
const stepCost = StepCost.fromProfile([
  { rows: 1, ms: 10 },
  { rows: 32, ms: 30 },
]);
const options = {
  ...service,
  speculation: createSpeculation({ stepCost }),
  turns: new StepTurns(),
  now: () => 0,
};

function open(folder: string): { target: ClosableTarget; revision: Revision } {
  const target = new ClosableTarget();
  const model = { ...service.model, tokenizer: service.tokenizer } as unknown as CompiledModel;
  return { target, revision: new Revision({ folder, target, model }, options) };
}

/** A request that runs until it is told to end. */
function startRequest({ active }: Revision): () => void {
  const completion = { abort: () => active.remove(completion) } as Completion;
  active.add(completion);
  return () => active.remove(completion);
}

const handOver = (): boolean => true;
const opening = (revision: Revision) => (): Promise<Revision> => Promise.resolve(revision);

it('closes an old target when its last request has ended, and not before', async () => {
  const [first, second] = [open('1'), open('2')];
  const revisions = new Revisions(first.revision);
  const end = startRequest(first.revision);
  await revisions.replace(opening(second.revision), handOver);
  await turn();
  expect([revisions.current.folder, revisions.activeCount, first.target.isClosed]).toEqual(['2', 1, false]);
  end();
  await turn();
  expect([revisions.activeCount, first.target.isClosed, second.target.isClosed]).toEqual([0, true, false]);
  await revisions.close();
  expect(second.target.isClosed).toBe(true);
});

it('refuses a change while another one is being made, and when two old targets are still in use', async () => {
  const opened = ['1', '2', '3', '4'].map(open);
  const [first, second, third, fourth] = opened.map(({ revision }) => revision);
  const revisions = new Revisions(first!);
  let finishOpening!: (revision: Revision) => void;
  const change = revisions.replace(() => new Promise((resolve) => (finishOpening = resolve)), handOver);
  await expect(revisions.replace(opening(third!), handOver)).rejects.toMatchObject({ code: 'revising' });
  const ends = [startRequest(first!)];
  finishOpening(second!);
  await change;
  ends.push(startRequest(second!));
  await revisions.replace(opening(third!), handOver);
  await expect(revisions.replace(opening(fourth!), handOver)).rejects.toMatchObject({ status: 503 });
  for (const end of ends) end();
  await turn();
  await revisions.replace(opening(fourth!), handOver);
  await turn();
  expect(opened.map(({ target }) => target.isClosed)).toEqual([true, true, true, false]);
  await revisions.close();
});

it('keeps the present weights when the next cannot be opened, or the worker stops meanwhile', async () => {
  const [first, second] = [open('1'), open('2')];
  const revisions = new Revisions(first.revision);
  const failure = new Error('no such folder');
  await expect(revisions.replace(() => Promise.reject(failure), handOver)).rejects.toBe(failure);
  const stopped = revisions.replace(opening(second.revision), () => false);
  await expect(stopped).rejects.toMatchObject({ code: 'draining' });
  expect([revisions.current.folder, second.target.isClosed, first.target.isClosed]).toEqual([
    '1',
    true,
    false,
  ]);
  await revisions.close();
});

it('waits for, and aborts, the requests of all revisions', async () => {
  const [first, second] = [open('1'), open('2')];
  const revisions = new Revisions(first.revision);
  startRequest(first.revision);
  await revisions.replace(opening(second.revision), handOver);
  startRequest(second.revision);
  let isIdle = false;
  const idle = revisions.idle().then(() => (isIdle = true));
  await turn();
  expect([isIdle, revisions.activeCount]).toEqual([false, 2]);
  revisions.abortAll();
  await idle;
  await revisions.close();
  expect([first.target.isClosed, second.target.isClosed]).toEqual([true, true]);
});
