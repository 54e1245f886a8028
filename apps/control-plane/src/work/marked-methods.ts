import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { Handler, RepeatedMethod } from '@slipstream/queue';

import { handlerMetadata } from './handles.js';
import { repeatMetadata } from './repeats.js';

/** Finds the methods of all providers that are marked with `Handles` or `Repeats`. */
@Injectable()
export class MarkedMethods {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  handlers(): Handler[] {
    return this.marked<Handler>(handlerMetadata);
  }

  repeated(): RepeatedMethod[] {
    return this.marked<RepeatedMethod>(repeatMetadata);
  }

  private marked<Marked extends { readonly call: unknown }>(key: symbol): Marked[] {
    return this.discovery.getProviders().flatMap(({ instance }) => {
      if (typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method = prototype[name] as (...given: never[]) => unknown;
        const metadata = this.reflector.get<object | undefined>(key, method);
        return metadata === undefined
          ? []
          : [{ ...metadata, call: method.bind(instance) } as unknown as Marked];
      });
    });
  }
}
