import { chooseProfile, type MeasuredProfile } from './choose-profile.js';

const measured = (
  profile: MeasuredProfile['profile'],
  fields: Partial<MeasuredProfile> = {},
): MeasuredProfile => ({
  profile,
  isExact: true,
  reason: null,
  perplexity: 16,
  stepTimes: [
    { rows: 1, ms: 20 },
    { rows: 8, ms: 30 },
  ],
  ...fields,
});
const chosenOf = (...profiles: MeasuredProfile[]) =>
  chooseProfile(profiles).find(({ isChosen }) => isChosen)?.profile;

it('takes the profile that speculation is fastest with, not the one whose single step is', () => {
  const stepTimes = [
    { rows: 1, ms: 10 },
    { rows: 8, ms: 60 },
  ];
  expect(chosenOf(measured('fp32', { stepTimes }), measured('int8-row'))).toBe('int8-row');
  // 8 rows emit 3.14 tokens at an acceptance of 0.7.
  expect(chooseProfile([measured('int8-row')])[0]!.tokensPerSecond).toBeCloseTo((1_000 * 3.141) / 30, 0);
});

it('takes none that is not exact, or not accurate, however fast, and says so', () => {
  const fast = { stepTimes: [{ rows: 1, ms: 1 }] };
  const candidates = chooseProfile([
    measured('fp32'),
    measured('int8-row', { ...fast, isExact: false, reason: 'Logits differ.', stepTimes: [] }),
    measured('int4', { ...fast, perplexity: 24 }),
  ]);
  expect(candidates.map(({ profile, isChosen, reason }) => [profile, isChosen, reason])).toEqual([
    ['fp32', true, 'The fastest that is exact and accurate.'],
    ['int8-row', false, 'Not exact on this machine. Logits differ.'],
    ['int4', false, "Its perplexity is 50 % above fp32's; 5 % are allowed."],
  ]);
  expect(candidates[1]!.tokensPerSecond).toBeNull();
});

it('chooses none where none is exact', () => {
  expect(
    chosenOf(measured('fp32', { isExact: false }), measured('int8-row', { isExact: false })),
  ).toBeUndefined();
});
