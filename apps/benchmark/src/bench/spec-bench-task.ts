/** Categories of MT-bench, which make up Spec-Bench's task of multi-turn conversation. */
const chatCategories: ReadonlySet<string> = new Set(
  'writing roleplay reasoning math coding extraction stem humanities'.split(' '),
);

/** The task that a line of Spec-Bench's `question.jsonl` belongs to, by its category. */
export function specBenchTask(category: unknown): string | undefined {
  if (typeof category !== 'string') return undefined;
  return chatCategories.has(category) ? 'chat' : category;
}
