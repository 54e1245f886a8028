import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { adminOperations, problemTypes } from '@slipstream/contract';
import * as domain from '@slipstream/domain';
import * as persistence from '@slipstream/persistence';

import { openApiDocument } from './openapi-document.js';

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  paths: Record<string, Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);

it('documents every operation, with a parameter for every place in its path', () => {
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
    adminOperations.map(({ id }) => id).sort(),
  );
  for (const { path, parameters = [] } of operations) {
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect([path, named]).toEqual([path, places]);
  }
});

it('is what docs/openapi.json says; `npm run generate -w @slipstream/admin-client` brings that up to date', () => {
  const committed = readFileSync(join(process.cwd(), 'docs', 'openapi.json'), 'utf8');
  expect(JSON.parse(committed)).toEqual(document);
});

it('names the code of every expected failure that a caller can meet', () => {
  const exported: unknown[] = [...Object.values(domain), ...Object.values(persistence)];
  const errors = exported.filter(
    (value): value is new (...values: string[]) => domain.DomainError =>
      typeof value === 'function' && value.prototype instanceof domain.DomainError,
  );
  const internal = [
    'MIGRATION_REFUSED',
    'MIGRATION_FAILED',
    'EMBEDDED_DATABASE_FAILED',
    'TRANSITION_REFUSED',
    'LEASE_LOST',
  ];
  const codes = errors
    .map((Failure) => new Failure('x', 'x', 'x').code)
    .filter((code) => !internal.includes(code));
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !(code in problemTypes))).toEqual([]);
});
