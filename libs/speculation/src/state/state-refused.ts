/** What is wrong with saved bytes. 'inconsistent' passed the checksum and yet breaks an invariant. */
export type StateRefusal = 'foreign' | 'version' | 'truncated' | 'checksum' | 'size' | 'inconsistent';

/** Saved bytes cannot become the state of this endpoint. The state it has is untouched. */
export class StateRefused extends Error {
  constructor(
    readonly reason: StateRefusal,
    detail: string,
  ) {
    super(`the saved state is refused: ${detail}`);
    this.name = 'StateRefused';
  }
}
