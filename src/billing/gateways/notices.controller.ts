import { Controller, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Problem } from '../../platform/problem';
import { NoticeDoor } from './notice-door.service';

const BODY_BYTES = 1_048_576;
const BEARER = /^Bearer +(\S{1,200}) *$/i;

/** The operators' door: what became of a payment, or of a subscription that an operator keeps itself. It has a key of its own. */
@ApiTags('billing')
@Controller('operators')
export class NoticesController {
  constructor(private readonly door: NoticeDoor) {}

  @Post(':gateway/notices')
  @HttpCode(204)
  @ApiOperation({ summary: 'An operator tells what happened, one notice or several' })
  @ApiNoContentResponse({ description: 'Kept; the same again changes nothing' })
  async hear(
    @Param('gateway') gateway: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
  ): Promise<void> {
    const proof = {
      key: BEARER.exec(request.headers.authorization ?? '')?.[1],
      correlator: wordOf(query['correlator']),
      proof: wordOf(query['proof']),
    };
    await this.door.hear(gateway, proof, await bodyOf(request));
  }
}

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= 200 ? value : undefined;

/** CloudEvents have a content type that is not read for everybody. */
async function bodyOf(request: Request): Promise<unknown> {
  if (request.body !== undefined || !/\+json\b/i.test(request.headers['content-type'] ?? '')) {
    return request.body;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES) throw new Problem('TOO_LARGE', 'The body is larger than this door allows.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Problem('MALFORMED', 'The body is not JSON.');
  }
}
