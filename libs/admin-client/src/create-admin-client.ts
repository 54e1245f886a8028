import createClient, { type Client } from 'openapi-fetch';

import type { paths } from './generated/schema.js';

export interface AdminClientOptions {
  /** `http://host:port` of a control plane, or of a gateway before it. */
  readonly url: string;
  readonly apiKey: string;
}

export type AdminClient = Client<paths>;

/** A client of the admin API. Its paths, parameters, bodies and answers are those of the OpenAPI document. */
export function createAdminClient({ url, apiKey }: AdminClientOptions): AdminClient {
  return createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${apiKey}` } });
}
