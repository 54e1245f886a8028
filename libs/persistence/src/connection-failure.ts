/** Unreachable, refused, timed out, closed by the server, no free connection in time; as codes and as Prisma's words. */
const connectionFailures = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1008',
  'P1011',
  'P1017',
  'P2024',
  'P2037',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);
const failureMessages =
  /timeout exceeded when trying to connect|Connection terminated|Unable to start a transaction in the given time/;
const depthMax = 5;

interface Layer {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly meta?: unknown;
  readonly driverAdapterError?: unknown;
}

/** Whether a query failed because the database could not be asked. */
export function isConnectionFailure(error: unknown): boolean {
  return hasCode(error, connectionFailures, failureMessages);
}

/** Whether a failure has one of the codes. Drivers and Prisma wrap the reason in layers. */
export function hasCode(
  error: unknown,
  codes: ReadonlySet<string>,
  messages: RegExp | undefined = undefined,
  depth = 0,
): boolean {
  if (typeof error !== 'object' || error === null || depth > depthMax) return false;
  const { code, originalCode, kind, message, cause, meta, driverAdapterError } = error as Layer;
  if ([code, originalCode, kind].some((name) => codes.has(String(name)))) return true;
  if (typeof message === 'string' && messages?.test(message) === true) return true;
  return [cause, meta, driverAdapterError].some((layer) => hasCode(layer, codes, messages, depth + 1));
}
