/** `origin` must be safe to place in HTML. */
export function renderLandingPage({ origin }: { origin: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slipstream</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Slipstream</h1>
<p class="lead">Dedicated language model endpoints that get faster the more they are used, without changing a byte of
their output.</p>
<h2>Talk to a model</h2>
<p>Any OpenAI client works: set its base URL to <code>${origin}/v1</code> and use a Slipstream key. The model's name is
the name of your endpoint.</p>
<pre><code>curl ${origin}/v1/chat/completions \\
  -H "Authorization: Bearer $SLIPSTREAM_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "demo", "stream": true,
       "messages": [{"role": "user", "content": "Why do birds fly in a V?"}]}'</code></pre>
<h2>Find your way</h2>
<ul>
<li><code>GET /v1/models</code>: the endpoints your key may use</li>
<li><code>/api/v1</code>: the admin API for tenants, keys, models and endpoints</li>
<li><a href="/health/ready">Health</a> and <a href="/metrics">metrics</a> of this gateway</li>
</ul>
</main>
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --text: #1d2433; --muted: #55607a; --paper: #fbfbfd; --panel: #eef1f7; --accent: #1558c0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9f0; --muted: #a3adc2; --paper: #12151c; --panel: #1c212c; --accent: #8ab4ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--text); font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 4rem 1.5rem; }
h1 { margin: 0; font-size: 2.25rem; letter-spacing: -0.02em; }
h2 { margin: 2.5rem 0 0.5rem; font-size: 1.15rem; }
.lead { margin-top: 0.5rem; color: var(--muted); font-size: 1.15rem; }
code { font: 0.9em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: 1rem; border-radius: 0.5rem; background: var(--panel); }
pre code { overflow-wrap: normal; }
a { color: var(--accent); }
ul { padding-left: 1.25rem; }
`;
