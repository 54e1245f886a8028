import type { LlamaModule, LlamaSequence } from './llama-cpp.js';
import type {
  PeerAnswer,
  PeerMode,
  PeerReply,
  PeerRequest,
  PeerScores,
  PeerSettings,
} from './peer-messages.js';

/** llama.cpp in a process of its own, so that the two engines share nothing but the machine. */
const settings = JSON.parse(process.argv[2]!) as PeerSettings;
const stopTokens = new Set(settings.stopTokens);
const sequences = await open();
process.on('message', (request: PeerRequest) => void serve(request));
process.on('disconnect', () => process.exit(0));
reply({ kind: 'ready' });

async function open(): Promise<Record<PeerMode, LlamaSequence>> {
  const { getLlama, InputLookupTokenPredictor } = (await import(settings.moduleUrl)) as LlamaModule;
  const llama = await getLlama({ build: 'never', gpu: false, logLevel: 'error' });
  const model = await llama.loadModel({ modelPath: settings.ggufPath });
  const options = { contextSize: settings.contextLength, threads: settings.threads, sequences: 1 };
  const plain = (await model.createContext(options)).getSequence();
  const lookup = (await model.createContext(options)).getSequence({
    tokenPredictor: new InputLookupTokenPredictor(),
  });
  return { plain, lookup };
}

async function serve(request: PeerRequest): Promise<void> {
  try {
    if (request.kind === 'answer') reply({ kind: 'answer', answer: await answer(request) });
    else reply({ kind: 'scores', scores: await score(request.tokens) });
  } catch (error) {
    reply({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Greedy, to the natural end. What an earlier prompt has in common with this one is reused, as our engine does. */
async function answer(request: Extract<PeerRequest, { kind: 'answer' }>): Promise<PeerAnswer> {
  const sequence = sequences[request.mode];
  const { promptTokens, maxTokens } = request;
  const startedMs = performance.now();
  await sequence.adaptStateToTokens(promptTokens.slice(0, -1), false);
  const tokens: number[] = [];
  let firstTokenMs = 0;
  for await (const token of sequence.evaluate(promptTokens.slice(sequence.nextTokenIndex), {
    temperature: 0,
  })) {
    if (tokens.length === 0) firstTokenMs = performance.now() - startedMs;
    if (stopTokens.has(token)) break;
    tokens.push(token);
    if (tokens.length >= maxTokens) break;
  }
  return { tokens, firstTokenMs, totalMs: performance.now() - startedMs };
}

async function score(tokens: readonly number[]): Promise<PeerScores> {
  const sequence = sequences.plain;
  await sequence.clearHistory();
  const greedyTokens: number[] = [];
  const logprobs: number[] = [];
  const input = tokens
    .slice(0, -1)
    .map((token): [number, { generateNext: { probabilities: boolean } }] => [
      token,
      { generateNext: { probabilities: true } },
    ]);
  const outputs = await sequence.controlledEvaluate(input);
  outputs.forEach((output, index) => {
    const { probabilities } = output!.next;
    // The map is sorted by probability.
    greedyTokens.push(probabilities.keys().next().value!);
    logprobs.push(Math.log(probabilities.get(tokens[index + 1]!) ?? Number.MIN_VALUE));
  });
  return { greedyTokens, logprobs };
}

function reply(message: PeerReply): void {
  process.send!(message);
}
