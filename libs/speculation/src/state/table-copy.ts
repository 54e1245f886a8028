import type { StateArray } from './state-arrays.js';

/** Where the copy of an array goes. */
export type CopyTarget = (array: StateArray) => StateArray;

/** Rows copied together: a write to one of them takes the others with it, 9 KB of an n-gram table. */
const pageRowsLog2 = 8;
/** Pages copied between two pauses: 150 KB of an n-gram table. */
const slicePages = 16;

/**
 * Copies the arrays of a table page by page while the table goes on changing: whoever is about to write to a row says so
 * first, and its page is copied before. So the copy is of the moment at which it began.
 */
export class TableCopy {
  private readonly isCopied: Uint8Array;
  private readonly pageLengths: readonly number[];
  private arrays: readonly StateArray[];
  private nextPage = 0;

  /** Every array has as many entries a row as it is longer than `rowCount`. */
  constructor(
    rowCount: number,
    arrays: readonly StateArray[],
    private targetOf: CopyTarget,
  ) {
    this.arrays = arrays;
    this.isCopied = new Uint8Array(Math.ceil(rowCount / 2 ** pageRowsLog2));
    this.pageLengths = arrays.map(({ length }) => (length / rowCount) * 2 ** pageRowsLog2);
  }

  /** Call it before the row is written to. */
  keep(row: number): void {
    const page = row >>> pageRowsLog2;
    if (this.isCopied[page] === 0) this.copy(page);
  }

  /** Copies one more page; false if there is none left. */
  advance(): boolean {
    const { isCopied } = this;
    while (this.nextPage < isCopied.length && isCopied[this.nextPage] === 1) this.nextPage++;
    if (this.nextPage === isCopied.length) {
      // A finished copy stays with its table until the next one; what was copied need not.
      this.arrays = [];
      this.targetOf = (array) => array;
      return false;
    }
    this.copy(this.nextPage);
    return true;
  }

  /** Copies what is left at once: before all of the table changes. */
  finish(): void {
    while (this.advance());
  }

  private copy(page: number): void {
    this.isCopied[page] = 1;
    this.arrays.forEach((array, index) => {
      const from = page * this.pageLengths[index];
      this.targetOf(array).set(array.subarray(from, from + this.pageLengths[index]), from);
    });
  }
}

/** Copies all tables, with pauses in which other work goes on. */
export async function copyInSlices(
  tables: readonly TableCopy[],
  pause: () => Promise<unknown>,
): Promise<void> {
  for (const table of tables) {
    for (let pages = 1; table.advance(); pages++) if (pages % slicePages === 0) await pause();
  }
}
