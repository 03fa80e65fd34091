/** What went wrong, in one sentence for the person at the terminal. */
export class HandsetError extends Error {}

const TIMEOUT_MS = 10_000;

/** A handset of the simulated network of the engine at `url`. */
export class Handset {
  #texts;
  #url;
  #cursor = '';

  constructor(url, msisdn) {
    this.#url = url;
    this.#texts = new URL(`/simulator/handsets/${encodeURIComponent(msisdn)}/texts`, url);
  }

  /** Sends one text. Returns its id. */
  async send(to, text) {
    const body = JSON.stringify({ to, text });
    const sent = await this.#ask(this.#texts, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return sent.id;
  }

  /** What arrived since the last call, oldest first. */
  async receive() {
    const received = [];
    for (;;) {
      const page = new URL(this.#texts);
      if (this.#cursor) page.searchParams.set('after', this.#cursor);
      const { items, next } = await this.#ask(page);
      received.push(...items);
      const hasMoved = next !== null && next !== undefined && String(next) !== this.#cursor;
      if (hasMoved) this.#cursor = String(next);
      if (items.length === 0 || !hasMoved) return received;
    }
  }

  async #ask(url, options = {}) {
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
      (error) => {
        throw new HandsetError(unreachable(this.#url, error));
      },
    );
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    throw new HandsetError(refusal(this.#url, response.status, answer));
  }
}

function unreachable(url, error) {
  const code = error.cause?.code ?? error.name;
  if (code === 'ECONNREFUSED')
    return `No engine is running at ${url}: start one with npm start, or name another with --url.`;
  if (code === 'TimeoutError') return `The engine at ${url} did not answer within ${TIMEOUT_MS / 1000} s.`;
  return `The engine at ${url} cannot be reached (${code}).`;
}

function refusal(url, status, { detail, title, errors }) {
  const said = errors?.[0]?.message ?? detail ?? title ?? `status ${status}`;
  if (status === 404)
    return `The engine at ${url} has no simulated network, or it is switched off (${said}).`;
  return `The engine at ${url} did not take it (${said}).`;
}
