/** As much of a browser as a sign-in takes: cookies by site and path, redirections one by one, and forms. */
export class Browser {
  private readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();

  /** What it would send to a URL. */
  cookiesFor(url: string): string {
    const { origin, pathname } = new URL(url);
    return [...this.cookies]
      .filter(([key, { path }]) => key.startsWith(`${origin} `) && pathname.startsWith(path))
      .map(([key, { value }]) => `${key.slice(origin.length + 1)}=${value}`)
      .join('; ');
  }

  /** One request; a redirection is an answer. */
  async open(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: this.cookiesFor(url) },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    const { origin } = new URL(url);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      const path = /;\s*path=([^;]+)/i.exec(cookie)?.[1] ?? '/';
      if (value === '') this.cookies.delete(`${origin} ${name}`);
      else this.cookies.set(`${origin} ${name}`, { value: value!, path });
    }
    return response;
  }

  /** Follows redirections as long as they stay on the URL's own site; gives the one that leads away, or the last answer. */
  async follow(url: string): Promise<{ readonly url: string; readonly response: Response }> {
    const { origin } = new URL(url);
    let at = url;
    for (;;) {
      const response = await this.open(at);
      const location = response.headers.get('location');
      if (location === null) return { url: at, response };
      at = new URL(location, at).href;
      if (new URL(at).origin !== origin) return { url: at, response };
    }
  }
}
