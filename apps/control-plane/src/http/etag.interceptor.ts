import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';

import { entityTag } from './entity-tag.js';

interface Versioned {
  readonly generation?: unknown;
  readonly version?: unknown;
}

/** Gives answers that carry a version the entity tag that an update of it names. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((body: Versioned | undefined) => {
        const version = body?.generation ?? body?.version;
        if (typeof version === 'number') void reply.header('etag', entityTag(version));
      }),
    );
  }
}
