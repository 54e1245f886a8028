/** The first rung of the ladder: plain decoding with the weights in full precision. */
export const fullPrecisionArm = 'fp32';
