export { createAdminClient, type AdminClient, type AdminClientOptions } from './create-admin-client.js';
export { AdminApiError, resultOf } from './admin-api-error.js';
export { everyItem } from './every-item.js';
export type { components, paths } from './generated/schema.js';
