import { z } from 'zod';

import {
  ConfigError,
  flagVariable,
  parseEnvironment,
  portVariable,
  secretVariable,
  variablesOf,
} from './index.js';

const schema = z.object({
  PORT: portVariable().optional(),
  SECRET: secretVariable({ lengthMin: 16 }),
  SUPERVISED: flagVariable().optional(),
});

function violationsOf(environment: Record<string, string>): string[] {
  try {
    parseEnvironment(schema, environment);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.violations.map(({ variable, problem }) => `${variable} ${problem}`);
    throw error;
  }
  return [];
}

describe('parseEnvironment', () => {
  it('parses and treats an empty variable as unset', () => {
    const secret = 'a-secret-of-many-characters';
    expect(parseEnvironment(schema, { PORT: '', SECRET: secret, SUPERVISED: '1' })).toEqual({
      SECRET: secret,
      SUPERVISED: true,
    });
  });

  it('reports all violations at once', () => {
    expect(violationsOf({ PORT: '99999' })).toEqual([
      'PORT must be a whole number from 0 to 65535.',
      'SECRET is required but not set.',
    ]);
  });

  it('never repeats a value', () => {
    expect(
      violationsOf({ SECRET: 'hunter2', SUPERVISED: 'hunter3', PORT: 'hunter4' }).join(' '),
    ).not.toContain('hunter');
  });
});

it('passes on the variables of a standard as they are, and no others', () => {
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector',
    OTEL_X: '',
    PATH: '/bin',
    OTHER: undefined,
  };
  expect(variablesOf('OTEL_', environment)).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector',
    OTEL_X: '',
  });
});
