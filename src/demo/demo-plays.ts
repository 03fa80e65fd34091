import type { DemoCode, DemoMade, DemoWord } from './demo-catalogue';
import { HOROSCOPE, OFFER } from './demo-services';
import { booking, fa, faq, it, quizFa, quizIt, survey, type Telling } from './demo-talks';

const words = (en: string, local: string, language: 'fa' | 'it'): [DemoWord, DemoWord] => [
  { word: en, language: 'en' },
  { word: local, language },
];

const GENRES = {
  fa: ['موسیقی سنتی', 'پاپ', 'راک'],
  it: ['Canzone d’autore', 'Pop', 'Rock'],
  en: ['Folk', 'Pop', 'Rock'],
} as const;

function vote({ language, both }: Telling) {
  return {
    question: both(
      language === 'fa' ? 'کدام موسیقی را بیشتر پخش کنیم؟' : 'Che musica mettiamo di più?',
      'Which music shall we play more of?',
    ),
    options: ['folk', 'pop', 'rock'].map((value, at) => ({
      value,
      labels: both(GENRES[language][at] ?? '', GENRES.en[at] ?? ''),
    })),
    again: 'replace',
  };
}

const draw = (perDay: number) => ({ mode: { type: 'draw' }, limits: { perDay } });

function instant({ both, language }: Telling) {
  const prize = language === 'fa' ? ['فنجان رایگان', 'قهوه‌ساز'] : ['un espresso', 'una moka'];
  return {
    mode: { type: 'everyNth', every: 3 },
    prizes: [
      { key: 'maker', name: both(prize[1] ?? '', 'a coffee maker'), stock: 2, perDay: 1 },
      { key: 'cup', name: both(prize[0] ?? '', 'a free cup'), stock: 1000 },
    ],
    winsPerPerson: 5,
  };
}

const collect = (purpose: string) => ({
  ask: [
    { attribute: 'name', accept: { type: 'name' } },
    { attribute: 'email', accept: { type: 'email' } },
    { attribute: 'birthDate', accept: { type: 'date' } },
  ],
  purpose,
});

const lookup =
  ({ both, language }: Telling) =>
  ({ tableId }: DemoMade) => ({
    table: tableId,
    answer: both(
      language === 'fa'
        ? 'بلیت {number}: صندلی {seat}، ساعت {time}.'
        : 'Biglietto {number}: posto {seat}, ore {time}.',
      'Ticket {number}: seat {seat}, at {time}.',
    ),
  });

const menu =
  ({ both, language }: Telling, names: readonly [string, string, string]) =>
  ({ campaignId }: DemoMade) => ({
    options: [
      {
        labels: both(language === 'fa' ? 'رأی‌گیری' : 'Il voto', 'The vote'),
        campaign: campaignId(names[0]),
      },
      { labels: both(language === 'fa' ? 'مسابقه' : 'Il quiz', 'The quiz'), campaign: campaignId(names[1]) },
      { labels: both(language === 'fa' ? 'کوپن' : 'Il buono', 'A coupon'), campaign: campaignId(names[2]) },
    ],
  });

/** Seats of a concert, for the look-up. */
export const DEMO_TABLE = {
  name: 'seats',
  columns: ['number', 'seat', 'time'],
  key: 'number',
  rows: [
    ['4711', 'B12', '20:30'],
    ['4712', 'B13', '20:30'],
    ['4800', 'C1', '21:00'],
  ],
} as const;

const play = (
  brand: string,
  name: string,
  said: readonly [DemoWord, DemoWord],
  kind: string,
  settings: unknown,
) => ({ brand, name, words: said, plays: { kind: 'play', of: kind, settings } }) as const;

