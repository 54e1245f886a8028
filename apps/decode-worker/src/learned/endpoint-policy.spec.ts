import { EndpointPolicy } from './endpoint-policy.js';

const policy = { generation: 1, speculation: 'auto', learning: 'on', heldOut: 'on' } as const;

describe('EndpointPolicy', () => {
  it('forgets when the generation of learning rises, and not for being told for the first time', () => {
    const endpoint = new EndpointPolicy();
    expect(endpoint.adopt({ ...policy, generation: 3 })).toBe(false);
    expect(endpoint.adopt({ ...policy, generation: 3, learning: 'off' })).toBe(false);
    expect(endpoint.adopt({ ...policy, generation: 4 })).toBe(true);
  });

  it('ignores a policy that was overtaken', () => {
    const endpoint = new EndpointPolicy();
    endpoint.adopt({ ...policy, generation: 3 });
    expect(endpoint.adopt({ ...policy, generation: 2, speculation: 'off' })).toBe(false);
    expect(endpoint.current).toMatchObject({ generation: 3, speculation: 'auto' });
  });
});
