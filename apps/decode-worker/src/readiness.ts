import type { DecodeService } from './decode-route.js';

/** What the worker can do at the moment. Only a ready one has something that decodes. */
export type Readiness =
  | { readonly state: 'starting' }
  | { readonly state: 'ready'; readonly service: DecodeService }
  | { readonly state: 'draining' };

/** A worker only goes forward: it starts, serves, drains. */
export class ReadinessState {
  current: Readiness = { state: 'starting' };

  becomeReady(service: DecodeService): void {
    if (this.current.state === 'starting') this.current = { state: 'ready', service };
  }

  /** New requests get another service; those that run keep theirs. False when this worker serves no more. */
  replaceService(service: DecodeService): boolean {
    if (this.current.state !== 'ready') return false;
    this.current = { state: 'ready', service };
    return true;
  }

  startDraining(): void {
    this.current = { state: 'draining' };
  }
}
