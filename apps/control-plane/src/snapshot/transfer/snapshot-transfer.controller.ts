import { Controller, Inject } from '@nestjs/common';
import {
  type InputOf,
  type SnapshotFile,
  snapshotTransferOperations,
  type SnapshotView,
} from '@slipstream/contract';
import { SnapshotNotFound, SnapshotRefused } from '@slipstream/domain';

import { assertUnrestricted } from '../../auth/assert-allowed.js';
import { UnitsOfWork } from '../../change/units-of-work.js';
import { type Configuration, configurationToken } from '../../configuration.js';
import { findOwnedEndpoint } from '../../endpoint/find-owned-endpoint.js';
import { Implements } from '../../http/implements.js';
import { Input } from '../../http/input.js';
import { Context, type RequestContext } from '../../http/request-context.js';
import { PlatformAudit } from '../../audit/platform-audit.js';
import { findOwnedSnapshot } from '../find-owned-snapshot.js';
import { SnapshotFiling } from '../snapshot-filing.js';
import { toSnapshotView } from '../snapshot.view.js';
import { openSnapshotFile, sealSnapshotFile } from './snapshot-file.js';
import { SnapshotIntake } from './snapshot-intake.js';
import { SnapshotSigner } from './snapshot-signer.js';

const { export: exportOperation, import: importOperation, copy, signer } = snapshotTransferOperations;

/** Snapshots on their way from endpoint to endpoint and from installation to installation. */
@Controller()
export class SnapshotTransferController {
  private readonly snapshotSigner: SnapshotSigner;

  constructor(
    private readonly work: UnitsOfWork,
    private readonly filing: SnapshotFiling,
    private readonly intake: SnapshotIntake,
    private readonly audit: PlatformAudit,
    @Inject(configurationToken) { WORKER_SECRET: secret, TRUSTED_SNAPSHOT_SIGNERS: trusted }: Configuration,
  ) {
    this.snapshotSigner = new SnapshotSigner(secret, trusted);
  }

  @Implements(exportOperation)
  async export(@Input() { params }: InputOf<typeof exportOperation>): Promise<SnapshotFile> {
    const { tenantId, endpointId, snapshotId } = params;
    const snapshot = await this.work.read(tenantId, (repositories) =>
      findOwnedSnapshot(repositories, params),
    );
    const bytes = await this.filing.readSound(snapshot, tenantId);
    const { version, kind, parents, modelDigest, targetRevision, learnedTokens, sizeBytes, sha256 } =
      snapshot;
    const manifest = {
      ...{ tenantId: String(tenantId), endpointId: String(endpointId), snapshotId: String(snapshotId) },
      ...{ version, kind, parents: parents.map(String), modelDigest, targetRevision, sizeBytes, sha256 },
      learnedTokens: Number(learnedTokens),
      exportedAt: new Date().toISOString(),
    };
    return sealSnapshotFile(manifest, bytes, this.snapshotSigner);
  }

  @Implements(importOperation)
  async import(
    @Input() { params, body }: InputOf<typeof importOperation>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    const { tenantId, endpointId } = params;
    try {
      return await this.work.changeTenant(context, tenantId, async (repositories, trail) => {
        await findOwnedEndpoint(repositories, params);
        const { manifest, bytes } = openSnapshotFile(body, this.snapshotSigner);
        const isOwn = manifest.publicKey === this.snapshotSigner.publicKey;
        if (isOwn && manifest.tenantId !== String(tenantId))
          throw new SnapshotRefused('It is another tenant’s.');
        const source = { tenantId, endpointId, kind: 'import', parents: [], bytes } as const;
        const after = toSnapshotView(await this.intake.take(source));
        const before = { manifest: body.manifest };
        trail.record({ action: 'snapshot.import', tenantId, resourceId: after.id, before, after });
        return after;
      });
    } catch (error) {
      if (error instanceof SnapshotRefused) await this.noteRefusal(context, params, error);
      throw error;
    }
  }

  @Implements(copy)
  copy(
    @Input() { params, body }: InputOf<typeof copy>,
    @Context() context: RequestContext,
  ): Promise<SnapshotView> {
    const { tenantId, endpointId } = params;
    assertUnrestricted(context.caller);
    return this.work.changeTenant(context, tenantId, async (repositories, trail) => {
      await findOwnedEndpoint(repositories, params);
      const original = await repositories.snapshots.findAnywhere(body.snapshotId);
      if (original === undefined) throw new SnapshotNotFound();
      const bytes = await this.filing.readSound(original, tenantId);
      const source = { tenantId, endpointId, kind: 'copy', parents: [original.id], bytes } as const;
      const after = toSnapshotView(await this.intake.take(source));
      trail.record({ action: 'snapshot.copy', tenantId, resourceId: after.id, before: null, after });
      return after;
    });
  }

  @Implements(signer)
  signer(): { publicKey: string } {
    return { publicKey: this.snapshotSigner.publicKey };
  }

  /** What was tried is written down although nothing came of it. */
  private noteRefusal(
    { caller, requestId }: RequestContext,
    { tenantId, endpointId }: InputOf<typeof importOperation>['params'],
    { message: reason }: SnapshotRefused,
  ): Promise<void> {
    return this.audit.record('snapshot import', {
      action: 'snapshot.refuse',
      tenantId,
      resourceId: String(endpointId),
      before: null,
      after: { reason, caller: caller.actor.id, requestId },
    });
  }
}
