import type { PeerMode } from './peer-messages.js';

export function peerArmName(mode: PeerMode): string {
  return mode === 'plain' ? 'llama.cpp' : 'llama.cpp-lookup';
}
