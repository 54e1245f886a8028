import type { ServerResponse } from 'node:http';

import { decodeBodySchema, type DecodeBody } from '@slipstream/contract';
import type { SequenceOutcome } from '@slipstream/decode';
import type { Logger, TraceSpan, Tracing } from '@slipstream/observability';
import type { Tokenizer } from '@slipstream/tokenizer';
import type { FastifyInstance, FastifyReply } from 'fastify';

import type { ActiveCompletions } from './active-completions.js';
import { Completion, type CompletionRequest, type CompletionSummary, type Engine } from './completion.js';
import { toCompletionRequest, type ServedModel } from './completion-request.js';
import { DecodeRefusal } from './decode-refusal.js';
import { EventStream } from './event-stream.js';
import type { EndpointPolicy } from './learned/endpoint-policy.js';
import type { WorkerMetrics } from './metrics.js';
import type { ReadinessState } from './readiness.js';
import { type ReplicaTokenCheck, requireReplicaToken } from './replica-token.js';
import type { Activity, ObservedRequest } from './activity/activity.js';
import { committedBefore } from './resumption.js';
import type { WindowRecorder } from './learning-reports/window-recorder.js';
import type { MeteredRequest, UsageMeter } from './usage-meter.js';

/** Everything a request meets on its way through the worker. */
export interface DecodeService {
  readonly engine: Engine;
  /** Steps that the engine has decoded. */
  readonly steps: { readonly count: number };
  readonly model: ServedModel;
  readonly tokenizer: Pick<Tokenizer, 'stream' | 'tokenBytes'>;
  readonly active: ActiveCompletions;
  readonly policy: EndpointPolicy;
  readonly window: WindowRecorder;
  readonly metrics: WorkerMetrics;
  readonly usage: UsageMeter;
  readonly activity: Activity;
  readonly logger: Logger;
  /** Most sequences that may wait for a lane. */
  readonly waitingMax: number;
}

const retryAfterSeconds = 1;

export interface DecodeRouteOptions {
  readonly tokenCheck: ReplicaTokenCheck;
  readonly readiness: ReadinessState;
  readonly tracing: Tracing;
}

/** `POST /v1/decode`: refuses, or streams the events of one completion until it ends or the client leaves. */
export function registerDecodeRoute(
  server: FastifyInstance,
  { tokenCheck, readiness, tracing }: DecodeRouteOptions,
): void {
  server.post('/v1/decode', {
    onRequest: requireReplicaToken(tokenCheck),
    handler: (request, reply) => {
      const service = readyService(readiness, reply);
      const body = parseBody(request.body);
      // What has begun elsewhere was accepted once and is not turned away in its middle.
      if (body.resume === undefined) refuseIfOverloaded(service, body.n, reply);
      const completionRequest = toCompletionRequest(body, service.model, service.policy.current);
      const observed = service.activity.begin();
      const metered = beginMetering(service, body, completionRequest);
      const { requestId } = body;
      const attributes = {
        'slipstream.request.id': requestId,
        'slipstream.resumed': body.resume !== undefined,
      };
      const span = tracing.startSpan('decode', request.headers, { role: 'server', attributes });
      reply.hijack();
      new DecodeExchange(service, reply.raw, { metered, observed, span, requestId }).run(completionRequest);
    },
  });
}

function readyService(readiness: ReadinessState, reply: FastifyReply): DecodeService {
  const { current } = readiness;
  if (current.state === 'ready') return current.service;
  reply.header('retry-after', retryAfterSeconds);
  if (current.state === 'starting') throw new DecodeRefusal('not_ready', 'This worker is starting.');
  throw new DecodeRefusal('draining', 'This worker is shutting down.');
}

function refuseIfOverloaded(service: DecodeService, choiceCount: number, reply: FastifyReply): void {
  const { waiting } = service.engine.load;
  if (waiting + choiceCount <= service.waitingMax) return;
  reply.header('retry-after', retryAfterSeconds);
  throw new DecodeRefusal(
    'overloaded',
    `${waiting} sequences wait for this worker, which keeps ${service.waitingMax} at most. Try again later.`,
  );
}

