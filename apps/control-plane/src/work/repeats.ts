import { SetMetadata } from '@nestjs/common';
import type { RepeatedMethod } from '@slipstream/queue';

export const repeatMetadata = Symbol('repeat');
export type RepeatMetadata = Omit<RepeatedMethod, 'call'>;

/**
 * Marks a method that is called at intervals, by one of all control planes each time; its name is unique. If it takes
 * longer than the interval another process may begin meanwhile, so doing it again must change nothing.
 */
export function Repeats(metadata: RepeatMetadata) {
  return (
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<() => Promise<void>>,
  ): void => {
    SetMetadata(repeatMetadata, metadata)(target, name, descriptor);
  };
}
