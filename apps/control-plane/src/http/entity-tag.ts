import { PreconditionFailed } from './refusals.js';

/** Names what people have written of a resource; what the platform observes of it does not change the tag. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * Whether an update was made with the present version in sight.
 * @throws PreconditionFailed when `If-Match` names another version
 */
export function assertMatches(ifMatch: string | undefined, version: number): void {
  const tags = (ifMatch ?? '').split(',').map((tag) => tag.trim());
  if (!tags.includes('*') && !tags.includes(entityTag(version))) throw new PreconditionFailed();
}
