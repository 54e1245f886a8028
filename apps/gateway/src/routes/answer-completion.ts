import { randomInt } from 'node:crypto';
import type { ChatCompletionRequest, CompletionRequest, DecodeBody, DecodeEvent } from '@slipstream/contract';
import type { TraceSpan } from '@slipstream/observability';
import { newId, type Route } from '@slipstream/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { modelNotFound } from '../api-error.js';
import { atCadence } from '../delivery/at-cadence.js';
import { ClientGone } from '../delivery/client-gone.js';
import type { Caller } from '../directory/authenticator.js';
import { StreamDelivery } from '../delivery/stream-delivery.js';
import type { AnswerFormat } from '../openai/answer-format.js';
import { ChoiceCollector } from '../openai/choice-collector.js';
import type { Envelope } from '../openai/envelope.js';
import type { DecodeIdentity } from '../openai/to-decode-body.js';
import { CompletionObserver, type Operation } from './completion-observer.js';
import { holdMsOf } from './hold-preference.js';
import { learnHeader, learningOf } from './learn-header.js';
import { withDefaults, type Admission, type Subject } from '../limits/limiter.js';
import { chargeTokens } from '../limits/charge-tokens.js';
import type { QueueEntry } from '../limits/fair-queue.js';
import { toApiError } from '../server/to-api-error.js';
import type { Services } from '../services.js';
import type { DispatchJob } from '../workers/dispatcher.js';

export interface CompletionCall {
  parameters: ChatCompletionRequest | CompletionRequest;
  idPrefix: string;
  operation: Operation;
  toDecodeBody(identity: DecodeIdentity): DecodeBody;
  toFormat(envelope: Envelope): AnswerFormat;
}

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** What both completion routes do once their parameters are read. */
export async function answerCompletion(
  services: Services,
  exchange: Exchange,
  call: CompletionCall,
): Promise<unknown> {
  const { request, reply } = exchange;
  const { caller } = request;
  const { model } = call.parameters;
  const route = await services.directory.findRoute(caller.tenantId, model);
  if (!route || !caller.mayUse(route.endpointId)) {
    throw modelNotFound(model);
  }
  const span = services.tracing.startSpan(`${call.operation} completion`, request.headers, {
    role: 'server',
    attributes: { 'gen_ai.operation.name': call.operation, 'gen_ai.provider.name': 'slipstream' },
  });
  const observer = new CompletionObserver({
    operation: call.operation,
    span,
    gatewayMetrics: services.gatewayMetrics,
    elapsedMs: () => reply.elapsedTime,
  });
  const leaves: (() => void)[] = [];
  try {
    const admission = await services.limiter.admit(await subjectsOf(services, caller));
    leaves.push(admission.leave);
    reply.headers(admission.headers);
    const active = services.activeRequests.enter(reply.raw);
    leaves.push(active.leave);
    services.gatewayMetrics.activeCompletions.inc();
    leaves.push(() => services.gatewayMetrics.activeCompletions.dec());
    const { signal } = active;
    leaves.push(services.demand.enter(route));
    leaves.push(await services.queue.enter(queueEntry(services, { caller, route, signal })));
    const job = toJob(services, exchange, { call, route, signal, span });
    span.set({ 'gen_ai.request.model': model, 'gen_ai.response.id': job.body.requestId });
    return await deliver(services, exchange, { call, job, admission, observer });
  } catch (error) {
    observer.fail(error);
    throw error;
  } finally {
    for (const leave of leaves.reverse()) leave();
  }
}

