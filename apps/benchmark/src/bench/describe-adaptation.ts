import type { AdaptationReport } from '@slipstream/runtime-onnx';

/** One fine-tuning of the static layer, in a line. */
export function describeAdaptation({ isFaster, seconds, before, after }: AdaptationReport): string {
  return (
    `${isFaster ? 'adopted' : 'refused'} a static layer fine-tuned in ${seconds.toFixed(0)} s of idle time; ` +
    `it replays ${after.acceptanceLength.toFixed(2)} tokens a step, before ${before.acceptanceLength.toFixed(2)}`
  );
}
