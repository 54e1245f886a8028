/** The injection token of this process's metrics. */
export const metricsToken = Symbol('metrics');
