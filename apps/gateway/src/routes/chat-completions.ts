import { parseChatCompletionRequest } from '@slipstream/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ChatAnswer } from '../openai/chat-answer.js';
import { chatToDecodeBody } from '../openai/to-decode-body.js';
import type { Services } from '../services.js';
import { answerCompletion } from './answer-completion.js';

/** `POST /v1/chat/completions` */
export function handleChatCompletion(services: Services) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const parameters = parseChatCompletionRequest(request.body);
    return answerCompletion(
      services,
      { request, reply },
      {
        parameters,
        idPrefix: 'chatcmpl-',
        operation: 'chat',
        toDecodeBody: (identity) => chatToDecodeBody(parameters, identity),
        toFormat: (envelope) =>
          new ChatAnswer(
            parameters.service_tier === undefined ? envelope : { ...envelope, service_tier: 'default' },
            parameters.logprobs ? 'included' : 'left-out',
          ),
      },
    );
  };
}
