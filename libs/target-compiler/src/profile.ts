/** How the weights of a compiled target are stored and multiplied. */
export const profiles = ['fp32', 'int8-row', 'int4'] as const;
export type Profile = (typeof profiles)[number];

export function isProfile(value: string): value is Profile {
  return profiles.some((profile) => profile === value);
}
