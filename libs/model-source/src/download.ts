import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { ModelUnavailable } from './errors.js';

export interface DownloadOptions {
  readonly url: string;
  /** Where the whole file goes. What has arrived waits beside it in `<path>.part`. */
  readonly path: string;
  readonly onBytes: (doneBytes: number, totalBytes: number | undefined) => void;
  readonly signal?: AbortSignal | undefined;
  /** Attempts after the first; each goes on where the last one stopped. */
  readonly retriesMax?: number;
  /** The pause before the first retry; it doubles with each. */
  readonly retryDelayMs?: number;
  readonly connectTimeoutMs?: number;
}

const defaultConnectTimeoutMs = 15_000;

/** Fetches a file over HTTP, going on where an earlier attempt stopped if the server still has the same file. */
export async function download(options: DownloadOptions): Promise<void> {
  const { retriesMax = 4, retryDelayMs = 500 } = options;
  for (let attempt = 0; ; attempt++) {
    try {
      await attemptDownload(options);
      return;
    } catch (cause) {
      if (cause instanceof ModelUnavailable || options.signal?.aborted === true) throw cause;
      if (attempt >= retriesMax) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new ModelUnavailable(
          `Fetching ${options.url} failed (${reason}). Check the connection and run the command again: it goes on where it stopped.`,
        );
      }
      await delay(retryDelayMs * 2 ** attempt);
    }
  }
}

async function attemptDownload(options: DownloadOptions): Promise<void> {
  const { path, onBytes } = options;
  const part = `${path}.part`;
  const tagFile = `${path}.part.etag`;
  const tag = await readFile(tagFile, 'utf8').catch(() => undefined);
  const have = tag === undefined ? 0 : await sizeOf(part);
  const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-`, 'if-range': tag! } : {};
  const response = await fetchOnce(options, headers);

  const isResumed = response.status === 206;
  const etag = response.headers.get('etag');
  if (!isResumed && etag !== null) await writeFile(tagFile, etag);
  const length = Number(response.headers.get('content-length') ?? NaN);
  let done = isResumed ? have : 0;
  const total = Number.isNaN(length) ? undefined : done + length;
  const counted = Readable.fromWeb(response.body as never).on('data', (chunk: Buffer) =>
    onBytes((done += chunk.length), total),
  );
  await pipeline(counted, createWriteStream(part, { flags: isResumed ? 'a' : 'w' }));
  if (total !== undefined && done !== total)
    throw new Error(`the connection ended after ${done} of ${total} bytes`);
  await rename(part, path);
  await rm(tagFile, { force: true });
}

async function fetchOnce(
  { url, signal, connectTimeoutMs = defaultConnectTimeoutMs }: DownloadOptions,
  headers: Record<string, string>,
): Promise<Response> {
  // Bounds the wait for an answer only: a long download on a slow line is fine.
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(new Error('the server did not answer')), connectTimeoutMs);
  const signals = signal === undefined ? [connecting.signal] : [connecting.signal, signal];
  const response = await fetch(url, { headers, signal: AbortSignal.any(signals) }).finally(() =>
    clearTimeout(timer),
  );
  if (response.ok && response.body !== null) return response;
  await response.body?.cancel();
  const isWorthRetrying = response.status >= 500 || response.status === 429 || response.status === 416;
  if (isWorthRetrying) throw new Error(`the server answered ${response.status}`);
  throw new ModelUnavailable(
    `${url} cannot be fetched: the server answered ${response.status}. Check the address.`,
  );
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
