import type { Brand } from './brand.js';
import { MalformedId } from './errors.js';
import { formatUlid, ulidPattern } from './ulid.js';

export type TenantId = Brand<string, 'TenantId'>;
export type ApiKeyId = Brand<string, 'ApiKeyId'>;
export type ModelId = Brand<string, 'ModelId'>;
export type EndpointId = Brand<string, 'EndpointId'>;
export type ReplicaId = Brand<string, 'ReplicaId'>;
export type SnapshotId = Brand<string, 'SnapshotId'>;
export type RequestId = Brand<string, 'RequestId'>;
export type AuditEventId = Brand<string, 'AuditEventId'>;
export type DriftEventId = Brand<string, 'DriftEventId'>;
export type UserId = Brand<string, 'UserId'>;
export type InvitationId = Brand<string, 'InvitationId'>;
export type WebhookId = Brand<string, 'WebhookId'>;
export type WebhookDeliveryId = Brand<string, 'WebhookDeliveryId'>;
export type BudgetId = Brand<string, 'BudgetId'>;

interface IdByNoun {
  tenant: TenantId;
  apiKey: ApiKeyId;
  model: ModelId;
  endpoint: EndpointId;
  replica: ReplicaId;
  snapshot: SnapshotId;
  request: RequestId;
  auditEvent: AuditEventId;
  driftEvent: DriftEventId;
  user: UserId;
  invitation: InvitationId;
  webhook: WebhookId;
  webhookDelivery: WebhookDeliveryId;
  budget: BudgetId;
}

export type IdNoun = keyof IdByNoun;

/** The prefix tells a reader, and a log search, what an id names. */
export const idPrefixes = {
  tenant: 'ten_',
  apiKey: 'key_',
  model: 'mdl_',
  endpoint: 'ep_',
  replica: 'rep_',
  snapshot: 'snp_',
  request: 'req_',
  auditEvent: 'aud_',
  driftEvent: 'dft_',
  user: 'usr_',
  invitation: 'inv_',
  webhook: 'whk_',
  webhookDelivery: 'msg_',
  budget: 'bud_',
} as const satisfies Record<IdNoun, string>;

export interface IdSeed {
  timeMs: number;
  /** Exactly `ulidRandomByteCount` bytes. */
  randomBytes: Uint8Array;
}

export function createId<Noun extends IdNoun>(noun: Noun, seed: IdSeed): IdByNoun[Noun] {
  return `${idPrefixes[noun]}${formatUlid(seed.timeMs, seed.randomBytes)}` as unknown as IdByNoun[Noun];
}

export function isId<Noun extends IdNoun>(noun: Noun, text: string): text is IdByNoun[Noun] & string {
  const prefix = idPrefixes[noun];
  return text.startsWith(prefix) && ulidPattern.test(text.slice(prefix.length));
}

/** Reads an id that came from outside; the one place where text becomes a branded id. */
export function parseId<Noun extends IdNoun>(noun: Noun, text: string): IdByNoun[Noun] {
  if (!isId(noun, text)) {
    throw new MalformedId(noun, idPrefixes[noun]);
  }
  return text;
}
