export { type Poison, poisonState } from './poison.js';
