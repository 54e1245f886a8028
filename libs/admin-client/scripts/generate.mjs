import { writeFile } from 'node:fs/promises';
import { URL } from 'node:url';

import openapiTypeScript, { astToString } from 'openapi-typescript';

// The control plane has to be built: its document is made of the operations that it serves.
import { openApiDocument } from '../../../apps/control-plane/dist/openapi/openapi-document.js';

const heading = '// Generated from docs/openapi.json by `npm run generate -w @slipstream/admin-client`.\n\n';
const document = JSON.parse(JSON.stringify(openApiDocument()));

await writeFile(
  new URL('../../../docs/openapi.json', import.meta.url),
  `${JSON.stringify(document, null, 2)}\n`,
);
const types = astToString(await openapiTypeScript(document, { alphabetize: true }));
await writeFile(new URL('../src/generated/schema.ts', import.meta.url), heading + types);
