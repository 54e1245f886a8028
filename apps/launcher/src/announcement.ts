import type { Demo } from './demo.js';

/** What people need to know once everything runs. The curl line works as it stands. */
export function announcement(
  demo: Demo,
  { url, adminKey }: { readonly url: string; readonly adminKey: string },
): string {
  const body = JSON.stringify({
    model: demo.endpointName,
    stream: true,
    // Without a limit, a small model's answer may go round in circles for minutes.
    max_tokens: 256,
    messages: [{ role: 'user', content: 'Why is the sky blue?' }],
  });
  return `
Slipstream is ready.

  OpenAI API   ${url}/v1
  Admin API    ${url}/api/v1
  Model        ${demo.endpointName}
  API key      ${demo.key}
  Admin key    ${adminKey}

Try it:

  curl -N ${url}/v1/chat/completions \\
    -H 'Authorization: Bearer ${demo.key}' \\
    -H 'Content-Type: application/json' \\
    -d '${body}'

Press Ctrl-C to stop.
`;
}
