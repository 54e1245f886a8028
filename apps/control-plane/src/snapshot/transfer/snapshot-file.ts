import type { SnapshotFile } from '@slipstream/contract';
import { snapshotKinds, SnapshotRefused } from '@slipstream/domain';
import { z } from 'zod';

import type { SnapshotSigner } from './snapshot-signer.js';

const manifestSchema = z.object({
  format: z.literal('slipstream.snapshot.1'),
  /** Whose signature it is, in base64url. */
  publicKey: z.string(),
  tenantId: z.string(),
  endpointId: z.string(),
  snapshotId: z.string(),
  version: z.number().int(),
  kind: z.enum(snapshotKinds),
  parents: z.array(z.string()),
  modelDigest: z.string(),
  targetRevision: z.number().int(),
  learnedTokens: z.number().int().nonnegative(),
  sizeBytes: z.number().int().nonnegative(),
  sha256: z.string(),
  exportedAt: z.iso.datetime(),
});

/** What an exported file says of the snapshot in it. */
export type SnapshotManifest = z.output<typeof manifestSchema>;

export function sealSnapshotFile(
  manifest: Omit<SnapshotManifest, 'format' | 'publicKey'>,
  bytes: Buffer,
  signer: SnapshotSigner,
): SnapshotFile {
  const { publicKey } = signer;
  const text = JSON.stringify({
    format: 'slipstream.snapshot.1',
    publicKey,
    ...manifest,
  } satisfies SnapshotManifest);
  return {
    manifest: text,
    signature: signer.sign(text).toString('base64'),
    bytes: bytes.toString('base64'),
  };
}

/** @throws SnapshotRefused, saying why, for what no trusted signer has signed as it is. */
export function openSnapshotFile(
  { manifest: text, signature, bytes: encoded }: SnapshotFile,
  signer: SnapshotSigner,
): { readonly manifest: SnapshotManifest; readonly bytes: Buffer } {
  const manifest = parseManifest(text);
  if (!signer.trusts(manifest.publicKey)) {
    throw new SnapshotRefused(`Its signer, ${manifest.publicKey}, is not trusted by this installation.`);
  }
  if (!signer.isSigned(text, Buffer.from(signature, 'base64'), manifest.publicKey)) {
    throw new SnapshotRefused('Its signature does not fit.');
  }
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== manifest.sizeBytes || signer.digestOf(bytes) !== manifest.sha256) {
    throw new SnapshotRefused('Its bytes are not those that were signed.');
  }
  return { manifest, bytes };
}

function parseManifest(text: string): SnapshotManifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new SnapshotRefused('Its manifest is none that this version knows.');
  }
}
