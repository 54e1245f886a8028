import type { ServerResponse } from 'node:http';
import { serverOverloaded } from '../api-error.js';
import { ClientGone } from './client-gone.js';

export interface ActiveRequest {
  /** Aborts when the client goes, or when the process may wait no longer. */
  signal: AbortSignal;
  leave(): void;
}

/** The completions under way in this process: bounded, and stopped as soon as nobody waits for them. */
export class ActiveRequests {
  private readonly controllers = new Set<AbortController>();

  constructor(private readonly countMax: number) {}

  get count(): number {
    return this.controllers.size;
  }

  enter(response: ServerResponse): ActiveRequest {
    if (this.count >= this.countMax) {
      throw serverOverloaded();
    }
    const controller = new AbortController();
    const onClose = (): void => {
      if (!response.writableFinished) {
        controller.abort(new ClientGone());
      }
    };
    this.controllers.add(controller);
    response.once('close', onClose);
    const leave = (): void => {
      this.controllers.delete(controller);
      response.off('close', onClose);
    };
    if (response.destroyed) {
      onClose();
    }
    return { signal: controller.signal, leave };
  }

  abortAll(reason: Error): void {
    for (const controller of this.controllers) {
      controller.abort(reason);
    }
  }
}
