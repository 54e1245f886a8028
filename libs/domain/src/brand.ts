declare const brand: unique symbol;

/** A value that only its own constructor or parser may produce: a `TenantId` is never taken for an `EndpointId`. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
