import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readArchitecture } from './architecture.js';
import { GgufFile } from './gguf/gguf-file.js';
import { Metadata } from './gguf/metadata.js';
import { ModelTensors } from './graph/model-tensors.js';
import { BLOCK_SIZE } from './graph/step-inputs.js';
import { buildTargetGraph } from './graph/target-graph.js';
import {
  COMPILER_VERSION,
  FORMAT_VERSION,
  MANIFEST_FILE,
  readTargetManifest,
  type TargetManifest,
} from './manifest.js';
import { writeModel } from './onnx/write-model.js';
import { writeEmbeddings } from './write-embeddings.js';
import { weightBytesOf } from './onnx/graph-builder.js';
import { type Profile, rowsMinOf } from './profile.js';
import { fileSha256 } from './sha256.js';
import { placeFolder } from './place-folder.js';
import { specialTokens } from './tokenizer/special-tokens.js';
import { tokenizerJson } from './tokenizer/tokenizer-json.js';

export const TOKENIZER_FILE = 'tokenizer.json';

export interface CompileTargetOptions {
  readonly ggufPath: string;
  /** Where targets lie, each in a folder named after its model's digest, profile and compiler version. */
  readonly targetsFolder: string;
  readonly profile: Profile;
  readonly onProgress?: (progress: CompileProgress) => void;
}

export interface CompileProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface CompiledTarget {
  readonly folder: string;
  readonly manifest: TargetManifest;
}

/**
 * Makes a model's target graph, or finds the one made before. A folder appears whole or not at all: it is written
 * beside its place and renamed.
 *
 * @throws TargetCompilerError with one line that says what is wrong with the file, or why nothing could be written.
 */
export async function compileTarget(options: CompileTargetOptions): Promise<CompiledTarget> {
  const ggufSha256 = await fileSha256(options.ggufPath);
  const name = `${ggufSha256.slice(0, 16)}-${options.profile}-v${COMPILER_VERSION}`;
  const folder = join(options.targetsFolder, name);
  await placeFolder(folder, (partFolder) => writeTarget(partFolder, ggufSha256, options));
  return { folder, manifest: await readTargetManifest(folder) };
}

async function writeTarget(folder: string, ggufSha256: string, options: CompileTargetOptions): Promise<void> {
  const gguf = await GgufFile.open(options.ggufPath);
  try {
    const metadata = new Metadata(gguf.header.metadata);
    const architecture = readArchitecture(gguf.header);
    // Everything that can be refused is looked at before the long work.
    const tokenizer = JSON.stringify(tokenizerJson(metadata));
    const tokens = specialTokens(metadata);
    const tensors = new ModelTensors(gguf.header.tensors, (info) => gguf.readTensor(info));
    const graph = buildTargetGraph({ architecture, tensors, profile: options.profile });

    const totalBytes = weightBytesOf(graph);
    const onWeightBytes = (doneBytes: number): void => options.onProgress?.({ doneBytes, totalBytes });
    const graphDigest = await writeModel(graph, folder, onWeightBytes);
    const embedding = await writeEmbeddings(tensors, architecture, folder);
    await writeFile(join(folder, TOKENIZER_FILE), tokenizer, { flush: true });
    const manifest: TargetManifest = {
      formatVersion: FORMAT_VERSION,
      compilerVersion: COMPILER_VERSION,
      name: metadata.textOr('general.name', basename(options.ggufPath, '.gguf')),
      ggufSha256,
      graphDigest,
      profile: options.profile,
      architecture,
      blockSize: BLOCK_SIZE,
      rowsMin: rowsMinOf(options.profile),
      embedding,
      tokens,
      chatTemplate: metadata.has('tokenizer.chat_template') ? metadata.text('tokenizer.chat_template') : null,
    };
    await writeFile(join(folder, MANIFEST_FILE), JSON.stringify(manifest, null, 2), { flush: true });
  } finally {
    await gguf.close();
  }
}
