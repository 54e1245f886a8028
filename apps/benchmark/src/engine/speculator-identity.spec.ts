import { identifySpeculator } from './speculator-identity.js';

const identityOf = (sha256: Record<string, string>) =>
  identifySpeculator({ manifest: { architecture: 'mlp-layer', sha256 } });

it('tells artifacts apart by their files, in whatever order they are listed', () => {
  const identity = identityOf({ 'weights.bin': 'aa', 'head.bin': 'bb' });
  expect(identity).toEqual({ architecture: 'mlp-layer', sha256: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(identityOf({ 'head.bin': 'bb', 'weights.bin': 'aa' })).toEqual(identity);
  expect(identityOf({ 'head.bin': 'bb', 'weights.bin': 'ab' })).not.toEqual(identity);
});

it('knows none where none was trained', () => {
  expect(identifySpeculator(undefined)).toBeNull();
});
