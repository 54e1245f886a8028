import { parseUsageRecord, type UsageRecord } from './usage-journal.js';
import type { UsageReport } from './usage-report.js';

type OpenedReport = UsageReport & { readonly openedPromptTokens: number };

/** Reads one journal file, in pieces that may end anywhere, and says which requests have come further. */
export class UsageTally {
  private readonly reports = new Map<number, OpenedReport>();
  private readonly changed = new Set<number>();
  private rest = '';

  push(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop()!;
    for (const line of lines) {
      const record = parseUsageRecord(line);
      if (record !== undefined) this.apply(record);
    }
  }

  /** The requests that have come further since the last call. Those that ended are forgotten. */
  takeChanged(): UsageReport[] {
    const reports = [...this.changed].map((number) => toReport(this.reports.get(number)!));
    for (const number of this.changed) {
      if (this.reports.get(number)!.outcome !== 'running') this.reports.delete(number);
    }
    this.changed.clear();
    return reports;
  }

  /** The file has ended: what it had begun goes on in another file, or never. */
  takeInterrupted(): UsageReport[] {
    const reports = [...this.reports.values()].map((report) =>
      toReport({ ...report, outcome: 'interrupted' }),
    );
    this.reports.clear();
    this.changed.clear();
    return reports;
  }

  private apply(record: UsageRecord): void {
    switch (record.type) {
      case 'open':
        this.set(record.number, {
          requestId: record.requestId,
          account: record.account,
          openedPromptTokens: record.promptTokens,
          outcome: 'running',
          promptTokens: 0,
          ...noFigures,
        });
        break;
      case 'progress':
        for (const [number, completionTokens] of record.committed) this.advance(number, { completionTokens });
        break;
      case 'close': {
        const { outcome, completionTokens, cachedTokens, draftedTokens, acceptedTokens } = record;
        this.advance(record.number, {
          outcome,
          completionTokens,
          cachedTokens,
          draftedTokens,
          acceptedTokens,
        });
        break;
      }
    }
  }

  /** The prompt counts once a token has followed it, or the answer ended without one. */
  private advance(number: number, figures: Partial<UsageReport> & { completionTokens: number }): void {
    const report = this.reports.get(number);
    if (report === undefined) return;
    const isPromptProcessed = figures.completionTokens > 0 || figures.outcome === 'completed';
    const promptTokens = isPromptProcessed ? report.openedPromptTokens : 0;
    this.set(number, { ...report, ...figures, promptTokens });
  }

  private set(number: number, report: OpenedReport): void {
    this.reports.set(number, report);
    this.changed.add(number);
  }
}

const noFigures = { cachedTokens: 0, completionTokens: 0, draftedTokens: 0, acceptedTokens: 0 };

function toReport({ requestId, account, outcome, ...figures }: OpenedReport): UsageReport {
  const { promptTokens, cachedTokens, completionTokens, draftedTokens, acceptedTokens } = figures;
  return {
    requestId,
    account,
    outcome,
    promptTokens,
    cachedTokens,
    completionTokens,
    draftedTokens,
    acceptedTokens,
  };
}
