import pino from 'pino';
import { redactText, redactValue } from './redact.js';

export type Logger = pino.Logger;

export interface LoggerOptions {
  /** The process's name, in every line. */
  name: string;
  level: string;
  /** Where lines go: by default stderr, which leaves stdout to what a program answers. */
  destination?: pino.DestinationStream;
}

/** JSON lines, with secrets masked in messages, fields, errors and child bindings alike. */
export function createLogger({ name, level, destination = standardError() }: LoggerOptions): Logger {
  return pino(
    {
      name,
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Only the final text has everything in it, format arguments and child bindings included, so it is masked as a whole.
      hooks: { streamWrite: redactText },
      // By then the formatter below has made a plain object of an error; the default would call it "Object".
      serializers: { err: (error: unknown) => error },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactValue(fields) as Record<string, unknown>,
        bindings: (fields) => redactValue(fields) as Record<string, unknown>,
      },
    },
    destination,
  );
}

/**
 * Lines are written at once. What waits to be written is tried again for ever when the process exits, so a process whose
 * reader died would outlive it.
 */
function standardError(): pino.DestinationStream {
  return pino.destination({ dest: 2, sync: true });
}
