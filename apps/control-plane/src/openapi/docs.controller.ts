import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { Controller, Header, StreamableFile } from '@nestjs/common';
import { documentOperations, type InputOf } from '@slipstream/contract';

import { Implements } from '../http/implements.js';
import { Input } from '../http/input.js';
import { docsPage, docsScript } from './docs-page.js';
import { openApiDocument } from './openapi-document.js';

const { openApi, openApiOfApi, page, script, stylesheet } = documentOperations;
const assetsFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const document = openApiDocument();

/** The contract for programs, and for people. The page loads nothing from elsewhere. */
@Controller()
export class DocsController {
  @Implements(openApi)
  document(): Record<string, unknown> {
    return document;
  }

  @Implements(openApiOfApi)
  documentOfApi(): Record<string, unknown> {
    return document;
  }

  @Implements(page)
  @Header('content-type', page.contentType)
  @Header(
    'content-security-policy',
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
  )
  page(): string {
    return docsPage;
  }

  @Implements(script)
  async script(@Input() { params }: InputOf<typeof script>): Promise<StreamableFile> {
    const { file } = params;
    const bytes = file === 'page.js' ? Buffer.from(docsScript) : await readFile(join(assetsFolder, file));
    return new StreamableFile(bytes, { type: script.contentType });
  }

  @Implements(stylesheet)
  async stylesheet(): Promise<StreamableFile> {
    const bytes = await readFile(join(assetsFolder, 'swagger-ui.css'));
    return new StreamableFile(bytes, { type: stylesheet.contentType });
  }
}
