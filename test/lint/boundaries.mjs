// Shows that the layer boundaries bite: a deliberately illegal import must fail the lint, and every project must carry
// exactly one layer and one scope, because a project without its tag would silently escape the rules.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { ESLint } from 'eslint';

// The text stands in for a file that exists, so that the type-aware rules find its project.
const illegal = [
  {
    path: 'libs/decode/src/index.ts',
    code: "import { openTarget } from '@slipstream/runtime-onnx';\nopenTarget;\n",
  },
  {
    path: 'libs/speculation/src/index.ts',
    code: "import { DecodeEngine } from '@slipstream/decode';\nDecodeEngine;\n",
  },
  {
    path: 'apps/gateway/src/main.ts',
    code: "import { InferenceSession } from 'onnxruntime-node';\nInferenceSession;\n",
  },
  { path: 'libs/decode/src/index.ts', code: 'export const startedAt = Date.now();\n' },
];
const boundaryRules = new Set([
  '@nx/enforce-module-boundaries',
  'no-restricted-imports',
  'no-restricted-properties',
]);

const problems = [];
const eslint = new ESLint();
for (const { path, code } of illegal) {
  const [result] = await eslint.lintText(code, { filePath: path });
  const caught = result.messages.filter((message) => boundaryRules.has(message.ruleId));
  if (caught.length === 0) problems.push(`${path}: this was not refused: ${code.split('\n')[0]}`);
}
for (const folder of [...foldersOf('libs'), ...foldersOf('apps'), 'test']) {
  const { nx } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  for (const kind of ['layer:', 'scope:']) {
    const tags = (nx?.tags ?? []).filter((tag) => tag.startsWith(kind));
    if (tags.length !== 1) problems.push(`${folder} has ${tags.length} ${kind} tags instead of one`);
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function foldersOf(group) {
  return readdirSync(group)
    .map((name) => `${group}/${name}`)
    .filter((folder) => existsSync(`${folder}/package.json`));
}
