import { SingleBar } from 'cli-progress';

/** Tells people at a terminal what goes on with a bar, and logs with a line for each stage. */
export class Progress {
  private title = '';
  private bar: SingleBar | undefined;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  line(text: string): void {
    this.done();
    this.stream.write(`${text}\n`);
  }

  show(title: string, doneBytes: number, totalBytes: number | null): void {
    if (title !== this.title) {
      this.done();
      this.title = title;
      if (!this.stream.isTTY || totalBytes === null) this.stream.write(`${title} …\n`);
    }
    if (!this.stream.isTTY || totalBytes === null) return;
    if (this.bar === undefined) {
      const format = `${title} {bar} {percentage} % of ${Math.round(totalBytes / 1e6)} MB`;
      this.bar = new SingleBar({ format, stream: this.stream, hideCursor: true });
      this.bar.start(totalBytes, doneBytes);
    }
    this.bar.update(doneBytes);
  }

  /** Ends the bar that is shown, if one is. */
  done(): void {
    this.bar?.stop();
    this.bar = undefined;
    this.title = '';
  }
}
