import { InvalidInput } from '../http/invalid-input.js';

/** Where a page of the ledger ends. */
export interface UsagePosition {
  readonly startedAt: Date;
  readonly requestId: string;
}

export function encodeUsageCursor({ startedAt, requestId }: UsagePosition): string {
  return Buffer.from(`${startedAt.getTime()}.${requestId}`).toString('base64url');
}

export function decodeUsageCursor(cursor: string): UsagePosition {
  const [, timeMs, requestId] =
    /^(\d{1,15})\.(\w{1,40})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (timeMs === undefined || requestId === undefined) {
    throw new InvalidInput([{ path: 'cursor', message: 'is not one of ours' }]);
  }
  return { startedAt: new Date(Number(timeMs)), requestId };
}
