import { hash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import type { Sql } from './database.service';
import { secretNamed } from './secret.store';

/** SHA-256's block. */
const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** Numbers and codes are shorter; whatever is not is copied together. */
const USUAL_NAME_BYTES = 192;

/** Turns numbers into keyed hashes. The key lives in the database's secrets table, or the numbers could not be found again. */
@Injectable()
export class Identity {
  /** The inner padding with room for a name behind it, and the outer one with room for a digest: nobody else writes there. */
  private readonly inner = Buffer.alloc(BLOCK_BYTES + USUAL_NAME_BYTES);
  private readonly outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES);
  /** The inner padding with a name behind it, by the length of the name: no view of it is made twice. */
  private readonly padded = Array.from({ length: USUAL_NAME_BYTES + 1 }, (_, bytes) =>
    this.inner.subarray(0, BLOCK_BYTES + bytes),
  );

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    for (let at = 0; at < BLOCK_BYTES; at++) {
      this.inner[at] = (key[at] ?? 0) ^ 0x36;
      this.outer[at] = (key[at] ?? 0) ^ 0x5c;
    }
  }

  /**
   * A person's keyed hash, as a UUID: HMAC-SHA256 of the number, cut to 128 bits. Written out (RFC 2104) over one-shot hashes:
   * a createHmac per text leaves so many native objects behind that collecting them costs ten times the hashing.
   */
  hashOf(name: string): string {
    return asUuid(this.digestOf(name));
  }

  /** The whole of it, in hex: for whoever writes millions of them, and the first half of each as bytes. */
  digestOf(name: string): string {
    // As text: a buffer of its own for each digest would cost more than the hashing.
    this.outer.write(hash('sha256', this.behindPadding(name), 'binary'), BLOCK_BYTES, 'latin1');
    return hash('sha256', this.outer);
  }

  private behindPadding(name: string): Buffer {
    const usual = this.padded[Buffer.byteLength(name)];
    if (!usual) return Buffer.concat([this.inner.subarray(0, BLOCK_BYTES), Buffer.from(name)]);
    this.inner.write(name, BLOCK_BYTES);
    return usual;
  }

  /** 128 bits in hex that belong to a thing's name: always the same, and unknown to whoever has not the key. */
  luckOf(what: string): string {
    return this.digestOf(`luck ${what}`).slice(0, 32);
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