function parseBody(body: unknown): DecodeBody {
  const result = decodeBodySchema.safeParse(body);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new DecodeRefusal('invalid_request', problems.join('; '));
}

function beginMetering(
  { usage, logger }: DecodeService,
  { requestId, account, resume }: DecodeBody,
  { sequence }: CompletionRequest,
): MeteredRequest {
  try {
    const promptTokens = sequence.promptTokens.length;
    return usage.begin({ requestId, account, promptTokens }, committedBefore(resume?.choices ?? []));
  } catch (error) {
    logger.error({ requestId, error }, 'the usage of a request cannot be recorded');
    throw new DecodeRefusal('internal', 'The usage of this request cannot be recorded, so it is not served.');
  }
}

interface AcceptedRequest {
  readonly requestId: string;
  readonly metered: MeteredRequest;
  readonly observed: ObservedRequest;
  readonly span: TraceSpan;
}

/** One accepted request on its connection. */
class DecodeExchange {
  private stepsAtAbort = 0;

  constructor(
    private readonly service: DecodeService,
    private readonly response: ServerResponse,
    private readonly request: AcceptedRequest,
  ) {}

  run(request: CompletionRequest): void {
    const { service, response } = this;
    const completion = this.open(request);
    service.active.add(completion);
    // The client left, or has the whole answer; then there is nothing left to abort.
    response.once('close', () => {
      service.active.remove(completion);
      completion.abort();
    });
    try {
      completion.start(service.engine);
    } catch (error) {
      service.logger.error(
        { requestId: this.request.requestId, error },
        'the engine refused a checked request',
      );
      const nothing = { completionTokens: 0, cachedTokens: 0, draftedTokens: 0, acceptedTokens: 0 };
      this.request.metered.close({ outcome: 'failed', ...nothing });
      service.usage.flush();
      this.request.observed.end('failed');
      this.request.span.fail('failed');
      response.destroy();
    }
  }

  private open(request: CompletionRequest): Completion {
    const { service } = this;
    const stream = new EventStream(this.response, (unreadBytes) =>
      service.logger.warn(
        { requestId: this.request.requestId, unreadBytes },
        'aborted: the client reads too slowly',
      ),
    );
    return new Completion(request, service.tokenizer, {
      onEvent: (event) => {
        // Written down before it is told: nobody has tokens that a crash could leave uncounted.
        service.usage.flush();
        stream.write(event);
      },
      onCommit: () => {
        this.request.metered.commit();
        this.request.observed.commit();
      },
      onSettled: (summary) => this.close(summary),
      onAbort: () => {
        this.stepsAtAbort = service.steps.count;
      },
      onSequenceEnd: (outcome) => this.record(outcome, request),
      onEnd: () => stream.end(),
    });
  }

  private close({ outcome, usage, speculation }: CompletionSummary): void {
    const { completionTokens, cachedTokens } = usage;
    const { draftedTokens, acceptedTokens } = speculation;
    this.request.metered.close({ outcome, completionTokens, cachedTokens, draftedTokens, acceptedTokens });
    this.service.usage.flush();
    const { span, observed } = this.request;
    observed.end(outcome);
    span.set({
      'gen_ai.usage.input_tokens': usage.promptTokens,
      'gen_ai.usage.output_tokens': completionTokens,
      'slipstream.usage.cached_tokens': cachedTokens,
      'slipstream.speculation.steps': speculation.steps,
      'slipstream.speculation.drafted_tokens': draftedTokens,
      'slipstream.speculation.accepted_tokens': acceptedTokens,
    });
    if (outcome === 'completed') span.end();
    else span.fail(outcome);
  }

  private record(outcome: SequenceOutcome, { sequence }: CompletionRequest): void {
    const { metrics, window, steps, logger } = this.service;
    metrics.recordSequence(outcome);
    window.recordSequence(outcome, sequence.speculation);
    if (outcome.reason === 'aborted') metrics.recordAbortedSequence(steps.count - this.stepsAtAbort);
    if (outcome.error !== undefined) {
      logger.error({ requestId: this.request.requestId, error: outcome.error }, 'the target failed');
    }
  }
}
