import { hash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import type { Sql } from './database.service';
import { secretNamed } from './secret.store';

/** SHA-256's block. */
const BLOCK_BYTES = 64;

/** Turns numbers into keyed hashes. The key lives in the database's secrets table, or the numbers could not be found again. */
@Injectable()
export class Identity {
  private readonly inner: Buffer;
  private readonly outer: Buffer;

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    const padded = Buffer.concat([key, Buffer.alloc(BLOCK_BYTES - key.length)]);
    this.inner = padded.map((byte) => byte ^ 0x36) as Buffer;
    this.outer = padded.map((byte) => byte ^ 0x5c) as Buffer;
  }

  /**
   * A person's keyed hash, as a UUID: HMAC-SHA256 of the number, cut to 128 bits. Written out (RFC 2104) over one-shot hashes:
   * a createHmac per text leaves so many native objects behind that collecting them costs ten times the hashing.
   */
  hashOf(msisdn: string): string {
    const digest = hash('sha256', Buffer.concat([this.inner, Buffer.from(msisdn)]), 'buffer');
    return asUuid(hash('sha256', Buffer.concat([this.outer, digest])));
  }

  /** 128 bits in hex that belong to a thing's name: always the same, and unknown to whoever has not the key. */
  luckOf(what: string): string {
    return this.hashOf(`luck ${what}`).replaceAll('-', '');
  }
}

/** The first 128 bits of a hex digest, written as PostgreSQL writes a uuid. */
export function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

export const sha256 = (text: string): string => hash('sha256', text);

/** The engine's own key, made once: whoever has the database has it, and nobody else needs it. */
export async function loadIdentity(sql: Sql): Promise<Identity> {
  return new Identity(await secretNamed(sql, 'identity', randomBytes(32)));
}

/** The first administrator's key: given, or made once and kept beside the data. */
export function administratorKey(
  given: string | undefined,
  path: string,
): { key: string; path: string | null } {
  if (given !== undefined) return { key: given, path: null };
  try {
    return { key: readFileSync(path, 'utf8').trim(), path };
  } catch {
    const key = `pk_${randomBytes(24).toString('base64url')}`;
    writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return { key, path };
  }
}
