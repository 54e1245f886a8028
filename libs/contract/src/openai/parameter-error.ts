import { DomainError } from '@slipstream/domain';

export type ParameterErrorCode =
  | 'invalid_body'
  | 'invalid_value'
  | 'missing_required_parameter'
  | 'unknown_parameter'
  | 'unsupported_parameter';

/** The request asks for something that does not exist or is not served; `param` names it, in OpenAI's notation. */
export class ParameterError extends DomainError {
  readonly kind = 'malformed';

  constructor(
    readonly code: ParameterErrorCode,
    readonly param: string | null,
    message: string,
  ) {
    super(message);
  }
}
