// The order matters: see there.
import './no-telemetry.js';
import './collect-seldom.js';
export { InferenceSession, Tensor } from 'onnxruntime-node';
