import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { BadInput } from '../bad-input.js';

const program = fileURLToPath(new URL('../../python/suffix_decoding_process.py', import.meta.url));

/** What the process is told, in order. */
export type SuffixOperation =
  | readonly ['start', request: number, prompt: readonly number[]]
  | readonly ['extend', request: number, tokens: readonly number[]]
  | readonly ['stop', request: number, nothing: null]
  | readonly ['speculate', request: number, lookaheadMax: number];

/** ArcticInference's SuffixDecoding in a Python process; a fresh cache for each. */
export class SuffixDecodingProcess {
  private readonly lines: Interface;

  private constructor(private readonly child: ChildProcessByStdio<Writable, Readable, null>) {
    this.lines = createInterface(child.stdout);
  }

  /** `folder` is where the package was installed. */
  static async start(folder: string): Promise<SuffixDecodingProcess> {
    const process = new SuffixDecodingProcess(
      spawn('python3', [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    await process.reply();
    return process;
  }

  tell(operations: readonly SuffixOperation[]): void {
    this.child.stdin.write(`${JSON.stringify(operations)}\n`);
  }

  /** Tells the operations, of which at least one speculates, and returns its drafts. */
  async ask(operations: readonly SuffixOperation[]): Promise<readonly (readonly number[])[]> {
    const reply = this.reply();
    this.tell(operations);
    return (await reply) as number[][];
  }

  close(): void {
    this.child.stdin.end();
  }

  private async reply(): Promise<unknown> {
    const answered = new AbortController();
    const { signal } = answered;
    try {
      const [line] = (await Promise.race([
        once(this.lines, 'line', { signal }),
        once(this.child, 'exit', { signal }).then(([code]) => {
          throw new BadInput(`SuffixDecoding ended with code ${String(code)}.`);
        }),
      ])) as [string];
      return JSON.parse(line);
    } finally {
      answered.abort();
    }
  }
}
