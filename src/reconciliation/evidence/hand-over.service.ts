import type { Request, Response } from 'express';
import { asDocument, asFiles, type EvidencePack } from './pack';
import { zip } from './zip';

export const PACK_TYPES = ['application/json', 'application/zip'];

/** A pack in the form that the request asks for. @param at what the archive's files bear */
export function handOver(
  pack: EvidencePack,
  name: string,
  at: Date,
  request: Request,
  response: Response,
): void {
  response.vary('Accept');
  response.setHeader('cache-control', 'no-store');
  if (request.accepts(PACK_TYPES) !== 'application/zip') {
    response.json(asDocument(pack));
    return;
  }
  response.status(200).type('application/zip').attachment(`${name}-evidence.zip`);
  response.end(zip(asFiles(pack), at));
}
