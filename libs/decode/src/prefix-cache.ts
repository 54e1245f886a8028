import type { KvRows } from './target-model.js';

interface PrefixNode {
  readonly parent: PrefixNode | undefined;
  /** The block's tokens; fewer than `blockSize` only in a leaf. */
  tokens: Int32Array;
  rows: KvRows;
  children: PrefixNode[];
  lastUse: number;
}

/** A reusable prefix: the stored rows, block by block, and how many positions of the prompt they cover. */
export interface PrefixMatch {
  readonly length: number;
  readonly blocks: readonly { readonly rows: KvRows; readonly count: number }[];
}

/**
 * Keys and values of earlier sequences, as a tree of blocks keyed by their tokens, so that a new prompt reuses its
 * longest common prefix with any of them. Bounded in bytes; the leaf unused for longest goes first.
 */
export class PrefixCache {
  private readonly roots: PrefixNode[] = [];
  private readonly leaves = new Set<PrefixNode>();
  private useCount = 0;
  private usedBytes = 0;

  constructor(
    private readonly blockSize: number,
    private readonly bytesMax: number,
  ) {}

  get bytes(): number {
    return this.usedBytes;
  }

  /** The longest stored prefix of `tokens`, at most `lengthMax` positions. */
  match(tokens: Int32Array, lengthMax: number): PrefixMatch {
    const blocks: { rows: KvRows; count: number }[] = [];
    let length = 0;
    let level = this.roots;
    for (;;) {
      const { node, common } = longestCommon(
        level,
        tokens,
        length,
        Math.min(lengthMax, length + this.blockSize),
      );
      if (node === undefined) break;
      node.lastUse = ++this.useCount;
      blocks.push({ rows: node.rows, count: common });
      length += common;
      if (common < this.blockSize) break;
      level = node.children;
    }
    return { length, blocks };
  }

  /** Stores a sequence's positions; `read` is asked only for blocks that are not here yet. */
  store(tokens: Int32Array, length: number, read: (firstPosition: number, count: number) => KvRows): void {
    let parent: PrefixNode | undefined;
    for (let first = 0; first < length; first += this.blockSize) {
      const count = Math.min(this.blockSize, length - first);
      const siblings: PrefixNode[] = parent === undefined ? this.roots : parent.children;
      const { node, common } = longestCommon(siblings, tokens, first, first + count);
      if (node !== undefined && common === count) {
        node.lastUse = ++this.useCount;
        parent = node;
      } else if (node !== undefined && common === node.tokens.length) {
        this.replaceRows(node, tokens.slice(first, first + count), read(first, count));
        parent = node;
      } else {
        parent = this.add(parent, siblings, tokens.slice(first, first + count), read(first, count));
      }
    }
    this.evict();
  }

  /** Throws if the bookkeeping is broken. */
  checkIntegrity(): void {
    let bytes = 0;
    let leafCount = 0;
    const visit = (node: PrefixNode): void => {
      bytes += node.rows.data.byteLength;
      if (node.tokens.length !== node.rows.count) throw new Error('a block has rows for other tokens');
      if (node.children.length === 0) leafCount++;
      else if (node.tokens.length !== this.blockSize) throw new Error('an open block has children');
      if ((node.children.length === 0) !== this.leaves.has(node)) throw new Error('the leaves are wrong');
      node.children.forEach(visit);
    };
    this.roots.forEach(visit);
    if (bytes !== this.usedBytes) throw new Error(`counted ${bytes} bytes, kept ${this.usedBytes}`);
    if (leafCount !== this.leaves.size) throw new Error('a leaf is missing');
  }

  private add(
    parent: PrefixNode | undefined,
    siblings: PrefixNode[],
    tokens: Int32Array,
    rows: KvRows,
  ): PrefixNode {
    const node: PrefixNode = { parent, tokens, rows, children: [], lastUse: ++this.useCount };
    siblings.push(node);
    if (parent !== undefined) this.leaves.delete(parent);
    this.leaves.add(node);
    this.usedBytes += rows.data.byteLength;
    return node;
  }

  private replaceRows(node: PrefixNode, tokens: Int32Array, rows: KvRows): void {
    this.usedBytes += rows.data.byteLength - node.rows.data.byteLength;
    node.tokens = tokens;
    node.rows = rows;
    node.lastUse = ++this.useCount;
  }

  private evict(): void {
    while (this.usedBytes > this.bytesMax) {
      let oldest: PrefixNode | undefined;
      for (const leaf of this.leaves)
        if (oldest === undefined || leaf.lastUse < oldest.lastUse) oldest = leaf;
      if (oldest === undefined) return;
      this.remove(oldest);
    }
  }

  private remove(leaf: PrefixNode): void {
    const siblings = leaf.parent === undefined ? this.roots : leaf.parent.children;
    siblings.splice(siblings.indexOf(leaf), 1);
    this.leaves.delete(leaf);
    if (leaf.parent !== undefined && siblings.length === 0) this.leaves.add(leaf.parent);
    this.usedBytes -= leaf.rows.data.byteLength;
  }
}

function longestCommon(
  level: readonly PrefixNode[],
  tokens: Int32Array,
  first: number,
  end: number,
): { node: PrefixNode | undefined; common: number } {
  let node: PrefixNode | undefined;
  let common = 0;
  for (const candidate of level) {
    const limit = Math.min(candidate.tokens.length, end - first);
    let length = 0;
    while (length < limit && candidate.tokens[length] === tokens[first + length]) length++;
    if (length > common) [node, common] = [candidate, length];
  }
  return { node, common };
}
