export const scopes = [
  'inference',
  'endpoints:read',
  'endpoints:write',
  'keys:write',
  'usage:read',
  'admin',
] as const;
export type Scope = (typeof scopes)[number];

/** What a scope includes besides itself. */
const includedScopes: Readonly<Record<Scope, readonly Scope[]>> = {
  inference: [],
  'endpoints:read': [],
  'endpoints:write': ['endpoints:read'],
  'keys:write': [],
  'usage:read': [],
  admin: scopes,
};

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}

export function grants(held: readonly Scope[], required: Scope): boolean {
  return held.some((scope) => scope === required || includedScopes[scope].includes(required));
}
