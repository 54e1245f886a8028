import type { ChatMessage } from '@slipstream/tokenizer';

/** One line of a prompts file: a chat whose answers are the model's own. */
export interface Conversation {
  readonly stream: string;
  /** Line of the file, from 1. */
  readonly lineNumber: number;
  /** The messages that each turn adds before the model answers. */
  readonly turns: readonly (readonly ChatMessage[])[];
}

/** One answer to be given: a turn of a conversation whose earlier turns are answered. */
export interface BenchRequest {
  readonly conversation: Conversation;
  readonly turn: number;
}
