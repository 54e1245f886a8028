import { createServer } from 'node:net';

import { LaunchError } from './launch-error.js';

/** @throws LaunchError when nothing can listen there, before the long work begins. */
export async function checkPort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    throw new LaunchError(describe(error as NodeJS.ErrnoException, host, port));
  }
  await new Promise((resolve) => server.close(resolve));
}

function describe(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Stop what listens there, or choose another: npm start -- --port ${port + 1}`;
    case 'EACCES':
      return `This user may not open port ${port}. Choose one above 1023: npm start -- --port 8080`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine. Choose another with --host.`;
    default:
      return `Port ${port} on ${host} cannot be opened: ${error.message}.`;
  }
}
