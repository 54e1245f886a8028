/** The model could not be had. The message is one line that says what to do. */
export class ModelUnavailable extends Error {
  override readonly name = 'ModelUnavailable';
  readonly code = 'MODEL_UNAVAILABLE';
}

/** What arrived is not what was asked for. */
export class ChecksumMismatch extends Error {
  override readonly name = 'ChecksumMismatch';
  readonly code = 'CHECKSUM_MISMATCH';

  constructor(readonly path: string) {
    super(
      `${path} does not have the expected checksum. It was removed; run the command again to fetch it anew.`,
    );
  }
}
