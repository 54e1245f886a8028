import { createId } from '@slipstream/domain';

import { type SealedFacts, sha256Of, SnapshotSeal } from './snapshot-seal.js';

const bytes = Buffer.from('what was learned');
const idSeed = { timeMs: 1, randomBytes: new Uint8Array(10) };
const facts: SealedFacts = {
  tenantId: createId('tenant', idSeed),
  endpointId: createId('endpoint', idSeed),
  version: 3,
  modelDigest: 'ab'.repeat(32),
  learnedTokens: 12_345n,
  sizeBytes: bytes.length,
  sha256: sha256Of(bytes),
};

describe('SnapshotSeal', () => {
  const seal = new SnapshotSeal('a secret of more than thirty-two characters');
  const signature = seal.sign(facts);

  it('holds for what was sealed, also after a restart with the same secret', () => {
    const again = new SnapshotSeal('a secret of more than thirty-two characters');
    expect(again.whyBroken(facts, signature, bytes)).toBeUndefined();
  });

  it('breaks with any bit of the bytes', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(seal.whyBroken(facts, signature, changed)).toBe('Its bytes have changed.');
    }
    expect(seal.whyBroken(facts, signature, bytes.subarray(1))).toBe('Its bytes have changed.');
  });

  it('breaks with another tenant, endpoint, version, model or size', () => {
    const otherSeed = { ...idSeed, timeMs: 2 };
    const others: Partial<SealedFacts>[] = [
      { tenantId: createId('tenant', otherSeed) },
      { endpointId: createId('endpoint', otherSeed) },
      { version: 2 },
      { modelDigest: 'cd'.repeat(32) },
      { learnedTokens: 12_346n },
      { sizeBytes: bytes.length + 1 },
      { sha256: sha256Of(Buffer.from('other bytes')) },
    ];
    for (const other of others) {
      expect(seal.whyBroken({ ...facts, ...other }, signature, bytes)).toBe('Its seal does not fit.');
    }
  });

  it('cannot be made without the secret', () => {
    const forger = new SnapshotSeal('another secret of more than thirty-two characters');
    expect(seal.whyBroken(facts, forger.sign(facts), bytes)).toBe('Its seal does not fit.');
  });
});
