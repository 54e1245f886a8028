/** What `npm start` was asked for; see `bootstrap/options.mjs`, which parses it before anything is installed. */
export interface LaunchOptions {
  /** The repository. */
  readonly root: string;
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly model: ModelChoice;
  readonly profile: string;
  readonly isVerbose: boolean;
}

export type ModelChoice =
  { readonly kind: 'builtin'; readonly name: string } | { readonly kind: 'path'; readonly path: string };
