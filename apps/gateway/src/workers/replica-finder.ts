import type { EndpointState } from '@slipstream/domain';
import { DatabaseUnavailable, type ReplicaRoute, type Route } from '@slipstream/persistence';
import { endpointNotReady, modelNotFound, serverOverloaded } from '../api-error.js';
import type { Directory } from '../directory/directory.js';
import type { Attempts } from './attempts.js';
import type { DispatchJob } from './dispatcher.js';
import type { PrefixAffinity } from './prefix-affinity.js';
import { prefixesOf } from './prompt-prefixes.js';
import { ofOneRevision } from './of-one-revision.js';
import type { ReplicaLoad } from './replica-load.js';

export interface ReplicaFinderOptions {
  directory: Pick<Directory, 'findRoute' | 'routeChanges'>;
  load: ReplicaLoad;
  affinity: PrefixAffinity;
  /** Uniform numbers in [0, 1). */
  random: () => number;
  restartWaitMs?: number;
}

/** A crashed worker is back in a few seconds; past this a client is better off deciding itself. */
const restartWaitMsDefault = 15_000;
/** Half of a replica's lanes: a longer queue costs more than reading a prompt again. */
const affinityLoadMax = 4;

/** States that a ready replica follows without anybody doing anything. */
const comingStates: ReadonlySet<EndpointState> = new Set([
  'pending',
  'starting',
  'ready',
  'updating',
  'scaledToZero',
]);

/** Finds the replica for an attempt: one that knows the prompt's beginning, else the least loaded; or waits for one. */
export class ReplicaFinder {
  constructor(private readonly options: ReplicaFinderOptions) {}

  async next(job: DispatchJob, attempts: Attempts): Promise<ReplicaRoute> {
    const prefixes = prefixesOf(job.body.input, job.body.account.endpointId);
    const replica = (await this.find(job, attempts, prefixes)) ?? (await this.await(job, attempts, prefixes));
    this.options.affinity.note(prefixes, replica.id);
    return replica;
  }

  private async find(
    job: DispatchJob,
    attempts: Attempts,
    prefixes: readonly string[],
  ): Promise<ReplicaRoute | undefined> {
    const route = await this.readRoute(job, attempts);
    const replica = route && this.choose(this.candidates(route, attempts), prefixes);
    if (replica) return replica;
    const { lastError } = attempts;
    if (lastError?.kind === 'overloaded') throw serverOverloaded();
    // The replica is still there and would only fail again: nothing to wait for.
    if (lastError?.kind === 'failed') throw lastError;
    const isWorthWaiting = lastError !== undefined || (job.holdMs > 0 && comingStates.has(route!.state));
    if (!isWorthWaiting) throw endpointNotReady(route!.endpointName, route!.state);
    return undefined;
  }

  /** Undefined while the database is away in the middle of an answer: its replicas may come back with it. */
  private async readRoute(job: DispatchJob, attempts: Attempts): Promise<Route | undefined> {
    try {
      const route = await this.options.directory.findRoute(job.tenantId, job.endpointName);
      if (!route) throw modelNotFound(job.endpointName);
      return route;
    } catch (error) {
      if (error instanceof DatabaseUnavailable && attempts.count > 0) return undefined;
      throw error;
    }
  }

  private candidates({ replicas }: Route, attempts: Attempts): readonly ReplicaRoute[] {
    const remaining = attempts.remaining(replicas);
    const { lastRevision } = attempts;
    if (lastRevision === undefined) return ofOneRevision(remaining, this.options.random);
    const alike = remaining.filter(({ revision }) => revision === lastRevision);
    return alike.length > 0 ? alike : remaining;
  }

  private choose(replicas: readonly ReplicaRoute[], prefixes: readonly string[]): ReplicaRoute | undefined {
    const { load, affinity } = this.options;
    const least = load.leastLoaded(replicas);
    const known = affinity.find(prefixes);
    const warm = replicas.find(({ id }) => id === known);
    const isNear = warm && least && load.countOf(warm.id) - load.countOf(least.id) <= affinityLoadMax;
    return isNear ? warm : least;
  }

  /** Waits for a replica to become ready: its endpoint's first, or the next life of one that failed this request. */
  private async await(
    job: DispatchJob,
    attempts: Attempts,
    prefixes: readonly string[],
  ): Promise<ReplicaRoute> {
    const { directory, restartWaitMs = restartWaitMsDefault } = this.options;
    const deadline = AbortSignal.timeout(attempts.lastError === undefined ? job.holdMs : restartWaitMs);
    // Listening starts before the first look, so that no change falls between the two.
    const changes = directory.routeChanges(AbortSignal.any([deadline, job.signal]));
    try {
      for (;;) {
        const found = await this.find(job, attempts, prefixes);
        if (found) return found;
        await changes.next();
      }
    } catch (error) {
      job.signal.throwIfAborted();
      if (!deadline.aborted) throw error;
      throw attempts.lastError ?? endpointNotReady(job.endpointName, 'starting');
    } finally {
      await changes.return();
    }
  }
}
