/** Something the caller gave cannot be used. Shown as one line; the exit code is 2. */
export class BadInput extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadInput';
  }
}
