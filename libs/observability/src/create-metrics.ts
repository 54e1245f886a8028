import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type CounterConfiguration,
  type GaugeConfiguration,
  type HistogramConfiguration,
} from 'prom-client';

export type { Counter, Gauge, Histogram } from 'prom-client';

/** One process's metrics in a registry of its own: two apps in one test process never mix their figures. */
export interface Metrics {
  counter<Label extends string>(options: Omit<CounterConfiguration<Label>, 'registers'>): Counter<Label>;
  gauge<Label extends string>(options: Omit<GaugeConfiguration<Label>, 'registers'>): Gauge<Label>;
  histogram<Label extends string>(
    options: Omit<HistogramConfiguration<Label>, 'registers'>,
  ): Histogram<Label>;
  /** The text a Prometheus server scrapes, to be sent with `contentType`. */
  render(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  /** Adds Node's own figures: memory, event loop lag, garbage collection. */
  processMetrics: 'included' | 'left-out';
}

export function createMetrics({ processMetrics }: MetricsOptions = { processMetrics: 'included' }): Metrics {
  const registry = new Registry();
  if (processMetrics === 'included') {
    collectDefaultMetrics({ register: registry });
  }
  const registers = [registry];
  return {
    counter: (options) => new Counter({ ...options, registers }),
    gauge: (options) => new Gauge({ ...options, registers }),
    histogram: (options) => new Histogram({ ...options, registers }),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
