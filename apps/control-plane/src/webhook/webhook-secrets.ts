import { randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { Webhook } from '@slipstream/persistence';

import { TextSealer } from '../change/sealed-text.js';
import { type Configuration, configurationToken } from '../configuration.js';

/** Within the 24 to 64 bytes of Standard Webhooks. */
const secretByteCount = 24;

export interface NewSecret {
  /** Shown once. */
  readonly secret: string;
  readonly sealedSecret: Uint8Array;
}

/** What requests to webhooks are signed with. It is kept sealed, because signing needs it again. */
@Injectable()
export class WebhookSecrets {
  private readonly sealer: TextSealer;

  constructor(@Inject(configurationToken) { WORKER_SECRET: secret }: Configuration) {
    this.sealer = new TextSealer({ secret, purpose: 'webhook secrets' });
  }

  create(): NewSecret {
    const secret = `whsec_${randomBytes(secretByteCount).toString('base64')}`;
    return { secret, sealedSecret: this.sealer.seal(secret) };
  }

  /** The secrets to sign with at that time, the newest first. */
  openAll({ sealedSecret, sealedOldSecret, oldSecretEndsAt }: Webhook, now: Date): string[] {
    const isOverlap = sealedOldSecret !== null && oldSecretEndsAt !== null && oldSecretEndsAt > now;
    return [sealedSecret, ...(isOverlap ? [sealedOldSecret] : [])].map((sealed) => {
      const secret = this.sealer.open(sealed);
      if (secret === undefined) throw new Error('a webhook’s secret was sealed under another WORKER_SECRET');
      return secret;
    });
  }
}
