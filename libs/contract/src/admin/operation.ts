import type { Scope } from '@slipstream/domain';
import { z } from 'zod';

import type { ProblemCode } from './problem.js';

/**
 * Who may call: everybody, whoever knows the password in the body, people who are signed in, platform admin keys alone,
 * or keys and people with a scope, those of a tenant within it.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'password' }
  | { readonly kind: 'session' }
  | { readonly kind: 'platform' }
  | { readonly kind: 'scope'; readonly scope: Scope };

/**
 * One route of the admin API, as data: the control plane serves it, checks by it, and the OpenAPI document is made of
 * it, so the three cannot differ.
 */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  /** Unique; what generated clients call it. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{parameter}`s, each a field of `params`. */
  readonly path: string;
  readonly access: Access;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly status: 200 | 201 | 202 | 204 | 302;
  readonly result: Result;
  readonly contentType: string;
  /** Where it may be larger than bodies usually are. */
  readonly bodyBytesMax?: number;
  /** Whether answers carry an entity tag, which an update names. */
  readonly isVersioned: boolean;
  /** Refusals of this operation's own; those that any operation can meet are added. */
  readonly problems: readonly ProblemCode[];
}

const none = z.strictObject({});
const nothing = z.void();

type Defaulted = 'params' | 'query' | 'body' | 'result' | 'contentType' | 'isVersioned' | 'problems';

export function operation<
  Params extends z.ZodObject = typeof none,
  Query extends z.ZodObject = typeof none,
  Body extends z.ZodType = typeof nothing,
  Result extends z.ZodType = typeof nothing,
>(
  spec: Omit<Operation<Params, Query, Body, Result>, Defaulted> &
    Partial<Pick<Operation<Params, Query, Body, Result>, Defaulted>>,
): Operation<Params, Query, Body, Result> {
  return {
    params: none as unknown as Params,
    query: none as unknown as Query,
    body: nothing as unknown as Body,
    result: nothing as unknown as Result,
    contentType: 'application/json',
    isVersioned: false,
    problems: [],
    ...spec,
  };
}

/** What a handler gets, parsed. */
export interface InputOf<Served extends Operation> {
  readonly params: z.output<Served['params']>;
  readonly query: z.output<Served['query']>;
  readonly body: z.output<Served['body']>;
}

export type ResultOf<Served extends Operation> = z.output<Served['result']>;

export const takesBody = ({ body }: Operation): boolean => !(body instanceof z.ZodVoid);
export const givesResult = ({ result }: Operation): boolean => !(result instanceof z.ZodVoid);

export const scope = (name: Scope): Access => ({ kind: 'scope', scope: name });
export const platform: Access = { kind: 'platform' };
export const everybody: Access = { kind: 'public' };
export const password: Access = { kind: 'password' };
export const session: Access = { kind: 'session' };

/** Whether an operation is for callers who have shown who they are. */
export const takesCredentials = ({ access }: Operation): boolean =>
  access.kind !== 'public' && access.kind !== 'password';
