export { OnnxTargetModel, type OnnxTargetOptions, type TargetShape } from './onnx-target-model.js';
export { openTarget, type OpenTargetOptions } from './open-target.js';
export { physicalCoreCount } from './physical-cores.js';
export { OnnxStaticSpeculator } from './static/onnx-static-speculator.js';
export { openStaticSpeculator } from './static/open-static-speculator.js';
