import type { Configuration } from '../configuration.js';
import { AddressPolicy, AddressRefused } from './address-policy.js';

const policyFor = (...networks: string[]): AddressPolicy =>
  new AddressPolicy({ WEBHOOK_ALLOWED_NETWORKS: networks } as unknown as Configuration);

const lookUp = (policy: AddressPolicy, name: string): Promise<unknown> =>
  new Promise((resolve, reject) =>
    policy.lookupFor('https:')(name, { all: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    ),
  );

it.each([
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://0.0.0.0/',
  'https://10.1.2.3/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
  'https://user:secret@example.com/',
  'http://example.com/',
  'http://8.8.8.8/',
  'https://999.1.1.1/',
])('refuses %s', (url) => {
  expect(() => policyFor().assertUrl(url)).toThrow(AddressRefused);
});

it('lets public addresses and names through, over https', () => {
  for (const url of ['https://example.com/x', 'https://8.8.8.8/', 'https://[2606:4700::1111]/']) {
    expect(policyFor().assertUrl(url).href).toBe(url);
  }
});

it('lets through what the operator allows, in the clear too, and nothing beside it', () => {
  const policy = policyFor('10.0.0.0/8', 'fd00::/8');
  for (const url of ['http://10.1.2.3/', 'https://[fd00::1]/', 'http://[::ffff:10.0.0.1]/']) {
    expect(() => policy.assertUrl(url)).not.toThrow();
  }
  expect(() => policy.assertUrl('http://11.0.0.1/')).toThrow(AddressRefused);
  expect(() => policy.assertUrl('https://192.168.1.1/')).toThrow(AddressRefused);
});

it('judges a name by the addresses that the connection is made to', async () => {
  await expect(lookUp(policyFor(), 'localhost')).rejects.toThrow(AddressRefused);
  await expect(lookUp(policyFor('127.0.0.0/8', '::1/128'), 'localhost')).resolves.not.toHaveLength(0);
});
