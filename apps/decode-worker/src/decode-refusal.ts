import { decodeErrorStatuses, type DecodeErrorBody, type DecodeErrorCode } from '@slipstream/contract';

/** A request that is answered with an error before its first event. The message is safe to show to the client. */
export class DecodeRefusal extends Error {
  constructor(
    readonly code: DecodeErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'DecodeRefusal';
  }

  get status(): number {
    return decodeErrorStatuses[this.code];
  }

  get body(): DecodeErrorBody {
    return { code: this.code, message: this.message };
  }
}
