export type StateArray = Uint8Array | Int32Array | Float32Array | Float64Array;

/** What a part of the state consists of, by name and always in the same order. Views, not copies. */
export type StateArrays = Readonly<Record<string, StateArray>>;

/** The arrays of several parts, each named `part.array`. */
export function joinArrays(parts: Readonly<Record<string, StateArrays>>): StateArrays {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([part, arrays]) =>
      Object.entries(arrays).map(([name, array]) => [`${part}.${name}`, array] as const),
    ),
  );
}

/** Copies every array into the one of the same name. */
export function copyArrays(from: StateArrays, to: StateArrays): void {
  for (const [name, array] of Object.entries(to)) array.set(from[name]);
}
