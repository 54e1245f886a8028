import { shownSource, withoutSecretsOf } from './shown-source.js';

const source = { kind: 'url', url: 'https://me:secret@host:8443/a/model.gguf?signature=secret' } as const;

it('shows where a model comes from, and no secret of the way', () => {
  expect(shownSource(source)).toEqual({ kind: 'url', url: 'https://host:8443/a/model.gguf?…' });
  expect(withoutSecretsOf(source, `${source.url} cannot be fetched.`)).toBe(
    'https://host:8443/a/model.gguf?… cannot be fetched.',
  );
});

it('leaves other sources, and plain URLs, as they are', () => {
  const plain = { kind: 'url', url: 'http://host/model.gguf' } as const;
  expect(shownSource(plain)).toEqual(plain);
  expect(shownSource({ kind: 'path', path: '/a' })).toEqual({ kind: 'path', path: '/a' });
});
