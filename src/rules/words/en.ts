import { listed, naming, saying, type WordPack } from '../word-pack';

/** English, as the American rules, the carriers and the platforms list it. */
export const english: WordPack = {
  language: 'en',
  words: [
    ...saying('en', 'stop', 'insidearm', ['STOP', 'UNSUBSCRIBE', 'QUIT', 'REVOKE', 'OPT OUT']),
    ...saying('en', 'stop', 'insidearm', ['END', 'CANCEL'], { ambiguous: true }),
    ...saying('en', 'stop', 'aws-req', ['REMOVE'], { ambiguous: true }),
    ...saying('en', 'stop', 'sinch-au', ['LEAVE'], { ambiguous: true }),
    ...saying('en', 'stop', 'mci-guide', ['OFF']),
    ...saying('en', 'stop', 'alac-mo', ['UNSUB']),
    ...saying('en', 'stop', 'D', ['STOP2QUIT', 'STOP2END', 'STOP2STOP']),
    ...saying('en', 'stop', 'telnyx', ['STOP ALL'], { scope: 'all' }),
    ...saying(
      'en',
      'stop',
      'D',
      ['UNSUBSCRIBE ALL', 'UNSUB ALL', 'CANCEL ALL', 'END ALL', 'QUIT ALL', 'OPT OUT ALL', 'OFF ALL'],
      {
        scope: 'all',
      },
    ),
    ...saying('en', 'help', 'twilio-23002', ['HELP', 'INFO']),
    ...saying('en', 'help', 'D', ['?']),
    ...saying('en', 'start', 'twilio-23002', ['START', 'UNSTOP']),
    ...saying('en', 'start', 'adobe-infobip', ['SUBSCRIBE', 'RESUME']),
    ...saying('en', 'start', 'D', ['OPT IN']),
    ...saying('en', 'join', 'sinch-au', ['JOIN']),
    ...saying('en', 'yes', 'twilio-23002', ['YES']),
    ...saying('en', 'yes', 'D', ['Y', 'OK', 'OKAY', 'YEP', 'YEAH', 'CONFIRM', 'AGREE']),
    ...saying('en', 'no', 'D', ['NO', 'N', 'NOPE', 'DECLINE']),
    ...saying('en', 'status', 'ncc', ['STATUS']),
    ...saying('en', 'list', 'D', ['LIST', 'SERVICES']),
  ],
  grammars: [
    ...naming('en', 'stop', 'word name', 'alac-mo', ['STOP', 'STOPP', 'UNSUB']),
    ...naming('en', 'stop', 'word name', 'D', ['UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OFF', 'LEAVE']),
    ...naming('en', 'stop', 'name word', 'mci-guide', ['OFF']),
    ...naming('en', 'stop', 'name word', 'D', ['STOP', 'UNSUB']),
    ...naming('en', 'stop', 'name word', 'sinch-au', ['LEAVE']),
    ...naming('en', 'join', 'word name', 'alac-mo', ['SUB', 'START', 'JOIN']),
    ...naming('en', 'join', 'word name', 'D', ['SUBSCRIBE']),
    ...naming('en', 'join', 'name word', 'sinch-au', ['JOIN']),
  ],
  intent: {
    phrases: listed(`
      leave me alone, remove me, take me off this, take me off your, take me off the list, get me off,
      unsubscribe me, opt me out, cancel my subscription, end my subscription, want to unsubscribe,
      want to opt out, want to stop receiving, stop texting, stop messaging, stop sending,
      stop contacting, stop bothering, stop spamming, stop harassing, quit texting, quit messaging,
      no more messages, no more texts, no more sms, do not text me, dont text me, don't text me,
      do not message me, dont message me, don't message me, do not contact me, dont contact me,
      don't contact me, do not send me, dont send me, don't send me, never text me, never contact me,
      lose my number, delete my number, remove my number, no longer want to receive,
      no longer wish to receive, do not want these messages, don't want these messages,
      dont want these messages, dont want your messages, how do i stop these, how do i stop this,
      how do i unsubscribe, how to unsubscribe, how can i unsubscribe, how do i opt out,
      have the wrong number, got the wrong person, withdraw my consent, revoke my consent
    `),
    wholePhrases: listed(`
      wrong number, wrong person, this is the wrong number, take me off, not interested,
      i am not interested, i'm not interested, im not interested, go away, get lost, fuck off, piss off,
      turn it off, turn this off, turn off, want out, how do i stop, no more
    `),
    courtesy: listed(`
      please, pls, plz, plse, pleas, thanks, thank, thankyou, thx, ty, tks, cheers, kindly, you, u, hi,
      hello, hey, dear, sir, madam, sorry, now, immediately, asap, just, already, i, said, want, would,
      like, to, can, could, ok, okay, yes, yeah, bye, goodbye, at, once, right, away, again, and, for,
      good, so, much, very, the, fuck, damn, bloody, from
    `),
    objects: listed(`
      it, this, that, these, those, them, all, everything, me, us, my, your, number, phone, message,
      messages, msg, msgs, text, texts, txt, txts, sms, texting, messaging, sending, alert, alerts,
      notification, notifications, update, updates, ads, marketing, spam, list, subscription, service,
      services, membership
    `),
    ordinary: listed(`
      step, shop, top, spot, slop, stow, atop, stoop, stomp, strop, swop, sop, and, send, quiz, quite,
      quiet, quip, quid, quilt, suit, quint, cancer, chancel, evoke, revoked, remote, remover, removed,
      removes, arrest, garret, unsung, pasta, the end, at the end, to the end,
      can you end, i leave, can i leave, i can leave, leave it
    `),
    negations: listed("not, dont, don't, never, didnt, didn't, wont, won't, did you, have you, why did"),
  },
};
