import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Logs and exits when its standard input closes, as every supervised process does. */
const program = `
  import { createLogger } from '@slipstream/observability';
  const logger = createLogger({ name: 'orphan', level: 'info' });
  process.stdin.resume().once('end', () => {
    for (const line of ['draining', 'stopped']) logger.info(line);
    process.exit(3);
  });
`;

it('lets a process end when whoever read its log is gone', async () => {
  const args = ['--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  child.stderr.destroy();
  await once(child.stderr, 'close');
  child.stdin.end();
  expect(await exited).toEqual([3, null]);
});
