import { TextSealer } from './sealed-text.js';

const options = { secret: 'a secret of the platform, long enough', purpose: 'test' };
const sealer = new TextSealer(options);

it('opens what it has sealed, and shows nothing of it', () => {
  const sealed = sealer.seal('sk_slip_secret');
  expect(Buffer.from(sealed).includes('sk_slip_secret')).toBe(false);
  expect(sealer.open(sealed)).toBe('sk_slip_secret');
  expect(sealer.seal('sk_slip_secret')).not.toEqual(sealed);
});

it('opens nothing that was altered, or sealed for another purpose or under another secret', () => {
  const sealed = sealer.seal('text');
  for (let place = 0; place < sealed.length; place += 1) {
    const altered = Uint8Array.from(sealed);
    altered[place]! ^= 1;
    expect(sealer.open(altered)).toBeUndefined();
  }
  expect(sealer.open(sealed.subarray(0, 20))).toBeUndefined();
  expect(new TextSealer({ ...options, purpose: 'other' }).open(sealed)).toBeUndefined();
  expect(new TextSealer({ ...options, secret: `${options.secret}!` }).open(sealed)).toBeUndefined();
});
