import { TaughtSequences } from './taught-sequences.js';

const sequence = (length: number) => ({ tokens: new Int32Array(length), promptLength: 1 });

describe('TaughtSequences', () => {
  it('knows what was taught since the learning was last taken out, and since no earlier time', () => {
    const taught = new TaughtSequences();
    taught.begin();
    taught.name('"a"');
    taught.note(sequence(3));
    taught.begin();
    taught.name('"b"');
    const later = sequence(4);
    taught.note(later);
    expect(taught.since('"b"')).toEqual([later]);
    expect(taught.since('"a"')).toEqual([]);
    expect(taught.since(undefined)).toEqual([]);
  });

  it('goes on from what a replacement lacks', () => {
    const taught = new TaughtSequences();
    const [lacking, during] = [sequence(3), sequence(4)];
    taught.begin([lacking]);
    taught.note(during);
    taught.name('"c"');
    expect(taught.since('"c"')).toEqual([lacking, during]);
  });

  it('keeps the newest of what is too much', () => {
    const taught = new TaughtSequences();
    taught.begin();
    taught.name('"a"');
    for (let count = 0; count < 10; count++) taught.note(sequence(10_000));
    expect(taught.since('"a"')).toHaveLength(6);
  });
});
