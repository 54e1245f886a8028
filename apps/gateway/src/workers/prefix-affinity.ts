import type { ReplicaId } from '@slipstream/domain';

const prefixCountMax = 50_000;

/** Which replica has last read a beginning of a prompt, and so most likely still has its keys and values. */
export class PrefixAffinity {
  private readonly replicas = new Map<string, ReplicaId>();

  /** The replica that knows the longest of these prefixes. */
  find(prefixes: readonly string[]): ReplicaId | undefined {
    const known = prefixes.findLast((prefix) => this.replicas.has(prefix));
    return known === undefined ? undefined : this.replicas.get(known);
  }

  note(prefixes: readonly string[], replica: ReplicaId): void {
    for (const prefix of prefixes) {
      // Deleting first moves it to the end, so that the longest unused is forgotten first.
      this.replicas.delete(prefix);
      this.replicas.set(prefix, replica);
      if (this.replicas.size > prefixCountMax) this.replicas.delete(this.replicas.keys().next().value!);
    }
  }
}
