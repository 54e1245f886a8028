import { learningOf } from './held-out.js';

const policy = { generation: 1, speculation: 'auto', learning: 'on', heldOut: 'on' } as const;
const requestIds = Array.from({ length: 1_600 }, (_, index) => `req_${index}`);

describe('what an endpoint learns from', () => {
  it('is all but one request in sixteen, the same ones wherever they are decoded', () => {
    const held = requestIds.filter((requestId) => learningOf({ requestId }, policy) === 'heldOut');
    expect(held.length).toBeGreaterThan(60);
    expect(held.length).toBeLessThan(140);
    expect(requestIds.filter((requestId) => learningOf({ requestId }, policy) === 'heldOut')).toEqual(held);
  });

  it('is nothing of a request that asks for it, or by a policy that says so', () => {
    for (const requestId of requestIds) {
      expect(learningOf({ requestId, learning: 'off' }, policy)).toBe('off');
      expect(learningOf({ requestId }, { ...policy, learning: 'off' })).toBe('off');
      expect(learningOf({ requestId }, { ...policy, heldOut: 'off' })).toBe('on');
    }
  });
});
