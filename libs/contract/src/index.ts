export * from './openai/index.js';
export * from './worker/index.js';
export * from './admin/index.js';
export * from './usage/index.js';
export * from './work/index.js';
