/** What was offered as learned state cannot be used; nothing was changed. The message is for people. */
export class LearnedRefused extends Error {
  /** `reason` completes "It cannot be taken: ". */
  constructor(readonly reason: string) {
    super(`The learned state cannot be taken: ${reason}`);
    this.name = 'LearnedRefused';
  }
}
