import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { BackOff } from './back-off.js';
import { LaunchError } from './launch-error.js';

export interface ServiceOptions {
  readonly name: string;
  readonly program: string;
  readonly logFolder: string;
  /** The service's settings. `PORT` is set by the launcher: a restarted service keeps its port. */
  readonly settings: Readonly<Record<string, string>>;
  readonly port: number;
  readonly onLog: (line: string) => void;
  /** It died or came back, in one line for people. */
  readonly onNotice: (line: string) => void;
}

const startDeadlineMs = 60_000;
const stopDeadlineMs = 45_000;

/**
 * One of the platform's processes, kept running. Its standard input stays open as long as the launcher lives: when it
 * closes, however the launcher died, the service ends too.
 */
export class Service {
  private child: ChildProcess | undefined;
  private port: number;
  private ended: Promise<void> = Promise.resolve();
  private restart: NodeJS.Timeout | undefined;
  private isStopping = false;
  private readonly log: WriteStream;
  private readonly backOff = new BackOff({ firstMs: 500, mostMs: 30_000, healthyAfterMs: 60_000 });

  private constructor(private readonly options: ServiceOptions) {
    this.port = options.port;
    this.log = createWriteStream(join(options.logFolder, `${options.name}.log`), { flags: 'a' });
  }

  /** Resolves when the service listens. @throws LaunchError with its last words when it does not. */
  static async start(options: ServiceOptions): Promise<Service> {
    const service = new Service(options);
    try {
      await service.spawn();
    } catch (error) {
      await service.stop();
      throw error;
    }
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Lets it finish what it does, within a bound, and resolves when it is gone. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.restart);
    this.child?.kill('SIGTERM');
    const deadline = setTimeout(() => this.kill(), stopDeadlineMs);
    await this.ended;
    clearTimeout(deadline);
    this.log.end();
  }

  /** Ends it at once. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  private async spawn(): Promise<void> {
    const startedMs = performance.now();
    const { program, settings, name } = this.options;
    const child = spawn(process.execPath, [program], {
      env: { ...inherited(), ...settings, PORT: String(this.port), SUPERVISED: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A Ctrl-C in the terminal reaches the launcher alone, which stops its services in order.
      detached: true,
    });
    this.child = child;
    child.stdin.on('error', () => undefined);
    const lastLine = this.keepLog(child);
    let isListening = false;
    const listening = new Promise<void>((resolve, reject) => {
      const fail = (why: string): void =>
        reject(
          new LaunchError(
            `The ${name} did not start: ${why}${lastLine()} Its log: ${this.log.path.toString()}`,
          ),
        );
      const deadline = setTimeout(() => {
        fail(`it did not listen within ${startDeadlineMs / 1000} s.`);
        child.kill('SIGKILL');
      }, startDeadlineMs);
      createInterface({ input: child.stdout }).on('line', (line) => {
        const port = listeningPort(line);
        if (port === undefined) return;
        clearTimeout(deadline);
        isListening = true;
        this.port = port;
        resolve();
      });
      child.once('error', (error) => fail(error.message));
      child.once('close', (code, signal) => {
        clearTimeout(deadline);
        fail(`it ended with ${signal ?? `code ${code}`}.`);
      });
    });
    this.ended = new Promise((resolve) => {
      child.once('error', () => resolve());
      child.once('close', (code, signal) => {
        resolve();
        if (isListening) this.onDeath(signal ?? `code ${code}`, performance.now() - startedMs);
      });
    });
    await listening;
  }

  private onDeath(how: string, ranMs: number): void {
    if (this.isStopping) return;
    const delayMs = this.backOff.next(ranMs);
    const { name, onNotice } = this.options;
    onNotice(`The ${name} ended (${how}); it is restarted in ${delayMs / 1000} s.`);
    this.restart = setTimeout(() => {
      this.spawn().then(
        () => onNotice(`The ${name} is back.`),
        (error: Error) => {
          onNotice(error.message);
          this.onDeath('it did not start', 0);
        },
      );
    }, delayMs);
  }

  /** Keeps both outputs in the log; returns the last line said on standard error, in parentheses. */
  private keepLog(child: ChildProcess): () => string {
    let last = '';
    const keep = (line: string): void => {
      this.log.write(`${line}\n`);
      this.options.onLog(`${this.options.name}: ${line}`);
    };
    createInterface({ input: child.stdout! }).on('line', keep);
    createInterface({ input: child.stderr! }).on('line', (line) => {
      if (line.trim() !== '') last = line;
      keep(line);
    });
    return () => (last === '' ? '' : ` (${last})`);
  }
}

/** Services get their settings and nothing else of the launcher's, but what programs they call need. */
function inherited(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'];
  const certificates = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'REQUESTS_CA_BUNDLE'];
  const isInherited = (name: string): boolean =>
    names.includes(name.toUpperCase()) || certificates.includes(name) || /^(OTEL|PIP)_/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => isInherited(name)));
}

function listeningPort(line: string): number | undefined {
  try {
    const notice = JSON.parse(line) as { event?: unknown; port?: unknown };
    return notice.event === 'listening' && typeof notice.port === 'number' ? notice.port : undefined;
  } catch {
    return undefined;
  }
}
