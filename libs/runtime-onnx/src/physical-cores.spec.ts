import { countCores, physicalCoreCount } from './physical-cores.js';

const processor = (socket: number, core: number): string =>
  `processor\t: 9\nphysical id\t: ${socket}\ncore id\t\t: ${core}\nflags\t: fpu`;

describe('countCores', () => {
  it('counts two threads of one core once', () => {
    const cpuInfo = [processor(0, 0), processor(0, 0), processor(0, 1), processor(1, 0)].join('\n\n');
    expect(countCores(cpuInfo)).toBe(3);
  });

  it('counts nothing where the kernel names no cores', () => {
    expect(countCores('processor\t: 0\nBogoMIPS\t: 50.00\n')).toBe(0);
  });
});

it('finds at least one core on this machine', () => {
  expect(physicalCoreCount()).toBeGreaterThanOrEqual(1);
});
