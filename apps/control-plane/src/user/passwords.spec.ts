import { hashPassword, isPassword } from './passwords.js';

it('keeps an argon2id hash with a salt of its own, and knows the password by it', async () => {
  const [first, second] = [await hashPassword('correct horse'), await hashPassword('correct horse')];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(first).not.toBe(second);
  expect(await isPassword('correct horse', first)).toBe(true);
  expect(await isPassword('correct horsf', first)).toBe(false);
});

it('refuses any password of an account that does not exist, the decoy’s too', async () => {
  for (const guess of ['correct horse', 'no password at all']) {
    expect(await isPassword(guess, undefined)).toBe(false);
  }
});
