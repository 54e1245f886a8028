import { Draw } from './draw.js';
import type { PromptLine, TrafficOptions } from './prompt-line.js';
import { city, firstName, item } from './words.js';

const requests: readonly ((draw: Draw) => string)[] = [
  (draw) => `Tell a story about ${firstName(draw)}, who finds a ${item(draw)} in ${city(draw)}.`,
  (draw) => `Write a letter from ${firstName(draw)} in ${city(draw)} to a friend in ${city(draw)}.`,
  (draw) => `What would you do with ${draw.integer(2, 90)} hours in ${city(draw)}?`,
  (draw) => `Invent a dream that ${firstName(draw)} had last night.`,
  (draw) => `Write a poem about a ${item(draw)} and the sea.`,
  (draw) => `Describe ${city(draw)} in the year ${draw.integer(2100, 2900)}.`,
  (draw) =>
    `${firstName(draw)} and ${firstName(draw)} disagree about a ${item(draw)}. Write their conversation.`,
  (draw) => `Give advice to someone who moves from ${city(draw)} to ${city(draw)}.`,
];

/** Prompts whose answers can say anything: sampled at a high temperature there is nothing to predict. */
export function openEndedTraffic({ count, seed }: TrafficOptions): PromptLine[] {
  const draw = new Draw(seed);
  return Array.from({ length: count }, () => ({ stream: 'open-ended', prompt: draw.pick(requests)(draw) }));
}
