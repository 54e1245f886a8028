import { gunzipSync } from 'node:zlib';

import pg from 'pg';

/** Makes readable what a column may hide; undefined where it is nothing of the kind. */
export type Unveil = (bytes: Buffer) => Buffer | undefined;

interface Column {
  readonly schema: string;
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
    for (const place of await columnsOf(client)) {
      const { table, column } = place;
      const values = await valuesOf(client, place);
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
    `SELECT table_schema AS "schema", table_name AS "table", column_name AS "column", data_type AS "type" FROM information_schema.columns
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  return rows;
}

async function valuesOf(client: pg.Client, { schema, table, column, type }: Column): Promise<Buffer[]> {
  const [from, value] = [`"${schema}"."${table}"`, `"${column}"`];
  if (type === 'bytea') {
    const sql =
      table === 'snapshot_chunks'
        ? `SELECT string_agg("bytes", ''::bytea ORDER BY "index") AS v FROM ${from} GROUP BY "snapshot_id"`
        : `SELECT ${value} AS v FROM ${from} WHERE ${value} IS NOT NULL`;
    return (await client.query<{ v: Buffer }>(sql)).rows.map(({ v }) => v);
  }
  const sql = `SELECT ${value}::text AS v FROM ${from} WHERE ${value} IS NOT NULL`;
  return (await client.query<{ v: string }>(sql)).rows.map(({ v }) => Buffer.from(v));
}
