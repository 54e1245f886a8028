import type { ModelSource } from '@slipstream/persistence';

/** A source without what may be a secret: credentials and signatures stand before the host, or in the query. */
export function shownSource(source: ModelSource): ModelSource {
  return source.kind === 'url' ? { ...source, url: shownUrl(source.url) } : source;
}

/** A sentence about a source, likewise. */
export function withoutSecretsOf(source: ModelSource, text: string): string {
  return source.kind === 'url' ? text.replaceAll(source.url, shownUrl(source.url)) : text;
}

function shownUrl(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}
