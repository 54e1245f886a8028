import { DraftChain } from './draft-chain.js';
import { RequestRecord } from './drift/request-record.js';
import { Proposer, type ProposalChoice } from './proposer.js';
import type { EndpointState } from './state/endpoint-state.js';
import type { StaticRecord } from './static-benefit.js';
import type { StaticLane } from './static-speculator.js';
import type { TokenMemory } from './token-memory.js';

/** A sequence seen through one state of what the endpoint has learned: how its drafts come about. */
export interface SequenceView {
  readonly state: EndpointState;
  readonly chain: DraftChain;
  /** How good the static speculator has been at this sequence; undefined where there is none. */
  readonly staticRecord: StaticRecord | undefined;
}

export interface SequenceViewParts {
  readonly request: TokenMemory;
  readonly lane: StaticLane | undefined;
  readonly choice: ProposalChoice;
  /** Where verdicts on drafts go; a state on trial says nothing about drift, so its verdicts go nowhere. */
  readonly record?: RequestRecord;
}

export function openSequenceView(
  state: EndpointState,
  { request, lane, choice, record = new RequestRecord() }: SequenceViewParts,
): SequenceView {
  const { calibration } = state;
  const proposer = new Proposer(request, state.memory, calibration, lane);
  proposer.choice = choice;
  return {
    state,
    chain: new DraftChain(proposer, calibration, record),
    staticRecord: lane === undefined ? undefined : state.staticBenefit.open(),
  };
}
