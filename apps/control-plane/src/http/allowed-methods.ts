import { adminOperations } from '@slipstream/contract';

const routes = adminOperations.map(({ method, path }) => ({
  method: method.toUpperCase(),
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** The methods that the path of a URL takes; none for a path that is not served. */
export function allowedMethods(url: string): string[] {
  const path = url.split('?', 1)[0]!;
  const methods = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}
