// The order matters: see there.
import './no-telemetry.js';
export { InferenceSession, Tensor } from 'onnxruntime-node';
