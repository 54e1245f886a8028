/** One line that tells how far a long work is: rewritten in place at a terminal, a line now and then in a log. */
export class ProgressLine {
  private shownMs = -Infinity;
  private readonly isTerminal: boolean;
  private readonly startedMs = performance.now();

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {
    this.isTerminal = stream.isTTY === true;
  }

  /** `done` of `total`, what is being done, and how long the rest will take if it goes on like this. */
  show(title: string, done: number, total: number): void {
    const nowMs = performance.now();
    const intervalMs = this.isTerminal ? 100 : 15_000;
    if (nowMs - this.shownMs < intervalMs && done < total) return;
    this.shownMs = nowMs;
    const share = total === 0 ? 1 : done / total;
    const restS = share === 0 ? undefined : ((nowMs - this.startedMs) / 1000) * (1 / share - 1);
    const rest = restS === undefined || done === total ? '' : `, ${duration(restS)} left`;
    this.write(`${title}: ${Math.floor(share * 100)} %${rest}`);
  }

  line(text: string): void {
    this.clear();
    this.stream.write(`${text}\n`);
  }

  clear(): void {
    if (this.isTerminal) this.stream.write('\r\x1b[K');
  }

  private write(text: string): void {
    this.stream.write(this.isTerminal ? `\r\x1b[K${text}` : `${text}\n`);
  }
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
