import type { InferenceSession } from './onnxruntime.js';

/**
 * Threads for one of the sessions that take turns at the same cores, target and static speculator: they wait for their next
 * piece of work without sleep, but only while the session runs. Without the end of that, the target's threads would hold the
 * cores while the speculator drafts, and the other way round.
 *
 * @param settings further entries of the session's configuration
 */
export function sessionThreads(
  threads: number,
  settings: Readonly<Record<string, string>> = {},
): Pick<InferenceSession.SessionOptions, 'intraOpNumThreads' | 'extra'> {
  return { intraOpNumThreads: threads, extra: { session: { force_spinning_stop: '1', ...settings } } };
}
