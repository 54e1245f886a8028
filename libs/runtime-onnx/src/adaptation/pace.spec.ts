import { Pace } from './pace.js';

/** A clock that only work and waits advance. */
class Clock {
  nowMs = 1000;
  waitedMs = 0;
  isBusy: () => boolean = () => false;

  readonly pace = new Pace({
    isBusy: () => Promise.resolve(this.isBusy()),
    now: () => this.nowMs,
    wait: (ms) => {
      this.nowMs += ms;
      this.waitedMs += ms;
      return Promise.resolve();
    },
  });

  async work(ms: number): Promise<void> {
    this.nowMs += ms;
    await this.pace.rest();
  }
}

describe('the pace of a background job', () => {
  it('never rests while nothing is decoded', async () => {
    const clock = new Clock();
    for (const ms of [400, 10, 900]) await clock.work(ms);
    expect(clock.waitedMs).toBe(0);
    expect(clock.pace.workedMs).toBe(1310);
  });

  it('works a quarter of the time while requests are decoded', async () => {
    const clock = new Clock();
    clock.isBusy = () => true;
    for (const ms of [400, 10, 900]) await clock.work(ms);
    expect(clock.waitedMs).toBe(3 * 1310);
    expect(clock.pace.workedMs).toBe(1310);
  });

  it('goes on soon after the last request', async () => {
    const clock = new Clock();
    clock.isBusy = () => clock.nowMs < 2600;
    await clock.work(1000);
    expect(clock.nowMs).toBe(2750);
    await clock.work(1000);
    expect(clock.waitedMs).toBe(750);
  });

  it('counts work that has not ended, and no rest', async () => {
    const clock = new Clock();
    clock.isBusy = () => true;
    await clock.work(100);
    clock.nowMs += 30;
    expect(clock.pace.workedMs).toBe(130);
  });
});
