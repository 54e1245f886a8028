import { randomInt } from 'node:crypto';
import type { ChatCompletionRequest, CompletionRequest, DecodeBody, DecodeEvent } from '@slipstream/contract';
import { newId } from '@slipstream/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { modelNotFound } from '../api-error.js';
import { ClientGone } from '../delivery/client-gone.js';
import { StreamDelivery } from '../delivery/stream-delivery.js';
import type { AnswerFormat } from '../openai/answer-format.js';
import { ChoiceCollector } from '../openai/choice-collector.js';
import type { Envelope } from '../openai/envelope.js';
import type { DecodeIdentity } from '../openai/to-decode-body.js';
import { routeOf } from '../server/observe-requests.js';
import { toApiError } from '../server/to-api-error.js';
import type { Services } from '../services.js';
import type { DispatchJob } from '../workers/dispatcher.js';

export interface CompletionCall {
  parameters: ChatCompletionRequest | CompletionRequest;
  idPrefix: string;
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
  { request, reply }: Exchange,
  call: CompletionCall,
): Promise<unknown> {
  const { caller } = request;
  const { model } = call.parameters;
  const route = await services.directory.findRoute(caller.tenantId, model);
  if (!route || !caller.mayUse(route.endpointId)) {
    throw modelNotFound(model);
  }
  // Our own id, not the client's: it will identify this request's usage, and clients may repeat theirs.
  const requestId = String(newId('request'));
  const active = services.activeRequests.enter(reply.raw);
  services.gatewayMetrics.activeCompletions.inc();
  try {
    return await deliver(services, { request, reply }, call, {
      tenantId: caller.tenantId,
      endpointName: model,
      body: call.toDecodeBody({
        requestId,
        account: {
          tenantId: String(caller.tenantId),
          apiKeyId: String(caller.keyId),
          endpointId: String(route.endpointId),
          startedAt: new Date(services.nowMs()).toISOString(),
        },
        drawnSeed: randomInt(2 ** 48 - 1),
      }),
      correlationId: request.id,
      signal: active.signal,
    });
  } catch (error) {
    if (error instanceof ClientGone) {
      services.gatewayMetrics.clientAborts.inc();
    }
    throw error;
  } finally {
    active.leave();
    services.gatewayMetrics.activeCompletions.dec();
  }
}

async function deliver(
  services: Services,
  { request, reply }: Exchange,
  { parameters, idPrefix, toFormat }: CompletionCall,
  job: DispatchJob,
): Promise<unknown> {
  const format = toFormat({
    id: `${idPrefix}${job.body.requestId.replace(/^req_/, '')}`,
    created: Math.floor(services.nowMs() / 1_000),
    model: parameters.model,
  });
  const onEvent = countEvents(services, { request, reply });
  const speculation = parameters.speculation_details ? 'included' : 'left-out';
  const batches = services.dispatcher.decode(job);
  if (!parameters.stream) {
    return format.whole(await gather(batches, onEvent), { speculation });
  }
  const usage = parameters.stream_options?.include_usage ? 'included' : 'left-out';
  const delivery = new StreamDelivery({
    reply,
    signal: job.signal,
    writer: format.createChunkWriter({ usage, speculation }),
    onDelivered: onEvent,
  });
  try {
    await delivery.consume(batches);
  } catch (error) {
    if (!delivery.hasStarted || error instanceof ClientGone) {
      throw error;
    }
    services.logger.error({ err: error, requestId: request.id }, 'A stream broke off.');
    delivery.fail(toApiError(error));
  }
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

/** Observes the first token once, and the tokens of an answer when its worker has counted them. */
function countEvents(
  { gatewayMetrics }: Services,
  { request, reply }: Exchange,
): (event: DecodeEvent) => void {
  let isFirst = true;
  return (event) => {
    if (event.type === 'delta' && isFirst) {
      isFirst = false;
      gatewayMetrics.firstTokenSeconds.observe({ route: routeOf(request) }, reply.elapsedTime / 1_000);
    }
    if (event.type === 'done') {
      gatewayMetrics.tokens.inc({ kind: 'prompt' }, event.usage.promptTokens);
      gatewayMetrics.tokens.inc({ kind: 'cached' }, event.usage.cachedTokens);
      gatewayMetrics.tokens.inc({ kind: 'completion' }, event.usage.completionTokens);
    }
  };
}
