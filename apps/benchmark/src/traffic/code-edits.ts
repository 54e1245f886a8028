import { type CodeTask, codeTask } from './code-tasks.js';
import type { Draw } from './draw.js';

const programs: readonly ((task: CodeTask) => string)[] = [
  ({ one, many, field, other, number }) => `def total_${field}(${many}):
    result = 0
    for ${one} in ${many}:
        if ${one}["${other}"] > ${number}:
            result += ${one}["${field}"]
    return result`,
  ({ one, many, field, number }) => `def filter_${many}(${many}, limit=${number}):
    kept = []
    for ${one} in ${many}:
        if ${one}["${field}"] >= limit:
            kept.append(${one})
    return kept`,
  ({ one, many, field, other }) => `def group_${many}(${many}):
    groups = {}
    for ${one} in ${many}:
        key = ${one}["${field}"]
        if key not in groups:
            groups[key] = []
        groups[key].append(${one}["${other}"])
    return groups`,
  ({ one, type, field, other, number }) => `class ${type}:
    def __init__(self, ${field}, ${other}=${number}):
        self.${field} = ${field}
        self.${other} = ${other}

    def describe_${one}(self):
        return f"{self.${field}} and {self.${other}}"`,
  ({ one, many, field, other }) => `def report_${many}(${many}):
    lines = []
    for ${one} in sorted(${many}, key=lambda row: row["${field}"]):
        lines.append(f"{${one}['${field}']}: {${one}['${other}']}")
    return "\\n".join(lines)`,
];

const edits: readonly ((task: CodeTask) => string)[] = [
  ({ field }) => `Rename "${field}" to "${field}_value" everywhere.`,
  ({ one }) => `Rename "${one}" to "entry" everywhere.`,
  ({ one }) => `Add a docstring that says what it does with each ${one}.`,
  ({ many }) => `Add type hints; ${many} is a list of dictionaries.`,
  ({ field }) => `Print the ${field} before it returns.`,
  ({ other }) => `Use "${other}_new" in place of "${other}".`,
];

/** A small Python program and one change to it; the answer is the whole program again. */
export function codeEditPrompt(draw: Draw): string {
  const task = codeTask(draw);
  const program = draw.pick(programs)(task);
  return `Edit the Python code. ${draw.pick(edits)(task)} Return the complete code.\n\n\`\`\`python\n${program}\n\`\`\``;
}
