/** The engine's own API and its carriers' door, as anybody outside would speak to them. What is refused is a bug of the simulation. */
export class EngineApi {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', `/api/v1${path}`, this.key);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.call<T>('POST', `/api/v1${path}`, this.key, body);
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.call<T>('PUT', `/api/v1${path}`, this.key, body);
  }

  /** Uploads a file as it is. */
  send<T>(path: string, text: string): Promise<T> {
    return this.call<T>('POST', `/api/v1${path}`, this.key, text);
  }

  /** Hands texts over at a carrier's door. */
  async hand(carrier: string, key: string, texts: readonly object[]): Promise<void> {
    await this.call('POST', `/carriers/${carrier}/mo`, key, texts);
  }

  private async call<T>(method: string, path: string, key: string, body?: object | string): Promise<T> {
    const isText = typeof body === 'string';
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': isText ? 'text/csv' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
