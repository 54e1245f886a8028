export { type Handler, type AssignedWork, WorkRunner } from './work-runner.js';
export { OutboxRelay } from './outbox-relay.js';
export { PeriodicTask } from './periodic-task.js';
export { type RepeatedMethod, RepeatRunner } from './repeat-runner.js';
export {
  openQueueBackend,
  prepareQueueSchema,
  type QueueBackend,
  type QueueBackendOptions,
} from './queue-backend.js';
