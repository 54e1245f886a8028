import { parseCompletionRequest } from '@slipstream/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CompletionAnswer } from '../openai/completion-answer.js';
import { completionToDecodeBody } from '../openai/to-decode-body.js';
import type { Services } from '../services.js';
import { answerCompletion } from './answer-completion.js';

/** `POST /v1/completions` */
export function handleCompletion(services: Services) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const parameters = parseCompletionRequest(request.body);
    return answerCompletion(
      services,
      { request, reply },
      {
        parameters,
        idPrefix: 'cmpl-',
        operation: 'text_completion',
        toDecodeBody: (identity) => completionToDecodeBody(parameters, identity),
        toFormat: (envelope) =>
          new CompletionAnswer(envelope, parameters.logprobs === undefined ? 'left-out' : 'included'),
      },
    );
  };
}
