import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface DocumentedResponse {
  readonly content?: Readonly<Record<string, unknown>>;
}
export interface DocumentedOperation {
  readonly operationId: string;
  readonly requestBody?: object;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}

export interface Exchange {
  readonly method: string;
  /** With its query, if any. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

/** Checks that answers are as the OpenAPI document says. */
export class ContractChecker {
  private readonly ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(readonly document: Document) {
    this.ajv.addSchema(document, 'openapi');
  }

  static fromFile(): ContractChecker {
    const path = join(process.cwd(), 'docs', 'openapi.json');
    return new ContractChecker(JSON.parse(readFileSync(path, 'utf8')) as Document);
  }

  /** Throws when an answer is not a documented one. A path or method that is not served has its own two answers. */
  check({ method, path, status, contentType, body }: Exchange): void {
    const template = this.templateOf(path.split('?', 1)[0]!);
    const operation =
      template === undefined ? undefined : this.document.paths[template]![method.toLowerCase()];
    if (operation === undefined) {
      const expected = template === undefined ? 404 : 405;
      if (status !== expected) throw new Error(`${method} ${path} is not documented, and answers ${status}.`);
      return;
    }
    const response = operation.responses[status];
    if (response === undefined) throw new Error(`${operation.operationId} answers ${status}, undocumented.`);
    const type = contentType.split(';', 1)[0]!;
    if (response.content === undefined) {
      if (body !== undefined) throw new Error(`${operation.operationId} answers ${status} with a body.`);
      return;
    }
    if (!(type in response.content))
      throw new Error(`${operation.operationId} answers ${status} as ${type}.`);
    const place = [
      'paths',
      template!,
      method.toLowerCase(),
      'responses',
      `${status}`,
      'content',
      type,
      'schema',
    ];
    const validate = this.validatorOf(place);
    if (!validate(body)) {
      throw new Error(`${operation.operationId} answers ${status}: ${this.ajv.errorsText(validate.errors)}`);
    }
  }

  private templateOf(path: string): string | undefined {
    return Object.keys(this.document.paths).find((template) =>
      new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
  }

  private validatorOf(place: readonly string[]): ValidateFunction {
    const pointer = place
      .map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const known = this.validators.get(pointer);
    if (known !== undefined) return known;
    const validator = this.ajv.compile({ $ref: `openapi#/${pointer}` });
    this.validators.set(pointer, validator);
    return validator;
  }
}
