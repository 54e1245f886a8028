/** The injection token of the logger. */
export const loggerToken = Symbol('logger');
