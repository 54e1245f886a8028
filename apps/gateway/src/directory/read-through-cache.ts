export interface CacheOptions {
  sizeMax: number;
  ageMsMax: number;
  nowMs: () => number;
}

/**
 * Remembers reads for a short while. Promises are kept rather than values: concurrent readers share one read, and a
 * read that was under way when the cache was cleared is never remembered.
 */
export class ReadThroughCache<Value> {
  private readonly entries = new Map<string, { value: Promise<Value>; expiresAtMs: number }>();

  constructor(private readonly options: CacheOptions) {}

  read(key: string, load: () => Promise<Value>): Promise<Value> {
    const entry = this.entries.get(key);
    if (entry && entry.expiresAtMs > this.options.nowMs()) {
      return entry.value;
    }
    const value = load();
    this.remember(key, value);
    value.catch(() => this.forget(key, value));
    return value;
  }

  clear(): void {
    this.entries.clear();
  }

  private remember(key: string, value: Promise<Value>): void {
    // Deleting first moves the key to the end, so the map's order is the order of age and the oldest is evicted.
    this.entries.delete(key);
    if (this.entries.size >= this.options.sizeMax) {
      this.entries.delete(this.entries.keys().next().value!);
    }
    this.entries.set(key, { value, expiresAtMs: this.options.nowMs() + this.options.ageMsMax });
  }

  private forget(key: string, value: Promise<Value>): void {
    if (this.entries.get(key)?.value === value) {
      this.entries.delete(key);
    }
  }
}
