import { Provider } from 'oidc-provider';

/**
 * An OpenID Connect provider, as a process of its own. Its arguments are its port, our callback, and the client's secret.
 * Whoever signs in with the name `ada` is `ada@example.com`; a name that ends in `-unverified` has no verified address.
 */
const [port, callback, secret] = process.argv.slice(2);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'slipstream',
      client_secret: secret,
      redirect_uris: [callback],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  // The ID token alone has to tell who somebody is.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: `${id.replace(/-unverified$/, '')}@Example.com`,
      email_verified: !id.endsWith('-unverified'),
      name: `Name of ${id}`,
    }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
// Whoever started it holds its standard input.
process.stdin.resume().once('end', () => process.exit(0));
