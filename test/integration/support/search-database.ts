import { gunzipSync } from 'node:zlib';

import pg from 'pg';

/** Makes readable what a column may hide; undefined where it is nothing of the kind. */
export type Unveil = (bytes: Buffer) => Buffer | undefined;

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

const unzip: Unveil = (bytes) => {
  try {
    return gunzipSync(bytes);
  } catch {
    return undefined;
  }
};

/**
 * Where a run of tokens lies in the database: every value of every column of every table, as it is and unveiled, pieces of a
 * snapshot put together. `table.column` for each place.
 */
export async function findTokens(
  databaseUrl: string,
  tokens: readonly number[],
  unveils: readonly Unveil[] = [],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const wanted = Buffer.from(Int32Array.from(tokens).buffer);
    const inWords = new RegExp(tokens.join('[,\\s]+'));
    const found = new Set<string>();
    for (const { table, column, type } of await columnsOf(client)) {
      const values = await valuesOf(client, table, column, type);
      const isThere = values.some((bytes) =>
        [bytes, ...[unzip, ...unveils].map((unveil) => unveil(bytes))].some(
          (seen) => seen !== undefined && (seen.includes(wanted) || inWords.test(seen.toString('latin1'))),
        ),
      );
      if (isThere) found.add(`${table}.${column}`);
    }
    return [...found].sort();
  } finally {
    await client.end();
  }
}

async function columnsOf(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT table_name AS "table", column_name AS "column", data_type AS "type" FROM information_schema.columns
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  return rows;
}

async function valuesOf(client: pg.Client, table: string, column: string, type: string): Promise<Buffer[]> {
  if (type === 'bytea') {
    const grouped =
      table === 'snapshot_chunks'
        ? `SELECT string_agg("bytes", ''::bytea ORDER BY "index") AS v FROM "snapshot_chunks" GROUP BY "snapshot_id"`
        : `SELECT "${column}" AS v FROM "${table}" WHERE "${column}" IS NOT NULL`;
    return (await client.query<{ v: Buffer }>(grouped)).rows.map(({ v }) => v);
  }
  const { rows } = await client.query<{ v: string }>(
    `SELECT "${column}"::text AS v FROM "${table}" WHERE "${column}" IS NOT NULL`,
  );
  return rows.map(({ v }) => Buffer.from(v));
}
