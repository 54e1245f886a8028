import { createMetrics } from './index.js';

it('keeps registries apart and renders what was counted', async () => {
  const first = createMetrics({ processMetrics: 'left-out' });
  const second = createMetrics({ processMetrics: 'left-out' });
  const options = { name: 'things_total', help: 'Things.', labelNames: ['kind'] as const };
  first.counter(options).inc({ kind: 'a' }, 2);
  second.counter(options).inc({ kind: 'a' });
  expect(await first.render()).toContain('things_total{kind="a"} 2');
  expect(await second.render()).toContain('things_total{kind="a"} 1');
});
