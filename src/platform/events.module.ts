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
      useFactory: ({ outboundAllow }: Config) => new OutboundHttp(outboundAllow),
      inject: [CONFIG],
    },
  ],
  exports: [EventInterest, OutboundHttp],
})
export class EventsModule {}
