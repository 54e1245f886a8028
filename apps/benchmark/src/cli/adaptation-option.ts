import { Option } from 'commander';

/** When auto's static layer learns: between requests, which are not measured then, or not at all. */
export type AdaptationWhen = 'idle' | 'off';

export function adaptationOption(traffic: string): Option {
  return new Option(
    '--adaptation <when>',
    `let auto fine-tune its static layer on ${traffic} in idle time: the measurement waits, and says how long`,
  )
    .choices(['idle', 'off'] satisfies AdaptationWhen[])
    .default('off');
}
