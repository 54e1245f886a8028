import { learningOf } from './learn-header.js';

describe('x-slipstream-learn', () => {
  it('turns learning off, or on, and leaves it to the policy when it is left out', () => {
    expect([learningOf('off'), learningOf('on'), learningOf(undefined)]).toEqual(['off', 'on', undefined]);
  });

  it.each(['OFF', 'no', '', ['off', 'off']])(
    'refuses %j, which may have been meant to keep something private',
    (value) => {
      expect(() => learningOf(value)).toThrow('x-slipstream-learn must be "on" or "off".');
    },
  );
});
