import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

import { derivedSigningKey, sha256Of } from '../snapshot-seal.js';

/** RFC 8410: what stands before the 32 bytes of an Ed25519 public key in SPKI. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const keyBytes = 32;

/**
 * Signs what leaves this installation, and knows whose signatures it takes: its own, and those of installations that its
 * operator trusts.
 */
export class SnapshotSigner {
  /** 32 bytes in base64url. */
  readonly publicKey: string;
  private readonly key: KeyObject;

  constructor(
    secret: string,
    private readonly trustedKeys: readonly string[],
  ) {
    this.key = derivedSigningKey(secret, 'slipstream snapshot export');
    const spki = createPublicKey(this.key).export({ format: 'der', type: 'spki' });
    this.publicKey = spki.subarray(spkiPrefix.length).toString('base64url');
  }

  trusts(publicKey: string): boolean {
    return publicKey === this.publicKey || this.trustedKeys.includes(publicKey);
  }

  sign(text: string): Buffer {
    return sign(null, Buffer.from(text), this.key);
  }

  isSigned(text: string, signature: Buffer, publicKey: string): boolean {
    const raw = Buffer.from(publicKey, 'base64url');
    if (raw.length !== keyBytes) return false;
    const key = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, signature);
  }

  digestOf(bytes: Buffer): string {
    return sha256Of(bytes);
  }
}
