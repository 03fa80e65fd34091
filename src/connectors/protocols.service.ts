import type { Protocol } from './connector';
import { http } from './http/http.connector';
import { kannel } from './kannel/kannel.connector';
import type { SimulatedNetwork } from './simulator/network.service';
import { createSimulator } from './simulator/simulator.connector';
import { twilio } from './twilio/twilio.connector';

/** Every dialect by its name. */
export function createProtocols({
  network,
}: {
  readonly network: SimulatedNetwork;
}): ReadonlyMap<string, Protocol> {
  const protocols: readonly Protocol[] = [http, kannel, twilio, createSimulator(network)];
  return new Map(protocols.map((protocol) => [protocol.name, protocol]));
}
