/** Where a page of the ledger ends. */
export interface UsagePosition {
  readonly startedAt: Date;
  readonly requestId: string;
}

export function encodeUsageCursor({ startedAt, requestId }: UsagePosition): string {
  return `${startedAt.getTime()}.${requestId}`;
}

/** Of what the contract lets through. */
export function decodeUsageCursor(cursor: string): UsagePosition {
  const dot = cursor.indexOf('.');
  return { startedAt: new Date(Number(cursor.slice(0, dot))), requestId: cursor.slice(dot + 1) };
}
