import type { Draw } from './draw.js';

const firstNames = 'Anna Omar Li Maria Tom Sven Aisha Paul Nina Igor Chloe Ravi'.split(' ');
const lastNames = 'Berg Khan Chen Lopez Miller Olsen Diop Weber Rossi Petrov Martin Patel'.split(' ');
const cities = 'Oslo Lahore Taipei Madrid Boston Malmö Dakar Berlin Rome Kyiv Lyon Pune'.split(' ');
const items = [
  'laptop',
  'desk lamp',
  'office chair',
  'monitor',
  'keyboard',
  'backpack',
  'phone case',
  'headset',
];

export const firstName = (draw: Draw): string => draw.pick(firstNames);
export const fullName = (draw: Draw): string => `${draw.pick(firstNames)} ${draw.pick(lastNames)}`;
export const city = (draw: Draw): string => draw.pick(cities);
export const item = (draw: Draw): string => draw.pick(items);
