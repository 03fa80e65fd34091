import { Global, Module } from '@nestjs/common';
import { LINKS_WELL, type LinksWell } from '../platform/links-well.token';
import { Connectors } from './connectors.service';
import { MessagesModule } from './messages.module';

/** Answers the health check's question about the carriers' links, which the platform may ask and cannot know. */
@Global()
@Module({
  imports: [MessagesModule],
  providers: [
    {
      provide: LINKS_WELL,
      useFactory:
        (connectors: Connectors): LinksWell =>
        () =>
          connectors.areWell,
      inject: [Connectors],
    },
  ],
  exports: [LINKS_WELL],
})
export class LinksModule {}
