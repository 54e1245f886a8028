import { type CodeTask, codeTask } from './code-tasks.js';
import type { Draw } from './draw.js';

const pythonRequests: readonly ((task: CodeTask) => string)[] = [
  ({ name, does }) => `Write a Python function ${name} that ${does}.`,
  ({ does }) => `Write a Python function that ${does}. Give it a docstring and type hints.`,
  ({ name, does }) => `Write pytest tests for a Python function ${name} that ${does}.`,
  ({ type, field, other, does }) =>
    `Write a Python dataclass ${type} with ${field} and ${other}, and a function that ${does}.`,
  ({ does }) => `Show Python code that ${does}, with a list comprehension where it fits.`,
  ({ name, does }) =>
    `Complete the Python code.\n\ndef ${name}(records):\n    """Return the result of code that ${does}."""`,
];

const rustRequests: readonly ((task: CodeTask) => string)[] = [
  ({ name, does }) => `Write a Rust function ${name} that ${does}.`,
  ({ type, field, other, does }) =>
    `Define a Rust struct ${type} with ${field} and ${other}, and a function that ${does}.`,
  ({ does }) => `Write Rust code with iterators that ${does}. Return a Result.`,
  ({ name, does }) => `Write a Rust test module for a function ${name} that ${does}.`,
  ({ many, does }) =>
    `Write a Rust trait for a store of ${many} with a method that ${does}, and implement it.`,
  ({ type, name, does }) =>
    `Complete the Rust code.\n\n/// A function that ${does}.\nfn ${name}(records: &[${type}]) {`,
];

export const pythonPrompt = (draw: Draw): string => draw.pick(pythonRequests)(codeTask(draw));
export const rustPrompt = (draw: Draw): string => draw.pick(rustRequests)(codeTask(draw));
