import { createServer } from 'node:http';

import { Webhook } from 'standardwebhooks';

/**
 * A receiver of webhooks, as a process of its own. Its arguments are its port and what it does with a request: `accept`,
 * `refuse` (500), `redirect`, `gone` (410), or `die`, before it has answered. Secrets follow; it prints the id and the
 * body of every request that one of them verifies, and `forged` for others.
 */
const [port, behaviour, ...secrets] = process.argv.slice(2);
const statuses: Readonly<Record<string, number>> = { accept: 204, refuse: 500, redirect: 302, gone: 410 };

function isGenuine(body: string, headers: Record<string, string>): boolean {
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, headers);
      return true;
    } catch {
      return false;
    }
  });
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.once('end', () => {
    const headers = request.headers as Record<string, string>;
    const told = isGenuine(body, headers) ? { id: headers['webhook-id'], body } : { id: 'forged', body };
    process.stdout.write(`${JSON.stringify(told)}\n`, () => {
      if (behaviour === 'die') process.kill(process.pid, 'SIGKILL');
      else
        response.writeHead(statuses[behaviour!]!, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    });
  });
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('"listening"\n'));
// Whoever started it holds its standard input.
process.stdin.resume().once('end', () => process.exit(0));
