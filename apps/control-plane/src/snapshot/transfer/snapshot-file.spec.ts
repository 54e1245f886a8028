import { openSnapshotFile, sealSnapshotFile } from './snapshot-file.js';
import { SnapshotSigner } from './snapshot-signer.js';

const here = new SnapshotSigner('a secret of more than thirty-two characters', []);
const elsewhere = new SnapshotSigner('another secret of more than thirty-two characters', []);
const trusting = new SnapshotSigner('a third secret of more than thirty-two characters', [here.publicKey]);
const bytes = Buffer.from('what was learned');
const manifest = {
  tenantId: 'ten_1',
  endpointId: 'ep_1',
  snapshotId: 'snp_1',
  version: 3,
  kind: 'merge' as const,
  parents: ['snp_0'],
  modelDigest: 'ab',
  targetRevision: 1,
  learnedTokens: 12,
  sizeBytes: bytes.length,
  sha256: here.digestOf(bytes),
  exportedAt: '2026-01-01T00:00:00.000Z',
};
const file = sealSnapshotFile(manifest, bytes, here);

describe('a snapshot file', () => {
  it('opens where it was sealed, and where its signer is trusted', () => {
    for (const signer of [here, trusting]) {
      const opened = openSnapshotFile(file, signer);
      expect(opened.manifest).toMatchObject(manifest);
      expect(opened.bytes.equals(bytes)).toBe(true);
    }
  });

  it('is refused where its signer is not trusted', () => {
    expect(() => openSnapshotFile(file, elsewhere)).toThrow(/is not trusted/);
  });

  it('is refused with any byte of it changed, or cut off', () => {
    for (const field of ['manifest', 'signature', 'bytes'] as const) {
      for (let index = 0; index < file[field].length; index++) {
        const changed = file[field].charCodeAt(index) === 65 ? 'B' : 'A';
        const text = file[field].slice(0, index) + changed + file[field].slice(index + 1);
        const isPadding = Buffer.from(text, 'base64').equals(Buffer.from(file[field], 'base64'));
        if (field !== 'manifest' && isPadding) continue;
        expect(() => openSnapshotFile({ ...file, [field]: text }, here)).toThrow('This snapshot is refused');
      }
      const short = { ...file, [field]: file[field].slice(0, -5) };
      expect(() => openSnapshotFile(short, here)).toThrow('This snapshot is refused');
    }
  });

  it('is refused when somebody signs another’s manifest as their own', () => {
    const forged = { ...file, signature: elsewhere.sign(file.manifest).toString('base64') };
    expect(() => openSnapshotFile(forged, trusting)).toThrow('Its signature does not fit.');
  });
});
