import type { World } from './world';

/** A text as a carrier hands it over in the generic dialect. */
export interface CarrierText {
  readonly id?: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly sentAt?: string;
  readonly operator?: string;
  readonly concat?: {
    readonly ref: number;
    readonly width?: 8 | 16;
    readonly part: number;
    readonly total: number;
  };
}

export interface CarrierReport {
  readonly id: string;
  readonly state: string;
  readonly at?: string;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

export interface TextAnswer {
  readonly id: string;
  readonly duplicate: boolean;
}

/** The longest a link may be set to wait: on a busy machine an answer must not count as none. */
export const PATIENT_LINK_MS = 30_000;

/** A carrier beside the demo's: it speaks the generic dialect at its own door, and its handsets are the simulated network's. */
export async function aCarrier(world: World, name: string, settings: object = {}) {
  const link = { name, protocol: 'simulator', settings: { timeoutMs: PATIENT_LINK_MS, ...settings } };
  const made = await world.api.post('/connectors', link);
  if (made.status !== 201) throw new Error(`no carrier was made: ${made.status} ${made.text}`);
  const { id, key } = made.body as { readonly id: number; readonly key: string };
  await world.settle();

  const call = async (door: 'mo' | 'dlr', body: object): Promise<Answered> => {
    const response = await world.http
      .post(`/carriers/${name}/${door}`)
      .set('authorization', `Bearer ${key}`)
      .send(body);
    return { status: response.status, body: response.body as unknown };
  };
  const heard = async (body: object): Promise<unknown> => {
    const { status, body: answer } = await call('mo', body);
    if (status !== 200) throw new Error(`the door did not take it: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };

  return {
    id,
    name,
    key,
    call,
    /** Hands over one text. @returns what the carrier is told, before anything is handled. */
    hands: async (text: CarrierText): Promise<TextAnswer> => (await heard(text)) as TextAnswer,
    handsAll: async (texts: readonly CarrierText[]): Promise<TextAnswer[]> =>
      (await heard([...texts])) as TextAnswer[],
    reports: (report: CarrierReport): Promise<Answered> => call('dlr', report),
  };
}

export type Carrier = Awaited<ReturnType<typeof aCarrier>>;
