import { RateLimiterMemory } from 'rate-limiter-flexible';

export interface WindowState {
  used: number;
  /** Until the window ends and counting begins anew. */
  resetMs: number;
}

export const windowSeconds = 60;

/** Counts one kind of use by subject, in windows of a minute that begin with their first use. */
export class UsageWindow {
  /** The library counts; what is too much differs by subject and may change within a window, so that is ours to say. */
  private readonly limiter = new RateLimiterMemory({
    points: Number.MAX_SAFE_INTEGER,
    duration: windowSeconds,
  });

  async add(subject: string, amount: number): Promise<WindowState> {
    const { consumedPoints, msBeforeNext } = await this.limiter.penalty(subject, amount);
    return { used: consumedPoints, resetMs: msBeforeNext };
  }

  async read(subject: string): Promise<WindowState> {
    const state = await this.limiter.get(subject);
    return { used: state?.consumedPoints ?? 0, resetMs: state?.msBeforeNext ?? windowSeconds * 1_000 };
  }
}