/** Two codes on which every kind is played, and one service paid for: in Persian and English on 3070, in Italian and English on 48500. */
export const DEMO_PLAYS: readonly DemoCode[] = [
  {
    number: '3070',
    kind: 'dedicated',
    brand: 'radio-shahr',
    profile: 'ir',
    language: 'fa',
    zone: 'Asia/Tehran',
    campaigns: [
      play('radio-shahr', 'رأی‌گیری', words('VOTE', 'رأی', 'fa'), 'vote', vote(fa)),
      play('radio-shahr', 'قرعه‌کشی', words('DRAW', 'قرعه', 'fa'), 'competition', draw(3)),
      play('radio-shahr', 'شانس', words('LUCKY', 'شانس', 'fa'), 'competition', instant(fa)),
      play('radio-shahr', 'نظرسنجی', words('SURVEY', 'نظر', 'fa'), 'survey', survey(fa)),
      play('radio-shahr', 'مسابقه', words('QUIZ', 'مسابقه', 'fa'), 'quiz', quizFa),
      play('radio-shahr', 'کوپن', words('COUPON', 'کوپن', 'fa'), 'coupon', {
        source: 'generated',
        stock: 100,
        validDays: 30,
      }),
      play('radio-shahr', 'مشخصات', words('PROFILE', 'مشخصات', 'fa'), 'collect', collect('باشگاه شنوندگان')),
      play('radio-shahr', 'صندلی', words('SEAT', 'صندلی', 'fa'), 'lookup', lookup(fa)),
      play('radio-shahr', 'پرسش', words('ASK', 'پرسش', 'fa'), 'faq', faq(fa)),
      play('radio-shahr', 'رزرو', words('TABLE', 'رزرو', 'fa'), 'conversation', booking(fa)),
      play('radio-shahr', 'هوا', words('WEATHER', 'هوا', 'fa'), 'webhook', {
        url: 'https://radio-shahr.example/weather',
      }),
      play(
        'radio-shahr',
        'منو',
        words('MENU', 'منو', 'fa'),
        'menu',
        menu(fa, ['رأی‌گیری', 'مسابقه', 'کوپن']),
      ),
      HOROSCOPE,
    ],
  },
  {
    number: '48500',
    kind: 'dedicated',
    brand: 'caffe-aurora',
    profile: 'it',
    language: 'it',
    zone: 'Europe/Rome',
    campaigns: [
      play('caffe-aurora', 'Il voto', words('VOTE', 'VOTO', 'it'), 'vote', vote(it)),
      play('caffe-aurora', 'Concorso', words('DRAW', 'CONCORSO', 'it'), 'competition', draw(1)),
      play('caffe-aurora', 'Fortuna', words('LUCKY', 'FORTUNA', 'it'), 'competition', instant(it)),
      play('caffe-aurora', 'Sondaggio', words('SURVEY', 'SONDAGGIO', 'it'), 'survey', survey(it)),
      play('caffe-aurora', 'Quiz', words('QUIZ', 'GIOCO', 'it'), 'quiz', quizIt),
      play('caffe-aurora', 'Buono', words('COUPON', 'BUONO', 'it'), 'coupon', {
        source: 'generated',
        stock: 100,
        validDays: 30,
      }),
      play('caffe-aurora', 'Profilo', words('PROFILE', 'PROFILO', 'it'), 'collect', collect('Club Aurora')),
      play('caffe-aurora', 'Posto', words('SEAT', 'POSTO', 'it'), 'lookup', lookup(it)),
      play('caffe-aurora', 'Domande', words('ASK', 'DOMANDA', 'it'), 'faq', faq(it)),
      play('caffe-aurora', 'Tavolo', words('TABLE', 'TAVOLO', 'it'), 'conversation', booking(it)),
      play('caffe-aurora', 'Meteo', words('WEATHER', 'METEO', 'it'), 'webhook', {
        url: 'https://caffe-aurora.example/meteo',
      }),
      play(
        'caffe-aurora',
        'Scelta',
        words('MENU', 'SCELTA', 'it'),
        'menu',
        menu(it, ['Il voto', 'Quiz', 'Buono']),
      ),
      OFFER,
    ],
  },
];
