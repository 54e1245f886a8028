import { SetMetadata } from '@nestjs/common';
import type { Topic } from '@slipstream/contract';
import type { AssignedWork, Handler } from '@slipstream/queue';

export const handlerMetadata = Symbol('handler');
export type HandlerMetadata = Omit<Handler, 'call'>;

/**
 * Marks the method that does a topic's work; each topic has one. Work may come twice, so doing it again must change
 * nothing; what must happen exactly once happens in one transaction with `outbox.settle(work.id)`. A method that throws
 * is called again, with growing pauses.
 */
export function Handles<T extends Topic>(
  topic: T,
  { concurrency = 4, by = 'anyone' }: Partial<Pick<Handler, 'concurrency' | 'by'>> = {},
) {
  return <Call extends (work: AssignedWork<T>) => Promise<void>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<Call>,
  ): void => {
    SetMetadata<symbol, HandlerMetadata>(handlerMetadata, { topic, concurrency, by })(
      target,
      name,
      descriptor,
    );
  };
}
