import { type EndpointId, type Scope, scopes as allScopes, type TenantId } from '@slipstream/domain';

import { assertAllowed, assertMayGrant } from './assert-allowed.js';
import type { Caller } from './caller.js';

const own = 'ten_own' as unknown as TenantId;
const endpointId = 'ep_listed' as unknown as EndpointId;
const caller = (fields: Partial<Caller>): Caller => ({
  actor: { kind: 'apiKey', id: 'key_1' },
  level: 'tenant',
  role: 'admin',
  tenantId: own,
  scopes: ['endpoints:read'],
  endpointIds: null,
  ...fields,
});
const reading = { kind: 'scope', scope: 'endpoints:read' } as const;
const ruling = { kind: 'scope', scope: 'admin' } as const;
const writing = { kind: 'scope', scope: 'endpoints:write' } as const;

it.each([
  ['its own tenant', caller({}), reading, { tenantId: 'ten_own' }, undefined],
  ['another tenant', caller({ scopes: ['admin'] }), reading, { tenantId: 'ten_other' }, 'TENANT_NOT_FOUND'],
  [
    'another tenant’s removal',
    caller({}),
    { kind: 'platform' },
    { tenantId: 'ten_other' },
    'TENANT_NOT_FOUND',
  ],
  ['the platform', caller({ scopes: ['admin'] }), { kind: 'platform' }, {}, 'PLATFORM_KEY_REQUIRED'],
  ['what its scopes lack', caller({}), writing, {}, 'SCOPE_MISSING'],
  [
    'an endpoint on its list',
    caller({ endpointIds: [endpointId] }),
    reading,
    { endpointId: 'ep_listed' },
    undefined,
  ],
  [
    'an endpoint off its list',
    caller({ endpointIds: [endpointId] }),
    reading,
    { endpointId: 'ep_1' },
    'ENDPOINT_NOT_FOUND',
  ],
  [
    'the whole tenant with a list of endpoints',
    caller({ scopes: ['admin'], endpointIds: [endpointId] }),
    ruling,
    { tenantId: 'ten_own' },
    'KEY_RESTRICTED',
  ],
  [
    'an endpoint on its list as an admin',
    caller({ scopes: ['admin'], endpointIds: [endpointId] }),
    ruling,
    { tenantId: 'ten_own', endpointId: 'ep_listed' },
    undefined,
  ],
  ['the whole tenant', caller({ scopes: ['admin'] }), ruling, { tenantId: 'ten_own' }, undefined],
  [
    'any tenant as a platform admin',
    caller({ level: 'platform', tenantId: null, scopes: ['admin'] }),
    writing,
    { tenantId: 'ten_x' },
    undefined,
  ],
  [
    'a tenant as a platform key without admin',
    caller({ level: 'platform', tenantId: null }),
    reading,
    { tenantId: 'ten_x' },
    'TENANT_NOT_FOUND',
  ],
  [
    'a platform’s matter as a person who is no member',
    caller({ tenantId: null, scopes: ['admin'] }),
    { kind: 'platform' },
    {},
    'PLATFORM_KEY_REQUIRED',
  ],
  ['a session with a key', caller({}), { kind: 'session' }, {}, 'SESSION_REQUIRED'],
] as const)('lets a caller at %s as it should', (_, who, access, place, code) => {
  const attempt = () => assertAllowed(who, access, place);
  if (code === undefined) expect(attempt).not.toThrow();
  else expect(attempt).toThrow(expect.objectContaining({ code }) as Error);
});

it('lets nobody grant a scope that they do not hold', () => {
  for (const held of allScopes) {
    for (const granted of allScopes) {
      const attempt = () =>
        assertMayGrant(caller({ scopes: [held] }), { scopes: [granted], endpointIds: null });
      const isHeld =
        held === 'admin' || held === granted || (held === 'endpoints:write' && granted === 'endpoints:read');
      if (isHeld) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(expect.objectContaining({ code: 'SCOPE_MISSING' }) as Error);
    }
  }
});

it('lets nobody who is limited to endpoints grant others', () => {
  const limited = caller({ scopes: ['admin'], endpointIds: [endpointId] });
  const scopes: Scope[] = ['inference'];
  expect(() => assertMayGrant(limited, { scopes, endpointIds: ['ep_listed'] })).not.toThrow();
  for (const endpointIds of [null, ['ep_listed', 'ep_other']]) {
    expect(() => assertMayGrant(limited, { scopes, endpointIds })).toThrow(
      expect.objectContaining({ code: 'KEY_RESTRICTED' }) as Error,
    );
  }
});
