import { createHash, createPrivateKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';

import type { EndpointId, TenantId } from '@slipstream/domain';

/** What a seal vouches for: whose learning this is, which version, and every byte of it. */
export interface SealedFacts {
  readonly tenantId: TenantId;
  readonly endpointId: EndpointId;
  readonly version: number;
  readonly modelDigest: string;
  readonly learnedTokens: bigint;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const seedBytes = 32;

/**
 * Seals snapshots with Ed25519 (RFC 8032). The key is derived from the platform's secret (HKDF, RFC 5869), so it lies
 * nowhere, and whoever can only write to the database can make no snapshot that a replica is given.
 */
export class SnapshotSeal {
  private readonly key: KeyObject;

  constructor(secret: string) {
    this.key = derivedSigningKey(secret, 'slipstream snapshot seal');
  }

  sign(facts: SealedFacts): Buffer {
    return sign(null, messageOf(facts), this.key);
  }

  /** Why these bytes are not what was sealed; undefined if they are. */
  whyBroken(facts: SealedFacts, signature: Uint8Array, bytes: Uint8Array): string | undefined {
    if (!verify(null, messageOf(facts), this.key, signature)) return 'Its seal does not fit.';
    if (bytes.length !== facts.sizeBytes || sha256Of(bytes) !== facts.sha256)
      return 'Its bytes have changed.';
    return undefined;
  }
}

/** An Ed25519 key that lies nowhere: it follows from the secret and what it is for. */
export function derivedSigningKey(secret: string, purpose: string): KeyObject {
  const seed = hkdfSync('sha256', secret, '', purpose, seedBytes);
  return createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, Buffer.from(seed)]),
    format: 'der',
    type: 'pkcs8',
  });
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** One text for one set of facts: the order of the fields is fixed here. */
function messageOf(facts: SealedFacts): Buffer {
  const { tenantId, endpointId, version, modelDigest, learnedTokens, sizeBytes, sha256 } = facts;
  return Buffer.from(
    JSON.stringify([
      'slipstream.snapshot.1',
      tenantId,
      endpointId,
      version,
      modelDigest,
      String(learnedTokens),
      sizeBytes,
      sha256,
    ]),
  );
}
