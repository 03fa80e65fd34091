import { Controller, Get, Param, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { AnswerOnceBy, type AnswerOnce } from '../access/answer-once.decorator';
import { Caller, type ApiCaller } from '../access/caller.decorator';
import { Roles } from '../access/roles.decorator';
import { Idempotent } from '../access/idempotent.decorator';
import { Problem, type ProblemDetails } from '../platform/problem';
import { invalid, validationPipe } from '../platform/validation.pipe';
import { idIn } from '../subscribers/path';
import { MessageIdDto, NewMessageDto, RefusedMessageDto, SEND_LIMITS } from './send.dto';
import type { Asked } from './send';
import { SendDoor, type Sent } from './send.service';
import { TimelineDto } from './timeline.dto';
import { Timelines } from './timeline.service';

@ApiTags('messages')
@ApiExtraModels(NewMessageDto, MessageIdDto, RefusedMessageDto)
@Controller('api/v1/messages')
export class MessagesController {
  private readonly pipe = validationPipe();

  constructor(
    private readonly door: SendDoor,
    private readonly timelines: Timelines,
  ) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    summary: 'Sends a message, or an array of up to 1,000',
    description:
      'An array is answered in order; an element that is refused is `{ "error": … }` and the others are queued.',
  })
  @ApiBody({
    schema: {
      oneOf: [
        { $ref: getSchemaPath(NewMessageDto) },
        { type: 'array', maxItems: SEND_LIMITS.messages, items: { $ref: getSchemaPath(NewMessageDto) } },
      ],
    },
  })
  @ApiCreatedResponse({
    schema: {
      oneOf: [
        { $ref: getSchemaPath(MessageIdDto) },
        {
          type: 'array',
          items: {
            oneOf: [{ $ref: getSchemaPath(MessageIdDto) }, { $ref: getSchemaPath(RefusedMessageDto) }],
          },
        },
      ],
    },
  })
  @ApiUnprocessableEntityResponse({
    description: 'RECIPIENT_OPTED_OUT, SUPPRESSED or VALIDATION_FAILED: nothing was sent',
  })
  async send(
    @Caller() { brandId }: ApiCaller,
    @AnswerOnceBy() keep: AnswerOnce,
    @Req() request: Request,
  ): Promise<MessageIdDto | (MessageIdDto | RefusedMessageDto)[]> {
    const body: unknown = request.body; // past the pipe, which would refuse the neighbours of a bad element too
    if (!Array.isArray(body)) {
      const asked = [await this.read(body)];
      // A refusal did nothing and keeps nothing: it may be asked again.
      return only(
        await this.door.send(asked, brandId, (sql, [sent]) =>
          sent?.type === 'queued' ? keep(sql, only([sent])) : Promise.resolve(),
        ),
      );
    }
    if (body.length < 1 || body.length > SEND_LIMITS.messages) {
      throw invalid([{ path: '', message: `must be one or an array of 1 to ${SEND_LIMITS.messages}` }]);
    }
    const asked = await Promise.all(body.map((one) => this.read(one)));
    return (await this.door.send(asked, brandId, (sql, sent) => keep(sql, sent.map(shown)))).map(shown);
  }

  @Get(':id/timeline')
  @Roles('administrator', 'care', 'brand')
  @ApiOperation({ summary: 'What became of a message, step by step' })
  @ApiOkResponse({ type: TimelineDto })
  timeline(@Caller() { brandId }: ApiCaller, @Param('id') id: string): Promise<TimelineDto> {
    return this.timelines.ofMessage(idIn(id, 'message'), brandId);
  }

  private async read(raw: unknown): Promise<Asked> {
    try {
      return {
        wish: (await this.pipe.transform(raw, { type: 'body', metatype: NewMessageDto })) as NewMessageDto,
      };
    } catch (error) {
      if (error instanceof Problem) return { problem: error.toJson() };
      throw error;
    }
  }
}

function only([sent]: readonly Sent[]): MessageIdDto {
  if (!sent) throw new Error('a message was not answered');
  if (sent.type === 'queued') return { id: String(sent.id) };
  throw thrown(sent.problem);
}

const shown = (sent: Sent): MessageIdDto | RefusedMessageDto =>
  sent.type === 'queued' ? { id: String(sent.id) } : { error: sent.problem };

function thrown({
  code,
  detail,
  type: _type,
  title: _title,
  status: _status,
  ...more
}: ProblemDetails): Problem {
  return new Problem(code, detail, more);
}
