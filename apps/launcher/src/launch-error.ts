/** An expected reason not to start, in one line that says what to do. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}
