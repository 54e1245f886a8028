import { TestEnvironment } from 'jest-environment-node';

/**
 * Node with the typed arrays of the process: native modules hand those out and ask for them, and Jest's own realm has
 * others of the same names.
 */
export default class SharedTypedArrays extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    Object.assign(this.global, {
      Float32Array,
      Float64Array,
      Int8Array,
      Int16Array,
      Int32Array,
      Uint8Array,
      Uint16Array,
      Uint32Array,
      BigInt64Array,
      BigUint64Array,
    });
  }
}
