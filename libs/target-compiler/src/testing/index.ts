export { encodeGguf, type GgufEntry, type GgufTensor } from './encode-gguf.js';
export { readGgufTensors } from './read-gguf-tensors.js';
export { tinyGguf, type TinyModelOptions } from './tiny-gguf.js';