/** A key may use what its tenant may, unless it was given less. Throws if either has spent its month. */
async function subjectsOf(
  { directory, quota, defaultLimits }: Services,
  { tenantId, keyId }: Caller,
): Promise<Subject[]> {
  const [ofKey, ofTenant] = await Promise.all([
    directory.findLimits(tenantId, keyId),
    directory.findLimits(tenantId, null),
  ]);
  await quota.refuseIfSpent({ tenantId, apiKeyId: keyId, tokensPerMonth: ofKey.tokensPerMonth });
  await quota.refuseIfSpent({ tenantId, apiKeyId: null, tokensPerMonth: ofTenant.tokensPerMonth });
  const tenantLimits = withDefaults(ofTenant, defaultLimits);
  return [
    { kind: 'key', id: keyId, limits: withDefaults(ofKey, tenantLimits) },
    { kind: 'tenant', id: tenantId, limits: tenantLimits },
  ];
}

function queueEntry(
  { replicaRequestsMax }: Services,
  { caller, route, signal }: { caller: Caller; route: Route; signal: AbortSignal },
): QueueEntry {
  const capacity = Math.max(1, route.replicas.length) * replicaRequestsMax;
  return { endpointId: String(route.endpointId), keyId: String(caller.keyId), capacity, signal };
}

function toJob(
  services: Services,
  { request }: Exchange,
  { call, route, signal, span }: { call: CompletionCall; route: Route; signal: AbortSignal; span: TraceSpan },
): DispatchJob {
  const { caller } = request;
  // Our own id, not the client's: it identifies this request's usage, and clients may repeat theirs.
  const requestId = String(newId('request'));
  const account = {
    tenantId: String(caller.tenantId),
    apiKeyId: String(caller.keyId),
    endpointId: String(route.endpointId),
    startedAt: new Date(services.nowMs()).toISOString(),
  };
  const learning = learningOf(request.headers[learnHeader]);
  const learned = learning === undefined ? {} : { learning };
  return {
    tenantId: caller.tenantId,
    endpointName: route.endpointName,
    body: { ...call.toDecodeBody({ requestId, account, drawnSeed: randomInt(2 ** 48 - 1) }), ...learned },
    correlationId: request.id,
    holdMs: holdMsOf(request.headers.prefer),
    signal,
    span,
  };
}

interface Underway {
  call: CompletionCall;
  job: DispatchJob;
  admission: Admission;
  observer: CompletionObserver;
}

async function deliver(
  services: Services,
  { request, reply }: Exchange,
  { call, job, admission, observer }: Underway,
): Promise<unknown> {
  const { parameters, idPrefix, toFormat } = call;
  const format = toFormat({
    id: `${idPrefix}${job.body.requestId.replace(/^req_/, '')}`,
    created: Math.floor(services.nowMs() / 1_000),
    model: parameters.model,
  });
  const charge = chargeTokens(admission);
  const onEvent = (event: DecodeEvent): void => {
    observer.onEvent(event);
    charge(event);
  };
  const speculation = parameters.speculation_details ? 'included' : 'left-out';
  const batches = services.dispatcher.decode(job);
  if (!parameters.stream) {
    const collector = await gather(batches, onEvent);
    observer.succeed();
    return format.whole(collector, { speculation });
  }
  const usage = parameters.stream_options?.include_usage ? 'included' : 'left-out';
  const delivery = new StreamDelivery({
    reply,
    signal: job.signal,
    writer: format.createChunkWriter({ usage, speculation }),
    onDelivered: onEvent,
  });
  try {
    const cadenceMs = services.streamCadenceMs;
    await delivery.consume(cadenceMs === 0 ? batches : atCadence(batches, { cadenceMs }));
  } catch (error) {
    if (!delivery.hasStarted || error instanceof ClientGone) {
      throw error;
    }
    services.logger.error({ err: error, requestId: request.id }, 'A stream broke off.');
    observer.fail(error);
    delivery.fail(toApiError(error));
    return reply;
  }
  observer.succeed();
  return reply;
}

async function gather(
  batches: AsyncIterable<DecodeEvent[]>,
  onReceived: (event: DecodeEvent) => void,
): Promise<ChoiceCollector> {
  const collector = new ChoiceCollector();
  for await (const events of batches) {
    for (const event of events) {
      collector.add(event);
      onReceived(event);
    }
  }
  return collector;
}
