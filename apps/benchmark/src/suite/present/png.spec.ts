import { renderSpeedupChart } from '../../chart/speedup-chart.js';
import { pngOf } from './png.js';

it('draws a chart with its letters, at twice its size', () => {
  const chart = (title: string): Uint8Array =>
    pngOf(renderSpeedupChart({ title, subtitle: '', groups: ['a'], arms: [] }));
  const png = Buffer.from(chart('A title'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(1800);
  expect(png.length).toBeGreaterThan(chart('').length);
});
