// `npm start`: prepares the workspace, then hands over to the launcher.
import { parseOptions, usage, UsageError } from './options.mjs';
import { fail, prepare, root } from './prepare.mjs';

let options;
try {
  options = parseOptions(process.argv.slice(2), root, process.env);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exit(2);
}
if (options.isHelp) {
  process.stdout.write(usage);
  process.exit(0);
}
await prepare();
const { launch } = await import('../dist/launch.js').catch((error) =>
  fail(`The build is broken: ${error.message}`),
);
await launch(options);
