import { fixedLookaheadOf, isArmName, speculationModeOf } from './arm-name.js';

it.each(['none', 'auto', 'fixed-1', 'fixed-63'])('knows the arm %s', (name) => {
  expect(isArmName(name)).toBe(true);
});

it.each(['fixed-0', 'fixed-64', 'fixed-', 'fixed-2x', 'lookup'])('knows no arm %s', (name) => {
  expect(isArmName(name)).toBe(false);
});

it('lets arms of a fixed lookahead draft with everything there is', () => {
  expect(fixedLookaheadOf('fixed-8')).toBe(8);
  expect(fixedLookaheadOf('auto')).toBeUndefined();
  expect(speculationModeOf('fixed-8')).toBe('auto');
  expect(speculationModeOf('static')).toBe('static');
});
