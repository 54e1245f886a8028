/** How the weights of a compiled target are stored and multiplied. */
export const profiles = ['fp32', 'int8-row', 'int4'] as const;
export type Profile = (typeof profiles)[number];

export function isProfile(value: string): value is Profile {
  return profiles.some((profile) => profile === value);
}

/** Processors without VNNI multiply one row by 4-bit weights in another order than several. */
export function rowsMinOf(profile: Profile): number {
  return profile === 'int4' ? 2 : 1;
}
