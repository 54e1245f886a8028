import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

// `prisma generate` never runs the schema engine, yet it downloads one unless told where it lies. Naming a program
// that is certainly there keeps the build offline.
const environment = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: 'true',
  CHECKPOINT_DISABLE: '1',
};

const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const { status } = spawnSync(
  process.execPath,
  [prisma, 'generate', '--no-hints', '--config', 'prisma.config.ts'],
  { cwd: packageFolder, env: environment, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
