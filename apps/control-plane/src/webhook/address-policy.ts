import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';

import { Injectable, Inject } from '@nestjs/common';
import ipaddr from 'ipaddr.js';

import { type Configuration, configurationToken } from '../configuration.js';
import { Refusal } from '../http/refusals.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** The address is not one that tenants may make the platform send requests to. */
export class AddressRefused extends Refusal {
  readonly code = 'ADDRESS_REFUSED';
  constructor(reason: string) {
    super(`Webhooks are not sent there: ${reason}.`);
  }
}

/**
 * Where webhooks may go: public unicast addresses, and the networks that the operator allows. A name is judged by the
 * addresses that it has at the moment of connecting, and the connection is made to one of those (see `lookup`), so that a
 * name which changes its mind in between gains nothing.
 */
@Injectable()
export class AddressPolicy {
  private readonly allowed: readonly Network[];

  constructor(@Inject(configurationToken) { WEBHOOK_ALLOWED_NETWORKS: networks }: Configuration) {
    this.allowed = networks.map((network) => ipaddr.parseCIDR(network));
  }

  /** What can be said of a URL without asking for its name. @throws AddressRefused */
  assertUrl(text: string): URL {
    if (!URL.canParse(text)) throw new AddressRefused('it is no URL');
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') throw new AddressRefused('it has credentials in it');
    // The parser has written every spelling of an address (hexadecimal, one number, …) in its usual form.
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0) this.assertAddress(host, url.protocol);
    else if (url.protocol !== 'https:' && this.allowed.length === 0) {
      throw new AddressRefused('it is not https');
    }
    return url;
  }

  /** For connecting to a host of a URL with that protocol: resolves to addresses that are all allowed, or fails. */
  lookupFor(protocol: string): LookupFunction {
    return (hostname, options, callback) => {
      this.resolve(hostname, protocol).then(
        (addresses) => {
          if (options.all === true) callback(null, addresses);
          else callback(null, addresses[0]!.address, addresses[0]!.family);
        },
        (error: Error) => callback(error, []),
      );
    };
  }

  private async resolve(hostname: string, protocol: string): Promise<{ address: string; family: 4 | 6 }[]> {
    const addresses = await lookup(hostname, { all: true, verbatim: true });
    for (const { address } of addresses) this.assertAddress(address, protocol);
    return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  }

  private assertAddress(text: string, protocol: string): void {
    // An IPv4 address in IPv6's clothes is judged as what it is.
    const address = ipaddr.process(text);
    if (this.allowed.some((network) => network[0].kind() === address.kind() && address.match(network)))
      return;
    if (address.range() !== 'unicast') throw new AddressRefused('its address is not a public one');
    if (protocol !== 'https:') throw new AddressRefused('it is not https');
  }
}
