import { type NumberedReport, speculationReportsSchema } from '@slipstream/contract';

import type { WorkerPlace } from '../replica/worker-place.js';

const deadlineMs = 10_000;
/** More can only be a mistake: a worker keeps a bounded number of reports. */
const answerBytesMax = 64 * 1024 ** 2;

/**
 * What a worker has to tell since its report `after`, oldest first; a window that has lasted so long ends with it. @throws if it
 * cannot be asked.
 */
export async function fetchReports(
  { address, token }: WorkerPlace,
  { after, windowSeconds }: { readonly after: number; readonly windowSeconds: number },
): Promise<readonly NumberedReport[]> {
  const response = await fetch(`${address}/internal/reports?after=${after}&windowSeconds=${windowSeconds}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(deadlineMs),
  });
  const text = await response.text();
  if (!response.ok || text.length > answerBytesMax)
    throw new Error(`the worker answered ${response.status} with ${text.length} characters`);
  return speculationReportsSchema.parse(JSON.parse(text)).reports;
}
