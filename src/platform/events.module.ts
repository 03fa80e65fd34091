import { Global, Module } from '@nestjs/common';
import type { Config } from './config';
import { CONFIG } from './config.token';
import { EventInterest } from './events-interest.service';
import { OutboundHttp } from './outbound-http.client';

/** What brands are told of, and the one safe way to call a server whose address somebody else chose. */
@Global()
@Module({
  providers: [
    EventInterest,
    {
      provide: OutboundHttp,
      useFactory: ({ outboundAllow, waits }: Config) => new OutboundHttp(outboundAllow, waits.outboundMs),
      inject: [CONFIG],
    },
  ],
  exports: [EventInterest, OutboundHttp],
})
export class EventsModule {}
