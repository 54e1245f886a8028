import { Controller, Header } from '@nestjs/common';
import {
  type InputOf,
  type Page,
  type UsageEntryView,
  usageOperations,
  type UsageQuery,
  usageRangeOf,
  type UsageSumView,
} from '@slipstream/contract';
import {
  type Repositories,
  type UsageSelection,
  type UsageSum,
  usageSumCountMax,
} from '@slipstream/persistence';

import { endpointsWithin } from '../auth/assert-allowed.js';
import type { Caller } from '../auth/caller.js';
import { UnitsOfWork } from '../change/units-of-work.js';
import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { ContradictoryInput } from '../http/invalid-input.js';
import { Context, type RequestContext } from '../http/request-context.js';
import { toUsageCsv } from './usage-csv.js';
import { decodeUsageCursor, encodeUsageCursor } from './usage-cursor.js';
import { toUsageEntryView, toUsageSumView } from './usage.view.js';

const { sum, exportCsv, listRequests } = usageOperations;

/** What a tenant has used, from the ledger: to a key that is limited to endpoints, of these. */
@Controller()
export class UsageController {
  constructor(private readonly work: UnitsOfWork) {}

  @Implements(sum)
  sum(
    @Input() { params, query }: InputOf<typeof sum>,
    @Context() { caller }: RequestContext,
  ): Promise<{ data: UsageSumView[] }> {
    return this.work.read(params.tenantId, async ({ usageSums }) => {
      const sums = await usageSums.select(params.tenantId, selectionOf(query, caller));
      return { data: assertFew(sums).map(toUsageSumView) };
    });
  }

  @Implements(exportCsv)
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="usage.csv"')
  exportCsv(
    @Input() { params, query }: InputOf<typeof exportCsv>,
    @Context() { caller }: RequestContext,
  ): Promise<string> {
    return this.work.read(params.tenantId, async ({ usageSums }) =>
      toUsageCsv(assertFew(await usageSums.select(params.tenantId, selectionOf(query, caller)))),
    );
  }

  @Implements(listRequests)
  listRequests(
    @Input() { params, query }: InputOf<typeof listRequests>,
    @Context() { caller: { endpointIds } }: RequestContext,
  ): Promise<Page<UsageEntryView>> {
    const { limit, cursor } = query;
    const after = cursor === undefined ? undefined : decodeUsageCursor(cursor);
    return this.work.read(params.tenantId, async ({ usage }: Repositories) => {
      // One more than asked for tells whether another page follows.
      const entries = await usage.list(params.tenantId, { after, limit: limit + 1, endpointIds });
      const shown = entries.slice(0, limit);
      const nextCursor = entries.length > limit ? encodeUsageCursor(shown.at(-1)!) : null;
      return { data: shown.map(toUsageEntryView), nextCursor };
    });
  }
}

function selectionOf(query: UsageQuery, caller: Caller): UsageSelection {
  const range = usageRangeOf(query, new Date());
  const { bucket, groupBy, endpointId, apiKeyId } = query;
  const endpointIds = endpointsWithin(caller, endpointId);
  const apiKeyIds = apiKeyId === undefined ? null : [apiKeyId];
  if (range !== undefined) return { bucket, groupBy, endpointIds, apiKeyIds, ...range };
  const message = 'spans too long, or ends before it begins; ask for less, or for a longer bucket';
  throw new ContradictoryInput([{ path: 'from', message }]);
}

function assertFew(sums: UsageSum[]): UsageSum[] {
  if (sums.length <= usageSumCountMax) return sums;
  const message = `the answer has more than ${usageSumCountMax} rows; ask for a shorter time or group by less`;
  throw new ContradictoryInput([{ path: '', message }]);
}
