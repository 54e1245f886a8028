import { LaunchError } from './launch-error.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The few calls of the admin API that the launcher needs. */
export class AdminClient {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  async post<T>(path: string, body: object): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  /** The resource of that name in a collection, or a new one. */
  async ensure<T extends Named>(path: string, name: string, body: object): Promise<T> {
    return (await this.findNamed<T>(path, name)) ?? this.post<T>(path, { name, ...body });
  }

  private async findNamed<T extends Named>(path: string, name: string): Promise<T | undefined> {
    let cursor = '';
    do {
      const page = await this.get<{ data: T[]; nextCursor: string | null }>(`${path}?limit=200${cursor}`);
      const found = page.data.find((resource) => resource.name === name);
      if (found !== undefined) return found;
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    return undefined;
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new LaunchError(
        `The admin API answered ${method} ${path} with ${response.status}: ${await response.text()}`,
      );
    }
    return (await response.json()) as T;
  }
}
