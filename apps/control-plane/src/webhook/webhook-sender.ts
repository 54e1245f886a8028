import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { DueDelivery } from '@slipstream/persistence';
import { Webhook as Signer } from 'standardwebhooks';
import { Agent, request } from 'undici';

import { AddressPolicy, AddressRefused } from './address-policy.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** How an attempt went: what the receiver answered, or why there is no answer. */
export type AttemptOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'unanswered'; readonly problem: string };

const connectTimeoutMs = 5_000;
/** Standard Webhooks recommends 15 to 30 s. */
const answerTimeoutMs = 15_000;
const headerBytesMax = 16_384;
/** Of an answer's body, which says nothing to us. */
const bodyBytesMax = 65_536;

/** Sends one signed request to a webhook, and nowhere else: redirects are answers like any other. */
@Injectable()
export class WebhookSender implements OnModuleDestroy {
  private readonly agents: Readonly<Record<string, Agent>>;

  constructor(
    private readonly addresses: AddressPolicy,
    private readonly secrets: WebhookSecrets,
  ) {
    this.agents = { 'http:': this.agentFor('http:'), 'https:': this.agentFor('https:') };
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(Object.values(this.agents).map((agent) => agent.destroy()));
  }

  async send(delivery: DueDelivery, now: Date): Promise<AttemptOutcome> {
    try {
      const url = this.addresses.assertUrl(delivery.webhook.url);
      const { statusCode, body } = await request(url, {
        dispatcher: this.agents[url.protocol]!,
        method: 'POST',
        ...this.sign(delivery, now),
        signal: AbortSignal.timeout(answerTimeoutMs),
      });
      await body.dump({ limit: bodyBytesMax }).catch(() => undefined);
      return { kind: 'answered', status: statusCode };
    } catch (error) {
      return { kind: 'unanswered', problem: problemOf(error) };
    }
  }

  private sign(
    { id, payload, webhook }: DueDelivery,
    now: Date,
  ): { headers: Record<string, string>; body: string } {
    const body = JSON.stringify(payload);
    const signatures = this.secrets
      .openAll(webhook, now)
      .map((secret) => new Signer(secret).sign(String(id), now, body));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Slipstream-Webhooks/1.0',
      'webhook-id': String(id),
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': signatures.join(' '),
    };
    return { headers, body };
  }

  /** Connections are not kept: each is to an address that was judged for it. */
  private agentFor(protocol: string): Agent {
    return new Agent({
      connect: { timeout: connectTimeoutMs, lookup: this.addresses.lookupFor(protocol) },
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
      maxHeaderSize: headerBytesMax,
      pipelining: 0,
    });
  }
}

/** In words that tell nothing of the network around the platform. */
function problemOf(error: unknown): string {
  if (error instanceof AddressRefused) return error.message;
  const { name, code, cause } = error as Error & { code?: string };
  if (cause instanceof AddressRefused) return cause.message;
  if (name === 'TimeoutError' || code?.endsWith('TIMEOUT') === true) return 'It did not answer in time.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Its name is not known.';
  return 'The connection failed.';
}
