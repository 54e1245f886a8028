/** What was offered as learned state cannot be used; nothing was changed. The message is for people. */
export class LearnedRefused extends Error {
  constructor(why: string) {
    super(`The learned state cannot be taken: ${why}`);
    this.name = 'LearnedRefused';
  }
}
