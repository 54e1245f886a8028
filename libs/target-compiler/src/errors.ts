/** An expected failure of a compilation. Its message is one line that an operator can act on. */
export abstract class TargetCompilerError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The file is sound, but asks for something the target graph does not have. */
export class UnsupportedModel extends TargetCompilerError {
  readonly code = 'UNSUPPORTED_MODEL';
}

/** The file contradicts itself, or ends too early. */
export class CorruptModel extends TargetCompilerError {
  readonly code = 'CORRUPT_MODEL';
}

/** The file cannot be opened or read at all. */
export class UnreadableModel extends TargetCompilerError {
  readonly code = 'UNREADABLE_MODEL';
}

/** A compiled target's folder is incomplete or of another format. */
export class CorruptTarget extends TargetCompilerError {
  readonly code = 'CORRUPT_TARGET';
}

/** The compiled target could not be written. */
export class TargetNotWritten extends TargetCompilerError {
  readonly code = 'TARGET_NOT_WRITTEN';
}
