/** Long enough for a replica whose model is compiled; clients that would rather be told say so. */
const holdSecondsDefault = 30;
const holdSecondsMax = 300;

/**
 * How long a request may be held for an endpoint without a ready replica, from `Prefer: wait=SECONDS` (RFC 7240).
 * `wait=0` asks to be told at once. What cannot be read is no preference, as the RFC wants it.
 */
export function holdMsOf(prefer: string | string[] | undefined): number {
  const preferences = [prefer ?? []].flat().join(',').split(',');
  const waits = preferences.map((preference) => /^\s*wait\s*=\s*(\d{1,6})\s*(;|$)/i.exec(preference)?.[1]);
  const seconds = Number(waits.find((wait) => wait !== undefined) ?? holdSecondsDefault);
  return Math.min(seconds, holdSecondsMax) * 1_000;
}
