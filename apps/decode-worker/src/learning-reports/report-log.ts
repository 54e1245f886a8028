import type { NumberedReport, LearningReport } from '@slipstream/contract';

/** Reports of each kind that wait to be fetched; what nobody fetches is overtaken by what is newer. */
const keptOfKind = 512;

/** What this replica has to tell the control plane, numbered from 1 in its life. */
export class ReportLog {
  private readonly byKind = new Map<LearningReport['kind'], NumberedReport[]>();
  private lastNumber = 0;

  /** `nowMs` is the time since 1970. */
  constructor(private readonly nowMs: () => number) {}

  add(report: LearningReport): void {
    const waiting = this.byKind.get(report.kind) ?? [];
    this.byKind.set(report.kind, waiting);
    waiting.push({ ...report, number: ++this.lastNumber, at: new Date(this.nowMs()).toISOString() });
    if (waiting.length > keptOfKind) waiting.shift();
  }

  /** Those after this number, oldest first; they are kept until the next ones are asked for. */
  after(number: number): NumberedReport[] {
    for (const [kind, waiting] of this.byKind) {
      this.byKind.set(
        kind,
        waiting.filter((report) => report.number > number),
      );
    }
    return [...this.byKind.values()].flat().sort((a, b) => a.number - b.number);
  }

  /** Nothing that came of learning is told any more. */
  clear(): void {
    this.byKind.clear();
  }
}
