/** What the worker tells whoever started it, one JSON object a line of stdout. Logs go to stderr. */
export type WorkerNotice =
  | { readonly event: 'listening'; readonly port: number }
  | { readonly event: 'ready' }
  | { readonly event: 'failed'; readonly reason: string };

export function notifySupervisor(notice: WorkerNotice): void {
  process.stdout.write(`${JSON.stringify(notice)}\n`);
}

/** Calls back when the supervisor's end of stdin closes, which the system does however the supervisor dies. */
export function onSupervisorGone(callback: () => void): void {
  process.stdin.once('close', callback);
  process.stdin.once('end', callback);
  process.stdin.on('error', callback);
  process.stdin.resume();
}
