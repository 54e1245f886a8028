/** Work that can be interrupted wherever it yields. */
export type Slices<Result> = Generator<void, Result, void>;

export function atOnce<Result>(work: Slices<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** With a pause after every slice, in which other work goes on. */
export async function inSlices<Result>(work: Slices<Result>, pause: () => Promise<unknown>): Promise<Result> {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    await pause();
  }
}
