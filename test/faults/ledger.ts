import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { joinUsage, type UsageReport, UsageTally } from '@slipstream/contract';
import type { UsageEntry } from '@slipstream/persistence';

import { pollMs, type TestPlatform } from './platform.js';

interface Tokens {
  readonly promptTokens: number;
  readonly completionTokens: number;
}
export const tokensOf = ({ promptTokens, completionTokens }: Tokens): Tokens => ({
  promptTokens,
  completionTokens,
});

/** Resolves with the ledger when it has what all workers, living and dead, have written down; the caller bounds the wait. */
export async function settledLedger(platform: TestPlatform): Promise<ReadonlyMap<string, UsageEntry>> {
  for (;;) {
    const written = await writtenDown(platform);
    const entries = new Map((await ledger(platform)).map((entry) => [entry.requestId, entry]));
    const isSettled = [...written].every(([id, report]) => {
      const entry = entries.get(id);
      return entry !== undefined && JSON.stringify(tokensOf(entry)) === JSON.stringify(tokensOf(report));
    });
    if (isSettled && entries.size >= written.size) return entries;
    await delay(pollMs);
  }
}

/** Files are removed three minutes after they were begun, so not all requests of the ledger are there. */
async function writtenDown({ folder }: TestPlatform): Promise<Map<string, UsageReport>> {
  const reports = new Map<string, UsageReport>();
  const usageFolder = join(folder, 'usage');
  for (const name of await readdir(usageFolder)) {
    const tally = new UsageTally();
    tally.push(await readFile(join(usageFolder, name), 'utf8').catch(() => ''));
    for (const report of [...tally.takeChanged(), ...tally.takeInterrupted()]) {
      const known = reports.get(report.requestId);
      reports.set(report.requestId, known === undefined ? report : joinUsage(known, report));
    }
  }
  return reports;
}

async function ledger({ database, tenantId }: TestPlatform): Promise<UsageEntry[]> {
  const entries: UsageEntry[] = [];
  for (let page = await database.usage.list(tenantId, { limit: 200 }); page.length > 0;) {
    entries.push(...page);
    page = await database.usage.list(tenantId, { limit: 200, after: page.at(-1)! });
  }
  return entries;
}
