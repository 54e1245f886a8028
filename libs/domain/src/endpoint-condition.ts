/** What is true of an endpoint, each by itself: why it is not ready can be read without reading logs. */
export const conditionTypes = ['ModelReady', 'ReplicasReady', 'Ready', 'Scaled', 'RolledOut'] as const;
export type ConditionType = (typeof conditionTypes)[number];

export interface EndpointCondition {
  readonly type: ConditionType;
  readonly isTrue: boolean;
  /** One word for programs. */
  readonly reason: string;
  /** One sentence for people. */
  readonly message: string;
  /** Since when it is as it is. */
  readonly changedAt: string;
}

export type ConditionFinding = Omit<EndpointCondition, 'changedAt'>;

/** The conditions as now found. One that is as true or false as it was keeps the time of its last change. */
export function nextConditions(
  previous: readonly EndpointCondition[],
  findings: readonly ConditionFinding[],
  now: Date,
): EndpointCondition[] {
  return findings.map((finding) => {
    const last = previous.find(({ type }) => type === finding.type);
    const isSame = last?.isTrue === finding.isTrue;
    return { ...finding, changedAt: isSame ? last!.changedAt : now.toISOString() };
  });
}
